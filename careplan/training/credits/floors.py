"""How far a person is with what must be reached, and what is missing by when. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from careplan.training.credits.entry import Credited, Person
from careplan.training.credits.rules import Floor, RuleSet
from careplan.training.credits.spans import Span, cycle_of, year_of


@dataclass(frozen=True, slots=True)
class Reached:
    """A floor with the days it is asked for, what counts there, and the entries behind it."""

    floor: Floor
    span: Span
    got: Decimal
    keys: tuple[str, ...]

    @property
    def missing(self) -> Decimal:
        return max(self.floor.at_least - self.got, Decimal(0))

    @property
    def share(self) -> float:
        """0 to 1."""
        return float(min(self.got / self.floor.at_least, Decimal(1))) if self.floor.at_least else 1.0

    def due_share(self, day: date) -> float:
        """The part of its time that has passed: who keeps pace has reached as much."""
        whole = (self.span.last - self.span.first).days + 1
        return min(max(((day - self.span.first).days + 1) / whole, 0.0), 1.0)

    def is_behind(self, day: date) -> bool:
        """Less than what the time that has passed would ask for."""
        return self.missing > 0 and float(self.got) + 1e-9 < float(self.floor.at_least) * self.due_share(day)


def reached(credited: Iterable[Credited], rules: RuleSet, person: Person, day: date) -> tuple[Reached, ...]:
    """Every floor that concerns this person on this day, in the order of the rule set."""
    rows = list(credited)
    found = []
    for floor in rules.floors:
        span = _span(floor, rules, person, day)
        if span is not None and (floor.who != "class-teacher" or person.class_teacher):
            found.append(_reached(floor, span, rows))
    return tuple(found)


def _span(floor: Floor, rules: RuleSet, person: Person, day: date) -> Span | None:
    if floor.per == "probation":
        return person.probation
    return year_of(day, rules.year_begins) if floor.per == "year" else cycle_of(day, rules)


def _reached(floor: Floor, span: Span, rows: list[Credited]) -> Reached:
    counted = [one for one in rows if counts(one, floor) and span.holds(one.entry.ends_on)]
    got = sum((one.hours if floor.of == "hours" else one.credits or Decimal(0) for one in counted), Decimal(0))
    return Reached(floor, span, got, tuple(one.entry.key for one in counted))


def counts(one: Credited, floor: Floor) -> bool:
    """Whether an entry counts for a floor, whenever it was."""
    entry = one.entry
    return (
        floor.toward in one.toward
        and entry.category in (floor.categories or (entry.category,))
        and entry.level in (floor.levels or (entry.level,))
        and (not floor.contents or bool(entry.contents & set(floor.contents)))
    )
