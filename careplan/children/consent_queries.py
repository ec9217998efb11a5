"""How the guardians' consents stand: for one child, for many, for one purpose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.children.consent import ENDING, NONE, PURPOSES, Word, standing
from careplan.children.file_models import FamilyState
from careplan.children.models import ChildAlias, Consent, FamilyMember
from careplan.db import db

PARENTS = ("father", "mother")


@dataclass(frozen=True, slots=True)
class Stands:
    """A child's standing for a purpose, and the consent that it rests on (None: nobody was asked)."""

    standing: str
    consent_id: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A purpose on a child's page: how it stands, the guardians' words from the newest, who saw each form."""

    purpose: str
    standing: str
    words: list[tuple[Consent, str]]


def ended_guardians(child_ids: Collection[int]) -> dict[int, dict[str, date]]:
    """Child id → parent → since when it is guardian no longer: by the file, or dead by the roster (then since ever)."""
    found: dict[int, dict[str, date]] = defaultdict(dict)
    states = select(FamilyState.child_id, FamilyState.member, FamilyState.since).where(
        FamilyState.child_id.in_(child_ids),
        FamilyState.state.in_(ENDING),
        FamilyState.until.is_(None),
    )
    for row in db.session.execute(states.order_by(FamilyState.since.desc())):
        found[row.child_id][row.member] = row.since
    dead = select(FamilyMember.child_id, FamilyMember.relation).where(
        FamilyMember.child_id.in_(child_ids), FamilyMember.relation.in_(PARENTS), FamilyMember.absence == "dead"
    )
    for child_id, relation in db.session.execute(dead):
        found[child_id].setdefault(relation, date.min)
    return found


def standings(child_ids: Collection[int], purpose: str, day: date) -> dict[int, Stands]:
    """Child id → how the last word said by then for this purpose stands on a day."""
    query = select(
        Consent.child_id,
        Consent.id,
        Consent.state,
        Consent.guardian_relation,
        Consent.decided_on,
        Consent.expires_on,
        Consent.changed_on,
    ).where(Consent.purpose == purpose, Consent.child_id.in_(child_ids), Consent.decided_on <= day)
    last = {row.child_id: row for row in db.session.execute(query.order_by(Consent.decided_on, Consent.id))}
    ended = ended_guardians(child_ids)
    found = dict.fromkeys(child_ids, Stands(NONE, None))
    for child_id, row in last.items():
        word = Word(row.state, row.guardian_relation, row.decided_on, row.expires_on, row.changed_on)
        found[child_id] = Stands(standing(word, day, ended.get(child_id)), row.id)
    return found


def asked_of(child_id: int, day: date) -> list[Asked]:
    """Every purpose with its standing and history."""
    query = (
        select(Consent, User.display_name)
        .outerjoin(User, User.id == Consent.seen_by)
        .where(Consent.child_id == child_id)
        .order_by(Consent.decided_on.desc(), Consent.id.desc())
    )
    words: dict[str, list[tuple[Consent, str]]] = defaultdict(list)
    for consent, name in db.session.execute(query):
        words[consent.purpose].append((consent, name or ""))
    return [Asked(one, standings([child_id], one, day)[child_id].standing, words[one]) for one in PURPOSES]


def find_consent(consent_id: int) -> Consent | None:
    return db.session.scalar(select(Consent).where(Consent.id == consent_id))


def aliases_of(child_ids: Collection[int]) -> dict[int, list[ChildAlias]]:
    """Child id → the names it is called by."""
    query = select(ChildAlias).where(ChildAlias.child_id.in_(child_ids)).order_by(ChildAlias.id)
    found: dict[int, list[ChildAlias]] = defaultdict(list)
    for row in db.session.scalars(query):
        found[row.child_id].append(row)
    return found


def find_alias(alias_id: int) -> ChildAlias | None:
    return db.session.scalar(select(ChildAlias).where(ChildAlias.id == alias_id))
