"""What changes among the children in the term: parents go away and come home, children come, go and move house (C5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from careplan.children.left_behind import AWAY, HOME
from careplan.children.load import light_children, parent_of, record_of, situation_of
from careplan.children.models import Child, ChildChange
from careplan.children.operations import add_child, edit_child, mark_left
from careplan.db import db
from careplan.demo.cast import Cast
from careplan.demo.moments import at
from careplan.demo.parameters import demo_school, names, texts
from careplan.demo.pupils import newcomers

Change = tuple[date, Callable[[], None]]


def play_changes(rng: Random, cast: Cast, first: date, until: date) -> int:
    """All changes in order of time; returns how many."""
    weeks = (until - first).days
    if weeks < 1:
        return 0
    player = _Changes(rng, cast)
    days = [first + timedelta(rng.randrange(weeks)) for _ in range(player.total)]
    for day, change in zip(sorted(days), player.in_any_order(), strict=True):
        change(day)
    return player.total


class _Changes:
    def __init__(self, rng: Random, cast: Cast) -> None:
        self._rng, self._cast, self._counts = rng, cast, texts()["changes"]
        self._children = light_children()
        rng.shuffle(self._children)
        self._new = newcomers(rng, demo_school(), names(), self._counts["moved_in"])
        self.total = sum(self._counts.values())

    def in_any_order(self) -> list[Callable[[date], None]]:
        kinds: dict[str, Callable[[date], None]] = {
            "leave_home": self._leave_home,
            "come_back": self._come_back,
            "moved_out": self._move_out,
            "moved_in": self._move_in,
            "address": self._move_house,
        }
        changes = [kinds[kind] for kind, count in self._counts.items() for _ in range(count)]
        self._rng.shuffle(changes)
        return changes

    def _take(self, father: str | None = None, mother: str | None = None) -> Child:
        """A child with parents in these situations (None: any) that was not taken before."""
        for child in self._children:
            found = situation_of(parent_of(child, "father")), situation_of(parent_of(child, "mother"))
            if father in (None, found[0]) and mother in (None, found[1]):
                self._children.remove(child)
                return child
        raise LookupError("no child fits")

    def _leave_home(self, day: date) -> None:
        """The second parent follows the first, or both go; a grandmother looks after the child."""
        child = self._take(father=AWAY, mother=HOME)
        place = record_of(child).father_place
        words = {"mother_situation": AWAY, "mother_place": place, "mother_since": day, "carer_relation": "祖母"}
        self._edit(child, day, carer_name=f"{child.name[0]}奶奶", entrusted=True, **words)

    def _come_back(self, day: date) -> None:
        child = self._take(father=AWAY, mother=AWAY)
        before = record_of(child)
        words = {"mother_situation": HOME, "mother_place": None, "mother_since": None, "carer_relation": "母亲"}
        who = {"carer_name": before.mother_name, "carer_phone": before.mother_phone}
        self._edit(child, day, entrusted=None, **who, **words)

    def _move_house(self, day: date) -> None:
        places = demo_school().places
        self._edit(
            self._take(),
            day,
            address=f"{places.county}{self._rng.choice(places.villages)}{self._rng.randint(1, 12)}组",
        )

    def _edit(self, child: Child, day: date, **words: Any) -> None:
        """Written down some days after it happened: the delay shows (C5)."""
        happened = day - timedelta(self._rng.randrange(0, 9))
        if words.get("mother_since"):
            words["mother_since"] = happened
        actor = self._cast.teacher_of(child.squad)
        known = db.session.scalars(select(ChildChange.id).where(ChildChange.child_id == child.id)).all()
        with at(day, 17):
            edit_child(actor_id=actor.id, child=child, given=replace(record_of(child), **words))
        written = select(ChildChange).where(ChildChange.child_id == child.id, ChildChange.id.not_in(known))
        for change in db.session.scalars(written):
            change.happened_on = happened

    def _move_out(self, day: date) -> None:
        with at(day, 10):
            mark_left(actor_id=self._cast.users["office"].id, child=self._take(), left_on=day)

    def _move_in(self, day: date) -> None:
        with at(day, 9):
            add_child(actor_id=self._cast.users["office"].id, given=self._new.pop())
