"""Who lives with a child and who is away, drawn: a house, its people inside, the others beside it. Pure: places only.

The picture stands beside name and class in every form that writes to a child's file (C8): two children of one name
seldom come from the same house. It holds no name and no telephone. Units are those of the drawing's viewBox.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

STEP = 46.0
"""The least room for one person; who has longer words below gets more."""
WALL = 12
WORD_SIZE, BELOW_SIZE = 10.0, 8.5
"""Height of the two lines below a person; frontend/src/app.css sets the same sizes."""
WIDE, NARROW = 1.0, 0.6
"""Width of a Chinese and of a Latin sign as a part of its height; wide enough for any sans-serif."""
BETWEEN = 6.0
"""Free room between the words of two people."""
AT_HOME = frozenset({"home", "ill", "disabled", "injured"})
"""States of a member who lives in the house, as far as the file knows."""
UNKNOWN = "unknown"
PARENTS = ("father", "mother")
CARER_WORDS = {"father": ("父", "爸"), "mother": ("母", "妈")}
"""A carer's row that means a parent, by the first character of the school's own word."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the family. relation: father mother or, for a carer, the school's word; state: a code or UNKNOWN."""

    relation: str
    state: str
    word: str = ""
    cares: bool = False

    @property
    def at_home(self) -> bool:
        return self.state in AT_HOME


@dataclass(frozen=True, slots=True)
class Figure:
    """A person as drawn: the middle of the body; member None is the child."""

    x: float
    member: Member | None


@dataclass(frozen=True, slots=True)
class Household:
    """The picture: the house from 0 to `house`, the people in it, those beside it; width of the whole."""

    inside: tuple[Figure, ...]
    outside: tuple[Figure, ...]
    house: float
    width: float

    @property
    def known(self) -> bool:
        """Whether the file says anything of the family."""
        return any(one.member and one.member.state != UNKNOWN for one in (*self.inside, *self.outside))


def household(members: Iterable[Member], room: Callable[[Member | None], float] = lambda _one: STEP) -> Household:
    """The places of everybody; the child stands first in the house, those who are not at home beside it.

    room: how wide a person's place is, for None the child's.
    """
    members = list(members)
    inside, end = _in_a_row([None, *(one for one in members if one.at_home)], WALL, room)
    house = end + WALL
    outside, width = _in_a_row([one for one in members if not one.at_home], house + WALL, room)
    return Household(inside, outside, house, width if outside else house)


def _in_a_row(
    people: Iterable[Member | None], start: float, room: Callable[[Member | None], float]
) -> tuple[tuple[Figure, ...], float]:
    """The people side by side from `start` on, and where the last one's place ends."""
    placed: list[Figure] = []
    for one in people:
        wide = room(one)
        placed.append(Figure(round(start + wide / 2, 1), one))
        start += wide
    return tuple(placed), start


def room_of(word: str, below: str) -> float:
    """The place that a person with these two lines needs, so that no word runs into the neighbour's."""
    longest = max(_width(word, WORD_SIZE), _width(below, BELOW_SIZE))
    return max(STEP, round(longest + BETWEEN, 1))


def _width(text: str, size: float) -> float:
    return size * sum(WIDE if unicodedata.east_asian_width(sign) in "WF" else NARROW for sign in text)


def members_of(
    parents: Mapping[str, str | None], carer: str | None, states: Mapping[str, str], carer_known: bool
) -> list[Member]:
    """Father, mother and whoever else cares.

    parents: father, mother → home away dead other or None, as the roster says; states: father, mother, carer → the code
    that the file holds today, which says more; carer: the school's word for the carer ("" without one).
    """
    found = [
        Member(one, states.get(one) or parents.get(one) or UNKNOWN, cares=carer_known and _means(carer, one))
        for one in PARENTS
    ]
    if carer_known and not any(one.cares for one in found):
        found.append(Member("carer", states.get("carer") or "home", carer or "", cares=True))
    return found


def _means(carer: str | None, parent: str) -> bool:
    return (bool(carer) and (carer or "")[:1] in CARER_WORDS[parent]) or (carer or "") == "父母"
