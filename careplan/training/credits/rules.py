"""The nouns of a rule set: what training counts for, up to which cap, and what must be reached (DOMAIN 3.2). Pure.

Amounts are fractions, so that a third stays a third until it is rounded at the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

FORMULAS = ("hours", "fixed", "tiered", "multiplier")
"""hours ÷ hours_per_credit · an amount for each entry · an amount by level · hours × an amount by level."""
PERIODS = ("event", "term", "year", "cycle")
FLOOR_PERIODS = ("year", "cycle", "probation")
UNITS = ("hours", "credits")
CYCLE, NEW_TEACHER = "cycle", "new-teacher"
"""Tags that every rule set knows: what counts in the cycle, and what a new teacher does apart from it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one kind of training counts for. Empty categories, levels, items or contents: any.

    share: of the amount, e.g. a third for those who help. beyond: hours in a term that count nothing.
    attendance_min: the share that must be attended; attendance_over: exactly that share is not enough. on_fail: what is
    left of the hours when the person did not pass. best_of_same_content: of one lesson held at several levels the best
    only. evidence: one of these kinds of proof is needed. counts_toward: tags that floors look for.
    """

    code: str
    zh: str
    en: str
    categories: tuple[str, ...]
    formula: str
    levels: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    hours_per_credit: Fraction = Fraction(1)
    amount: Fraction = Fraction(1)
    tiers: Mapping[str, Fraction] = None  # type: ignore[assignment]  # set below: a mapping of its own
    share: Fraction = Fraction(1)
    beyond: Fraction = Fraction(0)
    attendance_min: Fraction = Fraction(0)
    attendance_over: bool = False
    on_fail: Fraction = Fraction(0)
    best_of_same_content: bool = False
    evidence: tuple[str, ...] = ()
    counts_toward: tuple[str, ...] = (CYCLE,)

    def __post_init__(self) -> None:
        if self.tiers is None:
            object.__setattr__(self, "tiers", {})

    def covers(self, category: str, level: str, item: str, contents: frozenset[str]) -> bool:
        """Whether an entry of this kind is this rule's."""
        return (
            category in (self.categories or (category,))
            and level in (self.levels or (level,))
            and item in (self.items or (item,))
            and (not self.contents or bool(contents & set(self.contents)))
        )

    def raw(self, hours: Fraction, level: str) -> Fraction:
        """What so many hours at this level count for, before caps and rounding; hours of what was passed."""
        if self.formula == "hours":
            return hours / self.hours_per_credit * self.share
        if self.formula == "fixed":
            return self.amount * self.share
        factor = self.tiers.get(level, Fraction(0))
        return (factor if self.formula == "tiered" else hours * factor) * self.share


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so much from these rules (empty: all) in one entry, term, year or cycle."""

    code: str
    per: str
    at_most: Decimal
    rules: tuple[str, ...] = ()

    def covers(self, rule: str) -> bool:
        return rule in (self.rules or (rule,))


@dataclass(frozen=True, slots=True)
class Floor:
    """What must be reached in a year, in the cycle, or in a new teacher's probation.

    of: "hours" attended, or "credits" in the set's own unit. toward: the tag that counts. who: for class teachers
    only, where it says so.
    """

    code: str
    zh: str
    en: str
    per: str
    at_least: Decimal
    of: str = "credits"
    toward: str = CYCLE
    categories: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    who: str = ""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules of one place and time. The first rule that covers an entry is the entry's.

    unit: what its amounts are, 学时 or 学分. day_hours: hours of a training day. step: rounding, half-up. year_begins:
    the month (1: calendar year, 9: school year). windows: months in which the authority's platform takes entries.
    """

    code: str
    zh: str
    en: str
    region: str
    region_en: str
    note: str
    note_en: str
    valid_from: date
    valid_until: date | None
    unit: str
    day_hours: Fraction
    step: Decimal
    year_begins: int
    cycle_from: date
    cycle_years: int
    windows: tuple[int, ...]
    rules: tuple[Rule, ...]
    caps: tuple[Cap, ...] = ()
    floors: tuple[Floor, ...] = ()

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def rule_for(self, category: str, level: str, item: str, contents: frozenset[str]) -> Rule | None:
        return next((rule for rule in self.rules if rule.covers(category, level, item, contents)), None)
