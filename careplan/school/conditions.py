"""What the school has to work with: rooms, people, time, as counts (S13). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RoomKind:
    """Rooms of one kind: how many, and how many pupils they hold together."""

    kind: str
    rooms: int
    pupils: int


@dataclass(frozen=True, slots=True)
class Conditions:
    """people: how many hold each qualification today. with_lesson: of `squads`, those with a weekly lesson."""

    rooms: tuple[RoomKind, ...]
    staff: int
    guests: int
    people: tuple[tuple[str, int], ...]
    squads: int
    with_lesson: int

    @property
    def is_time_kept(self) -> bool:
        """Whether every squad has its weekly lesson (S44)."""
        return self.squads > 0 and self.with_lesson == self.squads


def conditions_of(
    *, venues: Iterable[Any], staff: Iterable[Any], squads: Sequence[Any], notes: Mapping[int, Iterable[str]]
) -> Conditions:
    """Count rows of venues, staff and squads; notes: by staff id, the qualifications that hold today, in words.

    Workers of the community lead nothing and are left out.
    """
    people = [one for one in staff if one.kind != "community"]
    held = Counter(text for one in people for text in sorted(set(notes.get(one.id, ()))))
    return Conditions(
        rooms=_rooms(venues),
        staff=sum(one.kind == "teacher" for one in people),
        guests=sum(one.kind != "teacher" for one in people),
        people=tuple(sorted(held.items(), key=lambda pair: (-pair[1], pair[0]))),
        squads=len(squads),
        with_lesson=sum(bool(squad.lessons) for squad in squads),
    )


def _rooms(venues: Iterable[Any]) -> tuple[RoomKind, ...]:
    rooms: Counter[str] = Counter()
    pupils: Counter[str] = Counter()
    for venue in venues:
        rooms[venue.kind] += 1
        pupils[venue.kind] += venue.capacity
    return tuple(RoomKind(kind, rooms[kind], pupils[kind]) for kind in sorted(rooms))
