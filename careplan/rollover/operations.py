"""Open the new school year in one transaction: terms, first grade, and what was decided for each child who leaves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.children.operations import mark_left
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.rollover.load import carried, leavers
from careplan.rollover.models import YearDecision
from careplan.rollover.words import LEAVES, STAYS, Choice, Leaver
from careplan.school.models import SchoolYear
from careplan.school.queries import require_year
from careplan.school.year_operations import Dates, open_next_year


class Undecided(Refused):
    """A child for whom something is open has no decision yet."""

    def __init__(self, child_id: int, words: str) -> None:
        super().__init__(words)
        self.child_id = child_id


def opens_from(year: SchoolYear) -> date | None:
    """The last school day of a year; the next one may be opened on any later day. None: it has no terms."""
    return max((term.ends_on for term in year.terms), default=None)


def open_year(
    *, actor_id: int, start_year: int, dates: Dates, new_classes: int, choices: Mapping[int, Choice]
) -> SchoolYear | None:
    """The school year `start_year` begins; None when it has begun already: nothing is done twice.

    choices: by child id. A child of the last grade without one leaves on the last school day, unless something is
    open: then a person has to decide (Undecided). Owners, levels, duties, aid, partners, promises and events stay
    exactly as they are. Refused before the last school day is over.
    """
    current = require_year()
    if start_year <= current.start_year:
        return None
    last_day = opens_from(current)
    if start_year != current.start_year + 1 or last_day is None or last_day >= today():
        raise Refused(_("The new school year can be opened when the last school day of this one is over."))
    leaving = leavers(start_year, today())
    _check(leaving, choices)
    goes_on = carried(start_year, today())
    year, squads = open_next_year(actor_id=actor_id, dates=dates, new_classes=new_classes)
    for one in leaving:
        _decide(actor_id, year, one, choices.get(one.child_id, Choice(LEAVES)), last_day)
    stays = sum(choices.get(one.child_id, Choice(LEAVES)).decision == STAYS for one in leaving)
    detail = {**goes_on, "new_squads": len(squads), "left": len(leaving) - stays, "stayed": stays}
    record(actor_id=actor_id, action="open-year", entity="school_year", entity_id=year.id, detail=detail)
    db.session.flush()
    return year


def _check(leaving: list[Leaver], choices: Mapping[int, Choice]) -> None:
    for one in leaving:
        choice = choices.get(one.child_id)
        if one.open and choice is None:
            raise Undecided(one.child_id, _("Something is still open for this child. Please decide."))
        if one.open and choice and choice.decision == LEAVES and not choice.note.strip():
            raise Undecided(one.child_id, _("Please say to whom it is handed on."))


def _decide(actor_id: int, year: SchoolYear, one: Leaver, choice: Choice, last_day: date) -> None:
    """Keep what was decided, and let the child leave where it does; each leaves an entry of its own."""
    child = db.session.scalars(select(Child).where(Child.id == one.child_id)).one()
    left_on = max(last_day, child.joined_on) if choice.decision == LEAVES else None
    db.session.add(
        YearDecision(
            year_id=year.id,
            child_id=child.id,
            decision=choice.decision,
            left_on=left_on,
            note=choice.note.strip(),
            decided_at=now(),
            decided_by=actor_id,
        )
    )
    if left_on is not None:
        mark_left(actor_id=actor_id, child=child, left_on=left_on, source="rollover")
    else:
        detail = {"year": year.start_year}
        record(actor_id=actor_id, action="stay-on", entity="child", entity_id=child.id, detail=detail)
