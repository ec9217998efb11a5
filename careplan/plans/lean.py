"""The months in which help came thinly, which activities of care shall fill (C29: no tides). Pure.

The school's curve alone speaks here: counts of helps by month, never of a child, a class or a kind of help. Where fewer
than five children were reached, no month is named (G10).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

CARE = "care"
"""The strand of the library whose activities fill the months: relief, support, company (C33, C35)."""
CARE_GOAL = "lean.care"
"""The id under which a problem counts those activities: a wish for one of them for each thin month, so that a solver
fills the months rather than leaving care out."""
CARE_GOAL_NAME = {"zh": "空档月份的关爱活动", "en": "Care for the quiet months"}
THIN = 0.5
"""A month is thin with less than half of what an even year would have brought it."""
FEWEST = 5
"""Of so many children at least the help must have been before the school's months are told (G10)."""

SHORT, FEW, EVEN, LEAN = "short", "few", "even", "lean"
"""No whole year on record · fewer than five children reached · no month is thin · some are."""


@dataclass(frozen=True, slots=True)
class Lean:
    """What the records of twelve whole calendar months say. months: 1–12, the thin ones, in the order of those records.

    first, last: first day of the first and of the last of these months; None where nobody read any record.
    """

    found: str = SHORT
    months: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None


def lean_of(counts: Mapping[date, int], children: int, whole: bool) -> Lean:
    """counts: first day of each of twelve months → helps; children: how many were reached; whole: whether the first of
    these months was already on record."""
    first, last = min(counts), max(counts)
    if not whole:
        return Lean(SHORT, (), first, last)
    if children < FEWEST:
        return Lean(FEW, (), first, last)
    even = sum(counts.values()) / len(counts)
    thin = tuple(month.month for month in sorted(counts) if counts[month] < THIN * even)
    return Lean(LEAN if thin else EVEN, thin, first, last)


def taught(months: Iterable[int], days: Iterable[date]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Of these months those with a lesson on one of the days, and those without; each from September on."""
    with_lessons = {day.month for day in days}
    ordered = sorted(months, key=lambda month: (month + 3) % 12)
    return (
        tuple(month for month in ordered if month in with_lessons),
        tuple(month for month in ordered if month not in with_lessons),
    )


def lean_json(lean: Lean) -> dict[str, object]:
    """As it is kept with the plan."""
    ends = {"first": lean.first, "last": lean.last}
    days = {name: day.isoformat() for name, day in ends.items() if day}
    return {"found": lean.found, "months": list(lean.months), **days}


def lean_from(kept: Mapping[str, object]) -> Lean:
    """What `lean_json` wrote; an empty one was never read."""
    months = kept.get("months") or []
    days = [date.fromisoformat(str(kept[name])) if name in kept else None for name in ("first", "last")]
    assert isinstance(months, list)
    return Lean(str(kept.get("found", SHORT)), tuple(months), *days)
