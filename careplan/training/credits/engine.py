"""What a person's trainings count for: rules, then the best of one lesson, then rounding, then caps. Pure.

The answer depends on the entries, never on their order: they are taken by their day, and where two days are equal by
everything that matters for a figure. What the authority has recognised comes first and uses up the caps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from careplan.training.credits.entry import Credited, Entry, Person
from careplan.training.credits.rules import NEW_TEACHER, Cap, Rule, RuleSet
from careplan.training.credits.spans import cycle_of, term_of, year_of

NOBODY = Person()
NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class _Measured:
    """An entry with its rule and what it would count for before anything else is looked at."""

    entry: Entry
    rules: RuleSet
    rule: Rule
    hours: Fraction
    raw: Fraction
    reasons: tuple[str, ...]

    @property
    def place(self) -> tuple[Any, ...]:
        """Where it comes in the order: settled first, then by day, then by whatever a figure can depend on."""
        one = self.entry
        kind = (self.rule.code, one.category, one.level, one.item, sorted(one.contents), one.same_content)
        return (one.settled is None, one.ends_on, one.starts_on or one.ends_on, -self.raw, -self.hours, *kind, one.key)


def credit(entries: Iterable[Entry], timeline: Sequence[RuleSet], person: Person = NOBODY) -> dict[str, Credited]:
    """Key → what each entry counts for. timeline: rule sets by preference; the first valid on the last day is taken."""
    without, measured = [], []
    for entry in entries:
        rules = next((one for one in timeline if one.is_valid_on(entry.ends_on)), None)
        rule = rules.rule_for(entry.category, entry.level, entry.item, entry.contents) if rules else None
        if rules is None or rule is None:
            without.append(_without_rule(entry, rules))
        else:
            measured.append(_measure(entry, rules, rule))
    ordered = sorted(measured, key=lambda one: one.place)
    capped = _Caps().apply(_best(_beyond(ordered)))
    return {one.entry.key: _toward(one, person) for one in (*without, *capped)}


def rounded(amount: Fraction, step: Decimal) -> Decimal:
    """To the next step, a half upwards: 0.25 → 0.3 in steps of 0.1."""
    steps = amount / Fraction(step)
    whole = Decimal(steps.numerator) / Decimal(steps.denominator)
    return whole.quantize(Decimal(1), ROUND_HALF_UP) * step


def _without_rule(entry: Entry, rules: RuleSet | None) -> Credited:
    hours = entry.hours_of(rules.day_hours if rules else NOTHING)
    reason = "settled" if entry.settled is not None else "no-rule"
    return Credited(entry, rules, None, rounded(hours, Decimal("0.1")), Decimal(0), entry.settled, (reason,))


def _measure(entry: Entry, rules: RuleSet, rule: Rule) -> _Measured:
    hours = entry.hours_of(rules.day_hours)
    lost = _lost(entry, rule)
    if lost:
        return _Measured(entry, rules, rule, NOTHING, NOTHING, (lost,))
    kept = Fraction(1) if entry.passed else rule.on_fail
    reasons = () if entry.passed else ("failed",)
    return _Measured(entry, rules, rule, hours * kept, rule.raw(hours, entry.level) * kept, reasons)


def _lost(entry: Entry, rule: Rule) -> str:
    """Why nothing of it counts, or ""."""
    enough = entry.attended > rule.attendance_min if rule.attendance_over else entry.attended >= rule.attendance_min
    if not enough:
        return "attendance"
    return "evidence" if rule.evidence and not entry.proofs & set(rule.evidence) else ""


def _beyond(ordered: list[_Measured]) -> list[_Measured]:
    """Of rules that count only what goes beyond so many hours in a term: the hours under that line count nothing."""
    used: defaultdict[tuple[Any, ...], Fraction] = defaultdict(Fraction)
    found = []
    for one in ordered:
        if one.rule.beyond and one.hours:
            key = (one.rule.code, term_of(one.entry.ends_on))
            free = min(max(one.rule.beyond - used[key], NOTHING), one.hours)
            used[key] += one.hours
            if free:
                raw = one.raw * (one.hours - free) / one.hours
                one = replace(one, raw=raw, reasons=(*one.reasons, "beyond"))
        found.append(one)
    return found


def _best(ordered: list[_Measured]) -> list[_Measured]:
    """Of entries with the same content in a cycle the best; what was recognised of it before is taken off."""
    groups: defaultdict[tuple[Any, ...], list[_Measured]] = defaultdict(list)
    for one in ordered:
        if one.rule.best_of_same_content and one.entry.same_content:
            groups[one.entry.same_content, cycle_of(one.entry.ends_on, one.rules)].append(one)
    changed: dict[str, _Measured] = {}
    for group in groups.values():
        settled = sum((Fraction(one.entry.settled) for one in group if one.entry.settled is not None), NOTHING)
        open_ones = sorted((one for one in group if one.entry.settled is None), key=lambda one: (-one.raw, one.place))
        for number, one in enumerate(open_ones):
            raw = max(one.raw - settled, NOTHING) if number == 0 else NOTHING
            if raw < one.raw:
                changed[one.entry.key] = replace(one, raw=raw, reasons=(*one.reasons, "same-content"))
    return [changed.get(one.entry.key, one) for one in ordered]


class _Caps:
    """What is used up of each cap in each of its periods."""

    def __init__(self) -> None:
        self._used: defaultdict[tuple[Any, ...], Decimal] = defaultdict(Decimal)

    def apply(self, ordered: Iterable[_Measured]) -> list[Credited]:
        return [self._one(one) for one in ordered]

    def _one(self, one: _Measured) -> Credited:
        step, entry = one.rules.step, one.entry
        raw = rounded(one.raw, step)
        buckets = {self._bucket(cap, one): cap.at_most for cap in one.rules.caps if cap.covers(one.rule.code)}
        room = min((most - self._used[bucket] for bucket, most in buckets.items()), default=raw)
        granted = min(raw, max(room, Decimal(0))) if entry.settled is None else entry.settled
        for bucket in buckets:
            self._used[bucket] += granted
        reasons = (*one.reasons, "cap") if granted < raw and entry.settled is None else one.reasons
        if entry.settled is not None:
            reasons = ("settled",)
        return Credited(entry, one.rules, one.rule, rounded(one.hours, Decimal("0.1")), raw, granted, reasons)

    @staticmethod
    def _bucket(cap: Cap, one: _Measured) -> tuple[Any, ...]:
        day = one.entry.ends_on
        periods: Mapping[str, Any] = {
            "event": one.entry.key,
            "term": term_of(day),
            "year": year_of(day, one.rules.year_begins),
            "cycle": cycle_of(day, one.rules),
        }
        return cap.code, cap.per, periods[cap.per]


def _toward(one: Credited, person: Person) -> Credited:
    """A new teacher's probation is registered apart: nothing of it counts in the cycle (DOMAIN 3.1)."""
    if person.probation and person.probation.holds(one.entry.ends_on):
        return replace(one, toward=(NEW_TEACHER,))
    return replace(one, toward=one.rule.counts_toward if one.rule else ())
