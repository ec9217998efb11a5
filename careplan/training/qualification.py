"""What a person may lead on a date: qualifications follow from recognised training, with their validity (S48). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

Included = Mapping[str, frozenset[str]]
"""Qualification → itself and all that it includes, e.g. mental-health-a → {a, b, c}."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A qualification that a person holds from a day on, until a day (both included; None: no end)."""

    qualification: str
    valid_from: date
    valid_until: date | None = None

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


def held_on(holdings: Iterable[Holding], day: date, included: Included) -> frozenset[str]:
    """All qualifications that are valid on the day, included ones too."""
    codes: set[str] = set()
    for holding in holdings:
        if holding.is_valid_on(day):
            codes |= included.get(holding.qualification, frozenset({holding.qualification}))
    return frozenset(codes)
