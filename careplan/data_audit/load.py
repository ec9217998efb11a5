"""Count what the paper says, in the school in scope."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, func, select

from careplan.accounts.models import User
from careplan.aid.models import AidCase
from careplan.audit.models import AuditEvent
from careplan.casework.models import Contact
from careplan.children.consent import PURPOSES
from careplan.children.consent_queries import standings
from careplan.children.models import Child, Consent, FamilyMember
from careplan.clock import SCHOOL_ZONE, local, today
from careplan.counselling.models import BrokenGlass, CounsellingNote
from careplan.data_audit.facts import Facts, Passed, age_group
from careplan.db import SHOW_WITHDRAWN, Base, db
from careplan.events.models import CareEvent, HelpPlan, MandatoryReport
from careplan.passing.models import Packet, PacketChild, PacketFile
from careplan.school.queries import this_school
from careplan.secrecy import EncryptedText
from careplan.sessions.models import Attendance

KEPT: tuple[Any, ...] = (
    Child, FamilyMember, Consent, Contact, HelpPlan, CareEvent, MandatoryReport, AidCase, CounsellingNote, Attendance,
)  # fmt: skip

NO_RIGHTS = ("sign-in", "sign-out", "choose-language")
"""Acts on an account that change nobody's rights."""


def load_facts(year: int) -> Facts:
    """The counts of a calendar year, up to today while it runs."""
    until = min(today(), date(year, 12, 31))
    school = this_school()
    children = list(db.session.scalars(select(Child.id).order_by(Child.id)))
    reads = _reads(year)
    return Facts(
        school=school.name,
        is_demo=school.is_demo,
        year=year,
        until=until,
        made_on=today(),
        ages=Counter(age_group(born, until) for (born,) in db.session.execute(select(Child.birth_date))),
        kept={model.__tablename__: _rows(model) for model in KEPT},
        consents={purpose: _standing(children, purpose, until) for purpose in PURPOSES},
        accounts=_accounts(),
        rights=_rights(year),
        reads=Counter({entity: sum(n for e, _m, _who, n in reads if e == entity) for entity, *_rest in reads}),
        reads_by_month=tuple(sum(n for _e, m, _who, n in reads if m == month) for month in range(1, 13)),
        readers=len({who for _e, _m, who, _n in reads}),
        broken_glass=_count(BrokenGlass.id, in_year(BrokenGlass.opened_at, year)),
        passed=_passed(year),
        withdrawn=_count(Consent.id, Consent.state.in_(("refused", "withdrawn")), _between(Consent.decided_on, year)),
        asked_to_delete=_count(PacketChild.id, _between(PacketChild.asked_on, year)),
        deleted=_count(PacketChild.id, _between(PacketChild.deleted_on, year)),
        went_wrong=_count(PacketChild.id, _between(PacketChild.wrong_on, year)),
        sealed_fields=sealed_fields(),
    )


def in_year(column: Any, year: int) -> ColumnElement[bool]:
    """A stored moment (UTC) within the calendar year of the school's clock."""
    first, last = (datetime.combine(date(y, 1, 1), time(), SCHOOL_ZONE).astimezone(UTC) for y in (year, year + 1))
    found: ColumnElement[bool] = (column >= first.replace(tzinfo=None)) & (column < last.replace(tzinfo=None))
    return found


def sealed_fields() -> int:
    """How many columns of the schema lie encrypted."""
    return sum(isinstance(c.type, EncryptedText) for table in Base.metadata.tables.values() for c in table.columns)


def _between(column: Any, year: int) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.between(date(year, 1, 1), date(year, 12, 31))
    return found


def _count(column: Any, *which: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count(column)).where(*which)) or 0


def _rows(model: Any) -> int:
    """How many lie here, those that were taken back too: they are kept."""
    return db.session.scalar(select(func.count(model.id)).execution_options(**SHOW_WITHDRAWN)) or 0


def _standing(children: list[int], purpose: str, day: date) -> Counter[str]:
    found = standings(children, purpose, day)
    return Counter(found[child].standing if child in found else "none" for child in children)


def _accounts() -> Counter[str]:
    people = db.session.scalars(select(User.roles).where(User.active))
    return Counter(role for roles in people for role in roles)


def _rights(year: int) -> dict[str, int]:
    query = (
        select(AuditEvent.action, func.count().label("n"))
        .where(AuditEvent.entity == "user", in_year(AuditEvent.at, year), AuditEvent.action.not_in(NO_RIGHTS))
        .group_by(AuditEvent.action)
        .order_by(AuditEvent.action)
    )
    return {row.action: row.n for row in db.session.execute(query)}


def _reads(year: int) -> list[tuple[str, int, int | None, int]]:
    """(kind of record, month by the school's clock, reader, readings)."""
    query = select(AuditEvent.entity, AuditEvent.at, AuditEvent.actor_id).where(
        AuditEvent.action == "read", in_year(AuditEvent.at, year)
    )
    counted = Counter((entity, local(at).month, who) for entity, at, who in db.session.execute(query))
    return [(entity, month, who, n) for (entity, month, who), n in counted.items()]


def _passed(year: int) -> dict[str, Passed]:
    out = (Packet.confirmed_at.is_not(None)) & in_year(Packet.confirmed_at, year)
    packets = select(Packet.kind, func.count().label("n")).where(out).group_by(Packet.kind)
    counts = {row.kind: row.n for row in db.session.execute(packets)}
    children: dict[str, dict[int, set[str]]] = {kind: {} for kind in counts}
    rows = select(Packet.kind, PacketChild.child_id, PacketChild.basis).join(PacketChild.packet).where(out)
    for kind, child, basis in db.session.execute(rows):
        children[kind].setdefault(child, set()).add(basis)
    files = (
        select(Packet.kind, func.count(PacketFile.id).label("n"))
        .join(PacketFile.packet)
        .where(out)
        .group_by(Packet.kind)
    )
    handed = {row.kind: row.n for row in db.session.execute(files)}
    return {
        kind: Passed(
            n, len(children[kind]), handed.get(kind, 0), sum("consent" in one for one in children[kind].values())
        )
        for kind, n in counts.items()
    }
