"""What is to be said of the places where a session may be put down. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from careplan.scheduling.problem import Slot
from careplan.sessions.findings import Finding, Severity, by_severity


@dataclass(frozen=True, slots=True)
class Ground:
    """A lesson, a row, or both, and how grave it is to put the session there, and why; severity None: nothing is."""

    day: date | None
    period: int
    week: int
    row: str | None
    severity: Severity | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Every lesson in which the session could begin, every row, and the pairs of both that are worse than each."""

    slots: tuple[Ground, ...]
    rows: tuple[Ground, ...]
    pairs: tuple[Ground, ...]


def ground_of(slot: Slot | None, row: str | None, found: Sequence[Finding]) -> Ground:
    """A place with what is to be said of it, the gravest first."""
    told = by_severity(found)
    why = tuple(dict.fromkeys(one.sentence for one in told))
    severity = told[0].severity if told else None
    if slot is None:
        return Ground(None, 0, 0, row, severity, why)
    return Ground(slot.date, slot.period, slot.week, row, severity, why)
