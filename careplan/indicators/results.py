"""What a measure answers: one figure and the records behind it, from the same walk over the facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Unit = Literal["rate", "count", "days", "hours", "clock", "points"]
"""hours: of training (学时); clock: of the clock (小时)."""
Direction = Literal["up", "down", "none"]
RecordKind = Literal[
    "child",
    "squad",
    "staff",
    "session",
    "arrangement",
    "visit",
    "contact",
    "referral",
    "aid",
    "change",
    "event",
    "care_goal",
    "training",
    "plan",
    "member",
    "report",
    "feedback",
    "goal",
    "month",
    "improvement",
]


@dataclass(frozen=True, slots=True)
class RecordRef:
    """One record behind a figure.

    `counted`: in the numerator, with `weight`. `out_of`: its part of a rate's denominator (a session's list, the
    parts of a file), so that a rate can be told for a squad.
    `note`: a code of `words.NOTES` or a plain figure such as "2/3".
    `squad_id`: the squad it belongs to, where there is one, so that a list can be cut to a class.
    """

    kind: RecordKind
    id: str
    counted: bool
    note: str = ""
    squad_id: str | None = None
    weight: float = 1
    out_of: float = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a measure's function gives back, see `MeasureResult`."""

    value: float | None
    numerator: float
    denominator: float
    records: tuple[RecordRef, ...] = ()
    no_data: str = ""


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """A figure with its evidence.

    `value`: 0 to 1 for a rate, else in `unit`; None = no data, and then `no_data` holds the reason's code
    (words.REASONS).
    `numerator` is the sum of the weights of the counted records, `denominator` what it is set against;
    value = numerator / denominator. Both are 0 when there is no data.
    """

    code: str
    unit: Unit
    value: float | None
    numerator: float
    denominator: float
    records: tuple[RecordRef, ...] = ()
    no_data: str = ""

    @property
    def counted(self) -> tuple[RecordRef, ...]:
        """The records in the numerator."""
        return tuple(r for r in self.records if r.counted)

    @property
    def not_counted(self) -> tuple[RecordRef, ...]:
        """The records left out of the numerator: what is missing."""
        return tuple(r for r in self.records if not r.counted)


def nothing(reason: str, records: Iterable[RecordRef] = ()) -> Outcome:
    """No figure, with the reason's code."""
    return Outcome(None, 0, 0, tuple(records), reason)


def rate(records: Iterable[RecordRef], reason: str) -> Outcome:
    """Counted records out of all records; no record at all = no data with `reason`."""
    rows = tuple(records)
    return out_of(rows, len(rows), reason)


def out_of(records: Iterable[RecordRef], whole: float, reason: str) -> Outcome:
    """Sum of the counted weights out of `whole`; nothing to set it against = no data with `reason`."""
    rows = tuple(records)
    if whole <= 0:
        return nothing(reason, rows)
    total = sum(r.weight for r in rows if r.counted)
    return Outcome(total / whole, total, whole, rows)


def mean(records: Iterable[RecordRef], reason: str) -> Outcome:
    """Mean weight of the counted records; none counted = no data with `reason`."""
    rows = tuple(records)
    return out_of(rows, sum(r.counted for r in rows), reason)


def number(records: Iterable[RecordRef]) -> Outcome:
    """How many records are counted. 0 is a figure: say `nothing` first where nothing was looked at."""
    return out_of(records, 1, "")
