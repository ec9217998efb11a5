"""What is planned after today, from the records: items beside the sessions, trainings, consents that will run out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from careplan.children.consent_queries import standings
from careplan.db import db
from careplan.foresight.ahead import A_DAY, Ahead, PlannedCourse
from careplan.indicators import load_beside
from careplan.indicators.facts import Qualification, Snapshot
from careplan.indicators.load_staff import CONTENT_TAGS
from careplan.indicators.span import Span
from careplan.seeds.load import shipped_vocabulary
from careplan.training.attestation import attestations
from careplan.training.models import PlannedTraining


def load_ahead(facts: Snapshot, year_id: int) -> Ahead | None:
    """What the year still holds after the day of `facts`; None when it has no terms."""
    if not facts.terms:
        return None
    last = max(term.last for term in facts.terms)
    if last < facts.as_of:
        return Ahead(last)
    known = {one.id for one in facts.beside}
    whole = Span(year_id, int(facts.year[:4]), last, facts.terms)
    later = tuple(one for one in load_beside.arrangements(whole, facts.squads) if one.id not in known)
    return Ahead(last, later, _courses(facts.as_of, last), _consents(facts, last))


def _courses(first: date, last: date) -> tuple[PlannedCourse, ...]:
    """Trainings that end in these days and were not called off, with those who are down for them."""
    query = (
        select(PlannedTraining)
        .where(PlannedTraining.state == "planned", PlannedTraining.ends_on.between(first, last))
        .options(selectinload(PlannedTraining.people))
        .order_by(PlannedTraining.ends_on, PlannedTraining.id)
    )
    return tuple(_course(row) for row in db.session.scalars(query))


def _course(row: PlannedTraining) -> PlannedCourse:
    return PlannedCourse(
        id=str(row.id),
        on=row.ends_on,
        staff_ids=tuple(str(one.staff_id) for one in row.people),
        content_tag=CONTENT_TAGS.get(row.content, row.content),
        category=row.category,
        hours=Decimal(str(row.hours)),
        qualifications=_attested(row.qualification, row.ends_on),
    )


def _attested(code: str, day: date) -> tuple[Qualification, ...]:
    """What those who pass will hold, and what that includes, from the last day on."""
    rule = attestations().get(code)
    if rule is None:
        return ()
    return tuple(Qualification(one, day, rule.ends(day)) for one in sorted(shipped_vocabulary().holds(code)))


def _consents(facts: Snapshot, last: date) -> dict[str, str]:
    """By child of the register: how a consent given now will stand on the last day."""
    ids = [int(child.id) for child in facts.left_behind if child.consent == "given"]
    return {str(i): one.standing for i, one in standings(ids, "file", last + A_DAY).items()} if ids else {}
