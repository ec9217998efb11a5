"""An own text beside the proposed one, line by line. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal


@dataclass(frozen=True, slots=True)
class Pair:
    """Lines that belong together. `how`: same | changed | only_proposed | only_own; "" where a side has none."""

    how: Literal["same", "changed", "only_proposed", "only_own"]
    proposed: str
    own: str


def compare(proposed: str, own: str) -> tuple[Pair, ...]:
    """The two texts side by side."""
    return tuple(_pairs([*filter(str.strip, proposed.splitlines())], [*filter(str.strip, own.splitlines())]))


def _pairs(left: list[str], right: list[str]) -> Iterator[Pair]:
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        for n in range(max(b - a, d - c)):
            one, other = left[a + n] if a + n < b else "", right[c + n] if c + n < d else ""
            if tag == "equal":
                yield Pair("same", one, other)
            else:
                yield Pair("only_own" if not one else "only_proposed" if not other else "changed", one, other)
