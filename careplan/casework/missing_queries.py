"""Lists of what is missing in the care for each child (C3, C10, C15), each as far as somebody sees its children."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from careplan.casework.beside import quiet_days
from careplan.casework.models import Contact
from careplan.casework.queries import Sight, plain_in_care, responsible_names, standings_of
from careplan.casework.rules import FRESH
from careplan.casework.words import Standing
from careplan.children.carer_queries import carers_beyond_roster
from careplan.children.carers import Carer
from careplan.children.consent import TO_ASK
from careplan.children.consent_queries import standings as consents_of
from careplan.children.file_queries import registrations
from careplan.children.load import PARENTS, light_children, situation_of
from careplan.children.models import Child, ChildChange, FamilyMember
from careplan.children.names import sort_key
from careplan.children.plain import PlainChild
from careplan.db import db

KINDS = {
    "owner": (
        "没有责任人",
        "Nobody responsible",
        "指定一位责任人。",
        "Name a person responsible.",
    ),
    "level": (
        "没有定关爱等级",
        "No care level",
        "由熟悉孩子的人定级并写明理由。",
        "Somebody who knows the child sets it, with a reason.",
    ),
    "consent": (
        "建档同意：没有答复或已失效",
        "Consent to the file: no answer, or valid no longer",
        "请监护人签告知同意书。",
        "Ask a guardian to sign.",
    ),
    "contact": (
        "超过期限没有联系",
        "No contact within the interval",
        "今天联系。",
        "Get in touch today.",
    ),
    "next": (
        "没有下次联系日期",
        "Next date missing",
        "登记一次联系，写明下次日期。",
        "Record a contact with its next date.",
    ),
    "visit": (
        "本学期家访不够",
        "Home visits missing this term",
        "排进家访路线。",
        "Put them on the route.",
    ),
    "fields": (
        "关键信息空缺",
        "Needed facts are empty",
        "补填住址、照料人和电话。",
        "Fill in address, carer and telephone.",
    ),
    "carer": (
        "照料人：档案与花名册不一致",
        "Carer: file and roster differ",
        "核对后改花名册；档案里已不再照料的，填上结束日期。",
        "Correct the roster, or end the entry of the file that is over.",
    ),
    "entrust": (
        "父母外出，没有书面委托",
        "Parents away, nothing in writing",
        "请家长办委托照护书。",
        "Ask the parents for the written entrustment.",
    ),
    "stale": (
        "情况三个月没有核对",
        "Not looked at for three months",
        "核对一次登记表，或家访。",
        "Go through the form again, or visit.",
    ),
}
"""Kind → Chinese, English, what to do in both."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A child of a list; seen_on: when the facts were last looked at; quiet: days without anything, in a trough."""

    child: Child
    standing: Standing
    responsible: str | None
    seen_on: date | None
    quiet: int | None


def gap_ids(sight: Sight, day: date) -> dict[str, list[int]]:
    """Kind → the ids of its children: counted from plain rows; nothing sealed is opened
    but the carers of whom the file or the form of 2016 says something.

    Those in a trough stand first (C29), then by class and name.
    """
    found = plain_in_care(sight, day)
    quiet = quiet_days([child.id for child in found], day)
    children = sorted(found, key=lambda child: (child.id not in quiet, *_by_class(child)))
    ids = [child.id for child in children]
    standings, responsible = standings_of(ids, day), responsible_names(ids)
    seen, to_ask, carers = seen_days(ids), _to_ask(ids, day), carers_beyond_roster(ids, day)
    blank, entrusted = _blank(ids, carers), _entrusted(ids, carers)
    is_missing: dict[str, Callable[[PlainChild], bool]] = {
        "owner": lambda child: child.id not in responsible,
        "level": lambda child: standings[child.id].level is None,
        "consent": lambda child: child.id in to_ask,
        "contact": lambda child: standings[child.id].is_overdue(day),
        "next": lambda child: _next_is_missing(standings[child.id], day),
        "visit": lambda child: standings[child.id].visits_missing > 0,
        "fields": lambda child: child.id in blank,
        "carer": lambda child: child.id in carers and carers[child.id].otherwise is not None,
        "entrust": lambda child: _both_away(child) and child.id not in entrusted,
        "stale": lambda child: day - seen[child.id] > FRESH,
    }
    return {kind: [child.id for child in children if is_missing[kind](child)] for kind in KINDS}


def _by_class(child: PlainChild) -> tuple[Any, ...]:
    return -child.entry_year, child.squad_number, sort_key(child.name), child.id


def gaps_of(ids: list[int], day: date) -> list[Gap]:
    """The lines of these children, in the order given: for one page."""
    children = {child.id: child for child in light_children(ids=ids)}
    standings, responsible, seen = standings_of(ids, day), responsible_names(ids), looked_at(ids)
    quiet = quiet_days(ids, day)
    return [Gap(children[one], standings[one], responsible.get(one), seen.get(one), quiet.get(one)) for one in ids]


def _next_is_missing(standing: Standing, day: date) -> bool:
    """No day ahead is arranged: never met, or the promised day has passed."""
    return standing.next_on is None or standing.next_on < day


def _both_away(child: PlainChild) -> bool:
    """Both parents work away: somebody must stand in for them in writing (未成年人保护法 §22, §23)."""
    parents = {one.relation: one for one in reversed(child.family) if not one.is_carer}
    return all(situation_of(parents.get(one)) == "away" for one in PARENTS)


def _entrusted(child_ids: list[int], carers: Mapping[int, Carer]) -> frozenset[int]:
    """Whose carer the parents entrusted in writing: the file's, else the first of the roster."""
    found: dict[int, bool] = {child_id: bool(one.entrusted) for child_id, one in carers.items()}
    query = select(FamilyMember.child_id, FamilyMember.entrusted).where(
        FamilyMember.child_id.in_(child_ids), FamilyMember.is_carer
    )
    for child_id, entrusted in db.session.execute(query.order_by(FamilyMember.id)):
        found.setdefault(child_id, bool(entrusted))
    return frozenset(child_id for child_id, entrusted in found.items() if entrusted)


def seen_days(child_ids: list[int]) -> dict[int, date]:
    """As `looked_at`; who was never looked at was seen on the day of coming to the school."""
    joined = select(Child.id, Child.joined_on).where(Child.id.in_(child_ids))
    return {row.id: row.joined_on for row in db.session.execute(joined)} | looked_at(child_ids)


def looked_at(child_ids: list[int]) -> dict[int, date]:
    """Child id → when what is known of the family was last changed, confirmed on the form, or seen at home."""
    found = dict(registrations(child_ids))
    changes = select(ChildChange.child_id, func.max(ChildChange.recorded_on)).where(ChildChange.child_id.in_(child_ids))
    visits = select(Contact.child_id, func.max(Contact.day)).where(
        Contact.child_id.in_(child_ids), Contact.kind == "visit"
    )
    for query in (changes.group_by(ChildChange.child_id), visits.group_by(Contact.child_id)):
        for child_id, day in db.session.execute(query):
            found[child_id] = max(day, found.get(child_id, day))
    return found


def _to_ask(child_ids: list[int], day: date) -> frozenset[int]:
    """Whose guardian has said no word on keeping a file, or one that holds no longer; a “no” is an answer."""
    stands = consents_of(child_ids, "file", day)
    return frozenset(child_id for child_id, one in stands.items() if one.standing in TO_ASK)


def _blank(child_ids: list[int], carers: Mapping[int, Carer]) -> frozenset[int]:
    """Without address or carer, or whose carer has no telephone. Of the roster only whether it stands is read."""
    no_address = select(Child.id).where(Child.id.in_(child_ids), Child.address.is_(None))
    in_roster = select(FamilyMember.child_id).where(FamilyMember.child_id.in_(child_ids), FamilyMember.is_carer)
    reached = in_roster.where(FamilyMember.phone.is_not(None))
    by_roster = frozenset(db.session.scalars(reached)) - carers.keys()
    by_file = frozenset(child_id for child_id, one in carers.items() if one.phone)
    return frozenset(child_ids) - by_roster - by_file | frozenset(db.session.scalars(no_address))
