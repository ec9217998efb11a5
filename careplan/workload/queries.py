"""Reads of workload: rule versions, periods, statements, entries; everything is of the school in scope."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from careplan.accounts.models import User
from careplan.db import db
from careplan.school.models import StaffMember
from careplan.workload.models import WorkEntry, WorkObjection, WorkPeriod, WorkRules, WorkStatement
from careplan.workload.steps import COMPUTED, CONFIRMED, LOCKED, SIGNED, STEPS


def rule_versions() -> Sequence[WorkRules]:
    """All versions, newest first."""
    return db.session.scalars(select(WorkRules).order_by(WorkRules.number.desc())).all()


def rules_on(day: date) -> WorkRules | None:
    """The version that holds for a period beginning on this day: the latest begun, of those the newest."""
    query = select(WorkRules).where(WorkRules.valid_from <= day)
    return db.session.scalars(query.order_by(WorkRules.valid_from.desc(), WorkRules.number.desc()).limit(1)).first()


def find_rules(rules_id: int) -> WorkRules | None:
    return db.session.scalars(select(WorkRules).where(WorkRules.id == rules_id)).one_or_none()


def periods() -> Sequence[WorkPeriod]:
    """All periods, newest first."""
    query = select(WorkPeriod).options(selectinload(WorkPeriod.rules)).order_by(WorkPeriod.first.desc())
    return db.session.scalars(query).all()


def find_period(period_id: int) -> WorkPeriod | None:
    return db.session.scalars(select(WorkPeriod).where(WorkPeriod.id == period_id)).one_or_none()


def periods_that_touch(first: date, last: date) -> Sequence[WorkPeriod]:
    """Periods that share a day with these."""
    return db.session.scalars(select(WorkPeriod).where(WorkPeriod.first <= last, WorkPeriod.last >= first)).all()


def locked_before(period: WorkPeriod) -> Sequence[WorkPeriod]:
    """Locked periods that began earlier, oldest first."""
    query = select(WorkPeriod).where(WorkPeriod.state == LOCKED, WorkPeriod.first < period.first)
    return db.session.scalars(query.order_by(WorkPeriod.first)).all()


def statements_of(period: WorkPeriod) -> Sequence[WorkStatement]:
    """Everybody's statement in the order of the staff list."""
    query = (
        select(WorkStatement)
        .join(StaffMember, StaffMember.id == WorkStatement.staff_id)
        .where(WorkStatement.period_id == period.id)
        .options(
            selectinload(WorkStatement.staff),
            selectinload(WorkStatement.objections),
            selectinload(WorkStatement.corrections),
        )
        .order_by(StaffMember.number)
    )
    return db.session.scalars(query).all()


def find_statement(statement_id: int) -> WorkStatement | None:
    query = select(WorkStatement).where(WorkStatement.id == statement_id)
    return db.session.scalars(query.options(selectinload(WorkStatement.period))).one_or_none()


def own_statements(staff_id: int | None) -> Sequence[WorkStatement]:
    """One person's statements of computed periods, newest first."""
    query = (
        select(WorkStatement)
        .join(WorkPeriod, WorkPeriod.id == WorkStatement.period_id)
        .where(WorkStatement.staff_id == (staff_id or 0), WorkPeriod.state != "open")
        .options(selectinload(WorkStatement.period), selectinload(WorkStatement.objections))
        .order_by(WorkPeriod.first.desc())
    )
    return db.session.scalars(query).all()


def to_countersign(staff_ids: frozenset[int]) -> Sequence[WorkStatement]:
    """Statements of these people, who will sign, that they confirmed and nobody counter-signed yet."""
    query = (
        select(WorkStatement)
        .join(WorkPeriod, WorkPeriod.id == WorkStatement.period_id)
        .where(WorkPeriod.state == COMPUTED, WorkStatement.staff_id.in_(staff_ids), WorkStatement.state == CONFIRMED)
        .where(WorkStatement.countersigned_at.is_(None))
        .options(selectinload(WorkStatement.period), selectinload(WorkStatement.staff))
        .order_by(WorkPeriod.first)
    )
    return db.session.scalars(query).all()


def signers() -> frozenset[int]:
    """Staff ids of those whose role it is to sign a period."""
    query = select(User.roles, User.staff_id).where(User.active, User.staff_id.is_not(None))
    return frozenset(row[1] for row in db.session.execute(query) if row[1] and STEPS["sign"].who & set(row[0]))


def other_signers(user_id: int) -> list[str]:
    """Names of the other active accounts whose role it is to sign a period."""
    query = select(User.display_name, User.roles).where(User.active, User.id != user_id).order_by(User.display_name)
    return [row[0] for row in db.session.execute(query) if STEPS["sign"].who & set(row[1])]


def find_objection(objection_id: int) -> WorkObjection | None:
    return db.session.scalars(select(WorkObjection).where(WorkObjection.id == objection_id)).one_or_none()


def open_objections() -> Sequence[WorkObjection]:
    """What nobody answered yet, the oldest first."""
    query = (
        select(WorkObjection)
        .join(WorkStatement, WorkStatement.id == WorkObjection.statement_id)
        .join(WorkPeriod, WorkPeriod.id == WorkStatement.period_id)
        .where(WorkObjection.answered_at.is_(None), WorkPeriod.state == COMPUTED)
        .options(selectinload(WorkObjection.statement).selectinload(WorkStatement.period))
        .order_by(WorkObjection.id)
    )
    return db.session.scalars(query).all()


def entries_of(staff_id: int | None) -> Sequence[WorkEntry]:
    """What was entered by hand for one person, newest first."""
    query = select(WorkEntry).where(WorkEntry.staff_id == (staff_id or 0))
    return db.session.scalars(query.order_by(WorkEntry.day.desc(), WorkEntry.id.desc())).all()


def entry_overlapping(staff_id: int, day: date, begins: time, ends: time) -> WorkEntry | None:
    """The first entry of this person, other than refused ones, that shares a minute with these."""
    query = select(WorkEntry).where(WorkEntry.staff_id == staff_id, WorkEntry.day == day, WorkEntry.state != "refused")
    query = query.where(WorkEntry.begins < ends, WorkEntry.ends > begins)
    return db.session.scalars(query.order_by(WorkEntry.begins, WorkEntry.id).limit(1)).first()


def entries_to_decide() -> Sequence[WorkEntry]:
    """What waits for a counter-signature, the oldest first."""
    query = select(WorkEntry).where(WorkEntry.state == "entered").options(selectinload(WorkEntry.staff))
    return db.session.scalars(query.order_by(WorkEntry.day, WorkEntry.id)).all()


def entries_decided(most: int = 50) -> Sequence[WorkEntry]:
    """The last ones that were counter-signed or refused."""
    query = select(WorkEntry).where(WorkEntry.state != "entered").options(selectinload(WorkEntry.staff))
    return db.session.scalars(query.order_by(WorkEntry.decided_at.desc(), WorkEntry.id.desc()).limit(most)).all()


def find_entry(entry_id: int) -> WorkEntry | None:
    query = select(WorkEntry).where(WorkEntry.id == entry_id).options(selectinload(WorkEntry.staff))
    return db.session.scalars(query).one_or_none()


def entries_waiting(first: date, last: date) -> int:
    """How many entries of these days wait for a counter-signature."""
    query = select(func.count(WorkEntry.id)).where(WorkEntry.state == "entered", WorkEntry.day.between(first, last))
    return db.session.scalar(query) or 0


def settled_on(day: date) -> WorkPeriod | None:
    """The signed or locked period that a day lies in: what is entered for it now comes late."""
    query = select(WorkPeriod).where(
        WorkPeriod.first <= day, WorkPeriod.last >= day, WorkPeriod.state.in_((SIGNED, LOCKED))
    )
    return db.session.scalars(query).first()


def people_with_accounts() -> frozenset[int]:
    """Staff ids of those who can sign in and so can check their statement."""
    query = select(User.staff_id).where(User.active, User.staff_id.is_not(None))
    return frozenset(one for one in db.session.scalars(query) if one)


def names_of_accounts(ids: set[int]) -> dict[int, str]:
    """Account id → the name it is shown by."""
    query = select(User.id, User.display_name).where(User.id.in_(ids))
    return {row[0]: row[1] for row in db.session.execute(query)}
