"""What carries over and what waits for a person, read from the records as they stand; nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from careplan.accounts.models import User
from careplan.aid.load import balance_of_case
from careplan.aid.models import AidCase, Duty, KnownCost
from careplan.aid.queries import all_duties, cases_of, is_running
from careplan.casework.file_models import CareGoal, Need
from careplan.casework.models import CareAssignment, CareLevel, Promise
from careplan.children.models import Child
from careplan.children.names import sort_key
from careplan.db import db
from careplan.events.models import CareEvent
from careplan.partners.load import promised
from careplan.partners.models import Partner
from careplan.partners.queries import all_pledges
from careplan.rollover.load_undecided import benefit_runs
from careplan.rollover.models import YearDecision
from careplan.rollover.words import Leaver
from careplan.school.models import SchoolYear, Squad, StaffMember
from careplan.school.school_year import GRADES

ENROLLED = Child.state == "enrolled"


def moving_up(start_year: int) -> ColumnElement[bool]:
    """Children on the roll whose class has a grade in the school year that begins then."""
    return ENROLLED & Squad.entry_year.between(start_year - GRADES[-1] + 1, start_year)


def leavers(start_year: int, day: date) -> list[Leaver]:
    """Children on the roll whose class has left before the year, by class and name, with what is open for each."""
    query = select(Child.id, Child.name, Squad.entry_year, Squad.number).join(Squad, Squad.id == Child.squad_id)
    gone = query.where(ENROLLED, Squad.entry_year <= start_year - GRADES[-1])
    rows = sorted(db.session.execute(gone), key=lambda row: (-row.entry_year, row.number, sort_key(row.name), row.id))
    still = open_matters([row.id for row in rows], day)
    return [Leaver(row.id, row.name, (row.entry_year, row.number), still[row.id]) for row in rows]


def open_matters(child_ids: Collection[int], day: date) -> dict[int, tuple[str, ...]]:
    """Child id → codes of `words.OPEN`: what somebody would have to go on with."""
    ids, found = list(child_ids), defaultdict[int, list[str]](list)
    events = select(CareEvent.child_id).where(CareEvent.child_id.in_(ids), CareEvent.state == "open")
    promises = select(Promise.child_id).where(Promise.child_id.in_(ids), Promise.closed_on.is_(None))
    for code, query in (("event", events), ("promise", promises)):
        for child_id in set(db.session.scalars(query)):
            found[child_id].append(code)
    for child_id in {duty.child_id for duty in all_duties(ids) if duty.child_id and is_running(duty, day)}:
        found[child_id].append("duty")
    for child_id, cases in cases_of(ids).items():
        found[child_id] += _open_aid(cases, day)
    for child_id in {one.child_id for one in all_pledges(ids) if promised(one).rest > 0}:
        found[child_id].append("pledge")
    return {child_id: tuple(found[child_id]) for child_id in ids}


def _open_aid(cases: list[AidCase], day: date) -> list[str]:
    runs = any(benefit_runs(case, day) for case in cases)
    unspent = any(balance_of_case(case).in_hand > 0 for case in cases)
    return ["benefit"] * runs + ["money"] * unspent


def carried(start_year: int, day: date) -> dict[str, int]:
    """Code of `words.CARRIED` → how many go on into the year, each exactly as it is."""
    staying = select(Child.id).join(Squad, Squad.id == Child.squad_id).where(moving_up(start_year))
    at_work = select(StaffMember.id).where(StaffMember.active)
    owners = CareAssignment.until.is_(None) & CareAssignment.staff_id.in_(at_work)
    duties = [one for one in all_duties() if one.child is None or one.child.state == "enrolled"]
    ids = set(db.session.scalars(staying))
    cases = [case for found in cases_of().values() for case in found if case.child_id in ids]
    return {
        "squads": _squads(start_year),
        "children": len(ids),
        "owners": _count(select(CareAssignment.id).where(CareAssignment.child_id.in_(staying), owners)),
        "levels": _count(select(CareLevel.child_id).distinct().where(CareLevel.child_id.in_(staying))),
        "needs": _count(select(Need.id).where(Need.child_id.in_(staying), Need.until.is_(None))),
        "goals": _count(select(CareGoal.id).where(CareGoal.child_id.in_(staying), CareGoal.state == "open")),
        "duties": sum(is_running(one, day) and _goes_on(one, start_year) for one in duties),
        "benefits": sum(benefit_runs(case, day) for case in cases),
        "costs": _count(_costs(day).where(KnownCost.child_id.in_(staying))),
        "partners": _count(select(Partner.id).where(Partner.retired_on.is_(None))),
        "promises": _count(select(Promise.id).where(Promise.child_id.in_(staying), Promise.closed_on.is_(None))),
        "events": _count(select(CareEvent.id).where(CareEvent.child_id.in_(staying), CareEvent.state == "open")),
    }


def turning(start_year: int, *, leaving: bool) -> dict[str, int]:
    """Squads and children that move up when that year begins; before it, the children of the last grade who leave."""
    up = moving_up(start_year) & (Squad.entry_year < start_year)
    out = ENROLLED & (Squad.entry_year <= start_year - GRADES[-1])
    children = select(Child.id).join(Squad, Squad.id == Child.squad_id)
    found = {"squads": _squads(start_year), "children": _count(children.where(up))}
    return found | ({"graduates": _count(children.where(out))} if leaving else {})


def _squads(start_year: int) -> int:
    """Classes that exist and have a grade in the year, those of the first grade not among them: they are new."""
    goes_on = Squad.entry_year.between(start_year - GRADES[-1] + 1, start_year - 1)
    return _count(select(Squad.id).where(Squad.active, goes_on))


def _goes_on(duty: Duty, start_year: int) -> bool:
    return duty.child is None or duty.child.squad.grade(start_year) in GRADES


def _costs(day: date) -> Select[Any]:
    return select(KnownCost.id).where(KnownCost.until.is_(None) | (KnownCost.until >= day))


def _count(query: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


def decisions_of(child_id: int) -> list[tuple[YearDecision, int, str]]:
    """What was decided about a child when years were opened, the newest first: with the year and by whom ("")."""
    query = (
        select(YearDecision, SchoolYear.start_year, User.display_name)
        .join(SchoolYear, SchoolYear.id == YearDecision.year_id)
        .outerjoin(User, User.id == YearDecision.decided_by)
        .where(YearDecision.child_id == child_id)
        .order_by(YearDecision.id.desc())
    )
    return [(row, start, name or "") for row, start, name in db.session.execute(query)]
