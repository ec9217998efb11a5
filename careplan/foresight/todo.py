"""The to-do list of the look ahead: each item to one person, with its day (S39, S43). Pure.

The person is found in the records: who is responsible for the child, the squad's counselor, who leads the session, or
who holds the post. Where the records name nobody, the head counselor's post has it, so that no item is nobody's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import ceil

from careplan.foresight.closing import Closing, Lack
from careplan.foresight.doing import Doing, doing
from careplan.foresight.outlook import Foresight, LeafAhead
from careplan.indicators.facts import Snapshot
from careplan.indicators.results import RecordRef
from careplan.indicators.small_cells import showable

POSTS = {"head": "head_counselor", "office": "office", "principal": "principal"}
TERM = re.compile(r"^term_(\d+)$")


@dataclass(frozen=True, slots=True)
class Todo:
    """What one person does by a day. person: staff-ID, user-ID (outside the staff) or post-ROLE.

    work: how many steps; squad_ids: whose; records: what it is about; at_stake: points that hang on the whole gap.
    """

    code: str
    person: str
    by: date
    work: int
    squad_ids: tuple[str, ...]
    records: tuple[RecordRef, ...]
    at_stake: Decimal


@dataclass(frozen=True, slots=True)
class Wanted:
    """A gap that somebody closes by a day at the latest."""

    leaf: LeafAhead
    closing: Closing
    last: date

    @property
    def doing(self) -> Doing:
        kind = self.closing.chosen[0].record.kind if self.closing.chosen else None
        return doing(self.leaf.code, kind)


def wanted(found: Foresight) -> tuple[Wanted, ...]:
    """Every gap that can be closed; what is due by the end of each term stands for the term that is running too."""
    rows = []
    for leaf in found.leaves:
        if leaf.soon is not None and found.soon is not None:
            rows.append(Wanted(leaf, leaf.soon, found.soon))
        if leaf.closing is not None:
            rows.append(Wanted(leaf, leaf.closing, found.ahead.last))
    return tuple(rows)


def part_of(one: Wanted, person: str, found: Foresight) -> Wanted:
    """A gap with only those records that one person closes; person as in Todo (S43)."""
    people = Responsible(found.facts)
    own = tuple(lack for lack in one.closing.chosen if people.of(one.doing.who, lack.record) == person)
    gain = sum(lack.gain for lack in own)
    return replace(one, closing=replace(one.closing, needed=gain, chosen=own, add=None, fresh=None))


def todos(found: Foresight) -> tuple[Todo, ...]:
    """All items, the nearest day first; of one day those with most points at stake, then by the set's order."""
    people = Responsible(found.facts)
    items = [item for one in wanted(found) for item in _items(one, people, found)]
    return tuple(sorted(items, key=lambda item: (item.by, -item.at_stake)))


def _items(one: Wanted, people: Responsible, found: Foresight) -> Iterator[Todo]:
    groups: defaultdict[tuple[str, date], list[Lack]] = defaultdict(list)
    for lack in one.closing.chosen:
        groups[people.of(one.doing.who, lack.record), due(lack.record, one.last, found.facts)].append(lack)
    if not one.closing.chosen:
        yield _item(one, people.of(one.doing.who, None), one.last, ())
    for (person, day), lacks in groups.items():
        yield _item(one, person, day, tuple(lacks))


def _item(one: Wanted, person: str, day: date, lacks: tuple[Lack, ...]) -> Todo:
    work = ceil(sum(lack.work for lack in lacks)) if lacks else (one.closing.fresh or ceil(one.closing.needed))
    squads = tuple(dict.fromkeys(lack.record.squad_id for lack in lacks if lack.record.squad_id))
    records = tuple(lack.record for lack in lacks)
    return Todo(one.leaf.code, person, day, work, squads, records, one.leaf.at_stake)


def due(record: RecordRef, last: date, facts: Snapshot) -> date:
    """By when: a session's own day, the term that a note names, else `last`; what is overdue is due today."""
    day, noted = last, TERM.match(record.note)
    if record.kind == "session":
        day = next((s.on for s in facts.sessions if s.id == record.id), last)
    elif noted:
        day = next((t.last for t in facts.terms if t.number == int(noted[1])), last)
    return max(day, facts.as_of)


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one measure and day: the same thing, done by several people.

    tellable: no group of this measure is so small that it could be told from the others and their sum (G10).
    """

    by: date
    code: str
    entries: tuple[Todo, ...]
    tellable: bool = True

    @property
    def work(self) -> int:
        """Steps of all of them."""
        return sum(item.work for item in self.entries)


def grouped(items: Iterable[Todo]) -> tuple[Group, ...]:
    """Items by day and measure, in their order."""
    found: dict[tuple[date, str], list[Todo]] = {}
    for item in items:
        found.setdefault((item.by, item.code), []).append(item)
    small = {code for (_by, code), rows in found.items() if not showable(sum(item.work for item in rows))}
    return tuple(Group(by, code, tuple(rows), code not in small) for (by, code), rows in found.items())


class Responsible:
    """Who answers for a record."""

    def __init__(self, facts: Snapshot) -> None:
        self._owners = {c.id: c.owner_id or "" for c in facts.children}
        self._squad_of = {c.id: c.squad_id for c in facts.children}
        self._counselors = {squad: f"staff-{p.id}" for p in facts.staff for squad in p.squad_ids}
        self._leaders = {
            s.id: f"staff-{post.staff_id}"
            for s in facts.sessions
            for post in s.posts
            if post.role == "leader" and post.staff_id
        }
        self._posts: dict[str, str] = {}
        for person in facts.staff:
            for role in person.roles:
                self._posts.setdefault(role, f"staff-{person.id}")
        self._children: dict[tuple[str, str], str] = {("visit", v.id): v.child_id for v in facts.visits}
        self._children |= {("aid", a.id): a.child_id for a in facts.aid}
        self._children |= {("referral", r.id): r.child_id for r in facts.referrals}

    def of(self, who: str, record: RecordRef | None) -> str:
        """The one person, by the way `who` names."""
        if who in POSTS or record is None:
            return self.post(POSTS.get(who, "head_counselor"))
        if who == "leader":
            return self._leaders.get(record.id) or self._squad(record) or self.post("head_counselor")
        if who == "owner":
            return self._owner(record) or self._squad(record) or self.post("head_counselor")
        return self._squad(record) or self.post("head_counselor")

    def post(self, role: str) -> str:
        """Who holds a post: the first of the staff with the role, else whoever has it."""
        return self._posts.get(role, f"post-{role}")

    def _owner(self, record: RecordRef) -> str:
        return self._owners.get(
            record.id if record.kind == "child" else self._children.get((record.kind, record.id), ""), ""
        )

    def _squad(self, record: RecordRef) -> str:
        return self._counselors.get(record.squad_id or self._squad_of.get(record.id, ""), "")


def by_person(items: Iterable[Todo], person: str, roles: Iterable[str] = ()) -> tuple[Todo, ...]:
    """The items of one person: their own, and those of posts that nobody of the staff holds but they do."""
    mine = {person, *(f"post-{role}" for role in roles)}
    return tuple(item for item in items if item.person in mine)
