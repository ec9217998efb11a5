"""Read mandatory reports: the principal and the one named person only; a reporter reads the number and the time."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from careplan.access.roles import ADMINISTRATOR, PRINCIPAL
from careplan.accounts.models import User
from careplan.clock import local, today
from careplan.db import db
from careplan.events.models import MandatoryReport, ProtectionPerson


def protection_person() -> User | None:
    """Who was named by the principal, while that account is active."""
    query = (
        select(User)
        .join(ProtectionPerson, ProtectionPerson.user_id == User.id)
        .where(ProtectionPerson.until.is_(None), User.active)
        .order_by(ProtectionPerson.id.desc())
    )
    return db.session.scalars(query).first()


def may_read_reports(person: User) -> bool:
    """The principal, and the one named person."""
    named = protection_person()
    return PRINCIPAL in person.roles or (named is not None and named.id == person.id)


def all_reports() -> list[MandatoryReport]:
    """Open ones first, then the newest."""
    query = select(MandatoryReport).options(selectinload(MandatoryReport.steps))
    rows = db.session.scalars(query.order_by(MandatoryReport.number.desc()))
    return sorted(rows, key=lambda row: row.closed_at is not None)


def open_reports() -> list[MandatoryReport]:
    return [row for row in all_reports() if row.closed_at is None]


def find_report(report_id: int) -> MandatoryReport | None:
    query = select(MandatoryReport).where(MandatoryReport.id == report_id)
    return db.session.scalar(query.options(selectinload(MandatoryReport.steps)))


def next_number() -> int:
    return (db.session.scalar(select(func.max(MandatoryReport.number))) or 0) + 1


def people_to_name() -> list[User]:
    """Accounts of which the principal may name one, by name; who only keeps accounts sees no child (DOMAIN 5.2)."""
    query = select(User).where(User.active).order_by(User.display_name, User.id)
    return [one for one in db.session.scalars(query) if not {PRINCIPAL, ADMINISTRATOR} & set(one.roles)]


def open_since_days(row: MandatoryReport) -> int:
    return (today() - local(row.made_at).date()).days
