"""Which year, term and cycle a day lies in, as a rule set counts them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from careplan.training.credits.rules import RuleSet

AUTUMN = 8
SPRING = 2
"""Terms of continuing education: the autumn term from August to January, the spring term from February to July."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def year_of(day: date, begins: int) -> Span:
    """The year that begins on the first of that month."""
    start = day.year if day.month >= begins else day.year - 1
    return Span(date(start, begins, 1), date(start + 1, begins, 1) - timedelta(days=1))


def term_of(day: date) -> Span:
    """The autumn or the spring term."""
    if day.month >= AUTUMN or day.month < SPRING:
        start = day.year if day.month >= AUTUMN else day.year - 1
        return Span(date(start, AUTUMN, 1), date(start + 1, SPRING, 1) - timedelta(days=1))
    return Span(date(day.year, SPRING, 1), date(day.year, AUTUMN, 1) - timedelta(days=1))


def cycle_of(day: date, rules: RuleSet) -> Span:
    """The cycle of so many years, counted from the set's `cycle_from` in both directions."""
    start, years = rules.cycle_from, rules.cycle_years
    passed = day.year - start.year - ((day.month, day.day) < (start.month, start.day))
    first = start.replace(year=start.year + passed // years * years)
    return Span(first, first.replace(year=first.year + years) - timedelta(days=1))


def years_of(span: Span, begins: int) -> tuple[Span, ...]:
    """The years that lie in a span, oldest first."""
    found, day = [], span.first
    while day <= span.last:
        found.append(year_of(day, begins))
        day = found[-1].last + timedelta(days=1)
    return tuple(found)
