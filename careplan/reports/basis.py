"""What two frozen reports were judged by and made with, where it differs: the reason beside the figures. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from careplan.indicators.tree import Leaf, leaves
from careplan.reports.frozen import Frozen

What = Literal["new", "gone", "points", "scale", "measure", "criteria"]
OUR_OWN = ("template", "assembly")
"""Parts of `made_with` that are the program's own words and layout."""


@dataclass(frozen=True, slots=True)
class Rescored:
    """An indicator that is not judged as before. what: everything that differs; was, now: None where there is none."""

    what: tuple[What, ...]
    was: Leaf | None
    now: Leaf | None

    @property
    def leaf(self) -> Leaf:
        found = self.now or self.was
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Basis:
    """other_set: another version or name of the set. rescored: what is judged in another way.

    other_paper: the wording or layout of the program's report is another one.
    """

    other_set: bool
    rescored: tuple[Rescored, ...]
    other_paper: bool


def basis(earlier: Frozen, later: Frozen) -> Basis:
    """What differs beside the figures themselves."""
    sets = [(one.tree.name, one.judged_by and (one.judged_by.name, one.judged_by.number)) for one in (earlier, later)]
    paper = any(earlier.made_with.get(name) != later.made_with.get(name) for name in OUR_OWN)
    return Basis(sets[0] != sets[1], tuple(_rescored(earlier, later)), paper)


def _rescored(earlier: Frozen, later: Frozen) -> Iterator[Rescored]:
    """In the later set's order; what is no longer judged at the end."""
    was, now = ({leaf.code: leaf for leaf in (*leaves(one.tree), *one.tree.apart)} for one in (earlier, later))
    for code in (*now, *(code for code in was if code not in now)):
        what = _what(was.get(code), now.get(code))
        if what:
            yield Rescored(what, was.get(code), now.get(code))


def _what(was: Leaf | None, now: Leaf | None) -> tuple[What, ...]:
    if was is None:
        return ("new",)
    if now is None:
        return ("gone",)
    pairs: tuple[tuple[What, bool], ...] = (
        ("points", was.full != now.full),
        ("scale", was.scale != now.scale),
        ("measure", was.measure != now.measure),
        ("criteria", was.criteria != now.criteria),
    )
    return tuple(what for what, differs in pairs if differs)
