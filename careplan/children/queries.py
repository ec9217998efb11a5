"""A child, its history, consents and imports; the classes. The list of the register is in `list_queries`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from careplan.accounts.models import User
from careplan.children.consent import GIVEN
from careplan.children.consent_queries import standings
from careplan.children.models import Child, ChildChange, Consent, RosterImport
from careplan.clock import today
from careplan.db import db
from careplan.school.models import Squad


def number_enrolled() -> int:
    return db.session.scalar(select(func.count(Child.id)).where(Child.state == "enrolled")) or 0


def squads_in_order(squad_ids: Iterable[int] | None = None) -> list[Squad]:
    """Active squads from the lowest grade up."""
    query = select(Squad).where(Squad.active).order_by(Squad.entry_year.desc(), Squad.number)
    if squad_ids is not None:
        query = query.where(Squad.id.in_(list(squad_ids)))
    return list(db.session.scalars(query))


def find_child(child_id: int) -> Child | None:
    query = select(Child).where(Child.id == child_id).options(joinedload(Child.squad), selectinload(Child.family))
    return db.session.scalar(query)


def has_namesake(child: Child) -> bool:
    """Whether a classmate at the school bears the same name."""
    query = select(Child.id).where(Child.squad_id == child.squad_id, Child.name == child.name, Child.id != child.id)
    return db.session.scalar(query.where(Child.state == "enrolled").limit(1)) is not None


def changes_of(child_id: int) -> list[ChildChange]:
    """The child's history, newest first."""
    query = (
        select(ChildChange)
        .where(ChildChange.child_id == child_id)
        .order_by(ChildChange.recorded_on.desc(), ChildChange.id.desc())
    )
    return list(db.session.scalars(query))


def consents_of(child_id: int) -> list[Consent]:
    """The guardians' last word for each purpose, in the order of purposes."""
    query = select(Consent).where(Consent.child_id == child_id).order_by(Consent.decided_on, Consent.id)
    last = {consent.purpose: consent for consent in db.session.scalars(query)}
    return [last[purpose] for purpose in sorted(last)]


def consented(child_ids: Collection[int], purpose: str) -> frozenset[int]:
    """Those whose guardian's consent for this purpose holds today."""
    found = standings(child_ids, purpose, today())
    return frozenset(child_id for child_id, one in found.items() if one.standing == GIVEN)


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A child with its guardian's last word for a purpose; seen_by: who saw the form."""

    child_id: int
    name: str
    consent: Consent | None
    seen_by: str | None


def consent_lines(squad_id: int, purpose: str) -> list[ConsentLine]:
    """The children of a squad at the school now, by name in pinyin order."""
    children = (
        select(Child.id, Child.name)
        .where(Child.squad_id == squad_id, Child.state == "enrolled")
        .order_by(Child.name_keys, Child.name, Child.id)
    )
    rows = db.session.execute(children).all()
    words = (
        select(Consent, User.display_name)
        .outerjoin(User, User.id == Consent.seen_by)
        .where(Consent.purpose == purpose, Consent.child_id.in_([row.id for row in rows]))
        .order_by(Consent.decided_on, Consent.id)
    )
    last = {consent.child_id: (consent, name) for consent, name in db.session.execute(words)}
    return [ConsentLine(row.id, row.name, *last.get(row.id, (None, None))) for row in rows]


def find_import(import_id: int) -> RosterImport | None:
    return db.session.scalar(select(RosterImport).where(RosterImport.id == import_id))


def recent_imports(limit: int = 8) -> list[RosterImport]:
    """The last confirmed imports, newest first."""
    query = (
        select(RosterImport)
        .where(RosterImport.state == "confirmed")
        .order_by(RosterImport.confirmed_at.desc())
        .limit(limit)
    )
    return list(db.session.scalars(query))


def imported_before(row: RosterImport) -> RosterImport | None:
    """The newest import of the very same file that was confirmed: doing it again would undo what was changed since."""
    query = select(RosterImport).where(
        RosterImport.sha256 == row.sha256, RosterImport.state == "confirmed", RosterImport.id != row.id
    )
    return db.session.scalars(query.order_by(RosterImport.id.desc())).first()
