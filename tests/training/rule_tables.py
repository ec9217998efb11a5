"""The hand-computed tables: what stands in their two files, as the engine's nouns."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from careplan.training.credits.entry import Entry, Person
from careplan.training.credits.rules import RuleSet
from careplan.training.credits.shipped import shipped_rule_sets
from careplan.training.credits.spans import Span

FOLDER = Path(__file__).parent / "tables"


@dataclass(frozen=True, slots=True)
class Table:
    """Entries, the rule set with its change, whose they are; and what a person computed with a pencil."""

    entries: tuple[Entry, ...]
    timeline: tuple[RuleSet, ...]
    person: Person
    asked_on: date
    credits: dict[str, Decimal | None]
    floors: dict[str, Decimal]


def table(code: str) -> Table:
    given, expected = _file(f"{code}.input.toml"), _file(f"{code}.expected.toml")
    first, last = (date.fromisoformat(day) for day in given["probation"])
    return Table(
        tuple(_entry(row) for row in given["entry"]),
        _timeline(shipped_rule_sets()[code], given["change"]),
        Person(Span(first, last), class_teacher=True),
        date.fromisoformat(given["asked_on"]),
        {key: None if said == "none" else Decimal(said) for key, (said, _why) in expected["entries"].items()},
        {key: Decimal(said) for key, (said, _why) in expected["floors"].items()},
    )


def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(
        key=row["key"],
        ends_on=date.fromisoformat(row["on"]),
        category=row.get("category", "face-to-face"),
        level=row.get("level", "county"),
        item=row.get("item", "attend"),
        contents=frozenset(row.get("contents", ["other"])),
        hours=None if "days" in row else Fraction(row.get("hours", "0")),
        days=Fraction(row.get("days", "0")),
        attended=Fraction(row.get("attended", "1")),
        passed=row.get("passed", True),
        same_content=row.get("same", ""),
    )


def _timeline(old: RuleSet, change: dict[str, Any]) -> tuple[RuleSet, RuleSet]:
    """The rule set until the day before the change, and the changed one from that day."""
    day = date.fromisoformat(change["from"])
    rules, caps = change.get("rule", {}), change.get("cap", {})
    new = replace(
        old,
        valid_from=day,
        day_hours=Fraction(change.get("day_hours", old.day_hours)),
        rules=tuple(
            replace(one, **{key: Fraction(value) for key, value in rules.get(one.code, {}).items()})
            for one in old.rules
        ),
        caps=tuple(replace(one, at_most=Decimal(caps.get(one.code, one.at_most))) for one in old.caps),
    )
    return replace(old, valid_until=day - timedelta(days=1)), new
