"""A rule set as data: read from a TOML file or from what a school keeps, every fault at once; and back. Pure.

Amounts and dates stand as text ("0.25", "1/3", "2021-01-01"), so that nothing is lost on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from careplan.seeds.source import Source
from careplan.seeds.table import Table, root
from careplan.training.credits.rules import (
    FLOOR_PERIODS,
    FORMULAS,
    PERIODS,
    UNITS,
    Cap,
    Floor,
    Rule,
    RuleSet,
)
from careplan.training.words import CATEGORIES, CONTENTS, ITEMS, LEVELS, PROOFS

AMOUNT = re.compile(r"\d{1,5}(\.\d{1,3})?|\d{1,4}/[1-9]\d{0,3}")
MOST = 99_999
STEPS = ("0.01", "0.1", "0.5", "1")


def read_rule_set(source: Source) -> RuleSet:
    """The rule set of a file; faults are noted in the source."""
    top = root(source)
    rules = tuple(_rule(table) for table in top.tables("rule", 1))
    codes = [rule.code for rule in rules]
    if len(set(codes)) < len(codes):
        top.fault("rule", "two rules have one code")
    found = RuleSet(
        **{name: top.text(name) for name in ("code", "zh", "en", "region", "region_en")},
        note=top.text("note", ""),
        note_en=top.text("note_en", ""),
        valid_from=_day(top, "valid_from") or date(1970, 1, 1),
        valid_until=_day(top, "valid_until", ""),
        unit=top.code("unit", UNITS),
        day_hours=_amount(top, "day_hours", least=Fraction(1)),
        step=_step(top),
        year_begins=top.whole("year_begins", 1, 12),
        cycle_from=_day(top, "cycle_from") or date(1970, 1, 1),
        cycle_years=top.whole("cycle_years", 1, 10),
        windows=top.wholes("windows", 1, 12, 0),
        rules=rules,
        caps=tuple(_cap(table, codes) for table in _some(top, "cap")),
        floors=tuple(_floor(table) for table in _some(top, "floor")),
    )
    _check_days(top, found)
    top.done()
    return found


def _some(top: Table, key: str) -> Iterator[Table]:
    """The tables of an array that may be left out."""
    return top.tables(key) if key in top.data else iter(())


def _step(top: Table) -> Decimal:
    found = top.code("step", STEPS)
    return Decimal(found if found in STEPS else "0.1")


def _check_days(top: Table, found: RuleSet) -> None:
    if found.valid_until and found.valid_until < found.valid_from:
        top.fault("valid_until", "it ends before it begins")
    if (found.cycle_from.month, found.cycle_from.day) == (2, 29):
        top.fault("cycle_from", "a cycle begins on a day that every year has")


def _rule(table: Table) -> Rule:
    formula = table.code("formula", FORMULAS)
    found = Rule(
        code=table.text("code"),
        zh=table.text("zh"),
        en=table.text("en"),
        categories=_codes(table, "categories", CATEGORIES),
        levels=_codes(table, "levels", LEVELS),
        items=_codes(table, "items", ITEMS),
        contents=_codes(table, "contents", CONTENTS),
        formula=formula,
        hours_per_credit=_amount(table, "hours_per_credit", "1", least=Fraction(1, 1000)),
        amount=_amount(table, "amount", "0" if formula != "fixed" else None),
        tiers=_tiers(table, needed=formula in ("tiered", "multiplier")),
        share=_amount(table, "share", "1"),
        beyond=_amount(table, "beyond", "0"),
        attendance_min=_share(table, "attendance_min"),
        attendance_over=table.flag("attendance_over", False),
        on_fail=_share(table, "on_fail"),
        best_of_same_content=table.flag("best_of_same_content", False),
        evidence=_codes(table, "evidence", PROOFS),
        counts_toward=_codes_free(table, "counts_toward"),
    )
    table.done()
    return found


def _cap(table: Table, rules: list[str]) -> Cap:
    found = Cap(
        code=table.text("code"),
        per=table.code("per", PERIODS),
        at_most=_decimal(table, "at_most"),
        rules=_codes(table, "rules", rules),
    )
    table.done()
    return found


def _floor(table: Table) -> Floor:
    found = Floor(
        code=table.text("code"),
        zh=table.text("zh"),
        en=table.text("en"),
        per=table.code("per", FLOOR_PERIODS),
        at_least=_decimal(table, "at_least"),
        of=table.code("of", UNITS),
        toward=table.text("toward"),
        categories=_codes(table, "categories", CATEGORIES),
        levels=_codes(table, "levels", LEVELS),
        contents=_codes(table, "contents", CONTENTS),
        who=table.text("who", ""),
    )
    if found.who not in ("", "class-teacher"):
        table.fault("who", f"`who` is “{found.who}”; it may be “class-teacher” or left out")
    table.done()
    return found


def _codes(table: Table, key: str, known: Any) -> tuple[str, ...]:
    return table.codes(key, known) if key in table.data else ()


def _codes_free(table: Table, key: str) -> tuple[str, ...]:
    return table.words(key) if key in table.data else ("cycle",)


def _tiers(table: Table, *, needed: bool) -> Mapping[str, Fraction]:
    if "tiers" not in table.data:
        if needed:
            table.fault("tiers", "an amount for each level is missing")
        return {}
    found = {}
    for item in table.tables("tiers", 1):
        found[item.code("level", LEVELS)] = _amount(item, "amount")
        item.done()
    return found


def _amount(table: Table, key: str, default: str | None = None, least: Fraction = Fraction(0)) -> Fraction:
    text = table.text(key, default)
    if not AMOUNT.fullmatch(text):
        if text:
            table.fault(key, f"`{key}` is “{text}”; it must be a number such as 6, 0.25 or 1/3 in quotes")
        return max(Fraction(1), least)
    value = Fraction(text)
    if value < least:
        table.fault(key, f"`{key}` is too small")
    return max(value, least)


def _share(table: Table, key: str) -> Fraction:
    value = _amount(table, key, "0")
    if value > 1:
        table.fault(key, f"`{key}` is a share from 0 to 1")
    return min(value, Fraction(1))


def _decimal(table: Table, key: str) -> Decimal:
    value = _amount(table, key)
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.001")).normalize() + 0


def _day(table: Table, key: str, default: str | None = None) -> date | None:
    text = table.text(key, default)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        table.fault(key, f"`{key}` is “{text}”; it must be a day such as 2021-01-01 in quotes")
        return None


def as_data(found: RuleSet) -> dict[str, Any]:
    """The same as `read_rule_set` reads: what a school keeps."""
    return {
        **{name: getattr(found, name) for name in ("code", "zh", "en", "region", "region_en", "note", "note_en")},
        "valid_from": found.valid_from.isoformat(),
        "valid_until": found.valid_until.isoformat() if found.valid_until else "",
        "unit": found.unit,
        "day_hours": plain(found.day_hours),
        "step": str(found.step),
        "year_begins": found.year_begins,
        "cycle_from": found.cycle_from.isoformat(),
        "cycle_years": found.cycle_years,
        "windows": list(found.windows),
        "rule": [_rule_data(rule) for rule in found.rules],
        "cap": [
            {"code": c.code, "per": c.per, "at_most": plain(c.at_most), "rules": list(c.rules)} for c in found.caps
        ],
        "floor": [_floor_data(floor) for floor in found.floors],
    }


def _rule_data(rule: Rule) -> dict[str, Any]:
    lists = ("categories", "levels", "items", "contents", "evidence", "counts_toward")
    amounts = ("hours_per_credit", "amount", "share", "beyond", "attendance_min", "on_fail")
    return {
        **{name: getattr(rule, name) for name in ("code", "zh", "en", "formula")},
        **{name: list(getattr(rule, name)) for name in lists},
        **{name: plain(getattr(rule, name)) for name in amounts},
        **({"tiers": [{"level": k, "amount": plain(v)} for k, v in rule.tiers.items()]} if rule.tiers else {}),
        "attendance_over": rule.attendance_over,
        "best_of_same_content": rule.best_of_same_content,
    }


def _floor_data(floor: Floor) -> dict[str, Any]:
    lists = ("categories", "levels", "contents")
    return {
        **{name: getattr(floor, name) for name in ("code", "zh", "en", "per", "of", "toward", "who")},
        **{name: list(getattr(floor, name)) for name in lists},
        "at_least": plain(floor.at_least),
    }


def plain(value: Fraction | Decimal) -> str:
    """6 · 0.25 · 1/3: as short as it can be without losing anything."""
    number = Fraction(value)
    if number.denominator == 1:
        return str(number.numerator)
    scaled = number * 1000
    if scaled.denominator == 1:
        return f"{Decimal(scaled.numerator) / 1000:f}".rstrip("0")
    return f"{number.numerator}/{number.denominator}"


def from_data(data: dict[str, Any]) -> tuple[RuleSet, list[str]]:
    """A kept rule set and what is wrong with it, if anything."""
    source = Source("rules", data, {})
    found = read_rule_set(source)
    return found, [fault.message for fault in source.faults]
