"""Who lives with a child and who is away, drawn: a house, its people inside, the others beside it. Pure: places only.

The picture stands beside name and class in every form that writes to a child's file (C8): two children of one name
seldom come from the same house. It holds no name and no telephone. Units are those of the drawing's viewBox.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

STEP = 46
"""Room for one person."""
WALL = 12
HEIGHT = 92
FLOOR = 66
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


def household(members: Iterable[Member]) -> Household:
    """The places of everybody; the child stands first in the house, those who are not at home beside it."""
    members = list(members)
    here = [None, *(one for one in members if one.at_home)]
    there = [one for one in members if not one.at_home]
    house = 2 * WALL + STEP * len(here)
    inside = tuple(Figure(WALL + STEP * (n + 0.5), one) for n, one in enumerate(here))
    outside = tuple(Figure(house + WALL + STEP * (n + 0.5), one) for n, one in enumerate(there))
    return Household(inside, outside, house, house + (WALL + STEP * len(there) if there else 0))


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
