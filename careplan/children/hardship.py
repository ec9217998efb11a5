"""Whether a child may be 事实无人抚养 on a cut-off date (民发〔2019〕62号, widened in 2020). Pure.

Both parents are each in a state in which they cannot care (severely disabled or ill; in prison, in compulsory
rehabilitation, held otherwise, out of contact, each for six months or more; guardianship revoked; deported), or one is
dead or declared missing and the other is in one of them; under 18. Only civil affairs decides: the answer is “may fit,
ask civil affairs”, never a category.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from careplan.children.left_behind import Finding, age_on, months_between

AGE_LIMIT = 18
GONE = frozenset({"dead", "missing"})


@dataclass(frozen=True, slots=True)
class Wording:
    """Of a state: whether it counts, and after how many months."""

    cannot: bool
    months: int


@dataclass(frozen=True, slots=True)
class ParentState:
    """The state of a parent on the cut-off date and since when; None is not known."""

    state: str | None
    since: date | None = None


REASONS = {
    "age-unknown": "The birth date is not known.",
    "of-age": "The child is 18 or older on the cut-off date.",
    "both-gone": "Both parents are dead or missing: an orphan. Ask civil affairs.",
    "cannot-care": "Each parent is in a state in which they cannot care. "
    "It may fit: ask civil affairs or the village's child director.",
    "not-long": "It has not lasted six months yet. Look again when it has.",
    "can-care": "A parent is in no such state.",
    "unknown": "The state of a parent is not known.",
}


def without_care(
    birth_date: date | None, father: ParentState, mother: ParentState, cut_off: date, words: Mapping[str, Wording]
) -> Finding:
    """May fit (True), does not (False), or cannot be told (None), with the reason's code."""
    if birth_date is None:
        return Finding(None, "age-unknown")
    if age_on(birth_date, cut_off) >= AGE_LIMIT:
        return Finding(False, "of-age")
    pair = (father, mother)
    if all(one.state in GONE for one in pair):
        return Finding(False, "both-gone")
    counts = [_counts(one, cut_off, words) for one in pair]
    if "can" in counts:
        return Finding(False, "can-care")
    if "unknown" in counts:
        return Finding(None, "unknown")
    return Finding(None, "not-long") if "soon" in counts else Finding(True, "cannot-care")


def _counts(parent: ParentState, cut_off: date, words: Mapping[str, Wording]) -> str:
    """cannot · soon (it must last longer) · can · unknown."""
    wording = words.get(parent.state or "")
    if wording is None:
        return "unknown"
    if not wording.cannot:
        return "can"
    if wording.months == 0:
        return "cannot"
    if parent.since is None:
        return "unknown"
    return "cannot" if months_between(parent.since, cut_off) >= wording.months else "soon"
