"""Facts about staff: roles, qualifications that follow from recognised training, courses, the leading group."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.db import db
from careplan.indicators import facts
from careplan.indicators.span import Span
from careplan.school.models import LeadingGroupMember, Squad, StaffMember
from careplan.seeds.load import shipped_vocabulary
from careplan.training.models import TrainingRecord
from careplan.training.queries import holdings_by_staff

CONTENT_TAGS = {"psychology": "mental-health"}
STATES = {"approved": "submitted", "sent": "submitted"}


def staff(span: Span) -> tuple[facts.Staff, ...]:
    """The teachers in service; who leads a squad is a class teacher whatever the account says."""
    led: defaultdict[int, set[str]] = defaultdict(set)
    for squad in db.session.scalars(select(Squad).where(Squad.active, Squad.counselor_id.is_not(None))):
        if squad.counselor_id is not None and squad.grade(span.start_year) >= 1:
            led[squad.counselor_id].add(str(squad.id))
    roles: defaultdict[int, set[str]] = defaultdict(set)
    for staff_id, codes in db.session.execute(select(User.staff_id, User.roles).where(User.active)):
        if staff_id is not None:
            roles[staff_id] |= set(codes) - {"class_teacher"}
    held = _qualifications()
    query = select(StaffMember.id).where(StaffMember.active, StaffMember.kind == "teacher").order_by(StaffMember.id)
    return tuple(
        facts.Staff(
            str(i),
            frozenset(roles[i] | ({"class_teacher"} if led[i] else set())),
            held.get(i, ()),
            frozenset(led[i]),
        )
        for i in db.session.scalars(query)
    )


def guests() -> tuple[facts.Staff, ...]:
    """Everybody else who may have held a post: from outside, or no longer in service."""
    held = _qualifications()
    teaches = StaffMember.active & (StaffMember.kind == "teacher")
    ids = db.session.scalars(select(StaffMember.id).where(~teaches).order_by(StaffMember.id))
    return tuple(facts.Staff(str(i), qualifications=held.get(i, ())) for i in ids)


def _qualifications() -> dict[int, tuple[facts.Qualification, ...]]:
    """Qualifications by staff id, each with those that it includes."""
    words = shipped_vocabulary()
    return {
        staff_id: tuple(
            facts.Qualification(code, h.valid_from, h.valid_until)
            for h in holdings
            for code in sorted(words.holds(h.qualification))
        )
        for staff_id, holdings in holdings_by_staff().items()
    }


def trainings(span: Span) -> tuple[facts.TrainingRecord, ...]:
    """Courses that ended in the year."""
    query = select(
        TrainingRecord.id, TrainingRecord.staff_id, TrainingRecord.ends_on, TrainingRecord.category,
        TrainingRecord.content, TrainingRecord.hours, TrainingRecord.credits, TrainingRecord.state,
    ).where(TrainingRecord.ends_on.between(span.first, span.last))  # fmt: skip
    return tuple(
        facts.TrainingRecord(
            str(r.id),
            str(r.staff_id),
            r.ends_on,
            r.category,
            CONTENT_TAGS.get(r.content, r.content),
            Decimal(str(r.hours)),
            None if r.credits is None else Decimal(str(r.credits)),
            STATES.get(r.state, r.state),
        )
        for r in db.session.execute(query.order_by(TrainingRecord.id))
    )


def leading_group() -> tuple[facts.LeadingGroupMember, ...]:
    """All members there have been; the measure looks who is in office."""
    return tuple(
        facts.LeadingGroupMember(str(m.staff_id), m.duty, m.is_head, m.since, m.until)
        for m in db.session.scalars(select(LeadingGroupMember).order_by(LeadingGroupMember.id))
    )
