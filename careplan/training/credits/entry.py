"""What the engine is given of a training, and what it answers. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from careplan.training.credits.rules import Rule, RuleSet
from careplan.training.credits.spans import Span


@dataclass(frozen=True, slots=True)
class Entry:
    """One training of one person. It counts on its last day.

    hours None: told in days only. attended: the share that was attended. same_content: what tells that two entries are
    one lesson; "" for none. settled: what the authority recognised, which no rule changes any more.
    """

    key: str
    ends_on: date
    category: str
    level: str = ""
    item: str = "attend"
    contents: frozenset[str] = frozenset()
    starts_on: date | None = None
    hours: Fraction | None = None
    days: Fraction = Fraction(0)
    attended: Fraction = Fraction(1)
    passed: bool = True
    same_content: str = ""
    proofs: frozenset[str] = frozenset()
    settled: Decimal | None = None

    def hours_of(self, day_hours: Fraction) -> Fraction:
        """Hours as entered, or the days in hours."""
        return self.days * day_hours if self.hours is None else self.hours


@dataclass(frozen=True, slots=True)
class Credited:
    """What an entry counts for. credits None: no rule covers it, which is not the same as 0.

    hours: those that count (after failing or missing too much). raw: before caps. reasons: why it is less than one
    might think: no-rule · attendance · failed · evidence · same-content · beyond · cap · settled. toward: the floors'
    tags.
    """

    entry: Entry
    rules: RuleSet | None
    rule: Rule | None
    hours: Decimal
    raw: Decimal
    credits: Decimal | None
    reasons: tuple[str, ...] = ()
    toward: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Whose entries they are: the probation of a new teacher, and whether they have a class."""

    probation: Span | None = None
    class_teacher: bool = False
