"""A statement as text that stays the same to the byte: facts, rules and what follows from them (S52). Pure.

Signing keeps the text and its hash. `made_again` counts anew from the facts and rules inside: the same text must come
out, or the statement is not what was signed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from careplan.workload.counting import Line, Spent, count
from careplan.workload.late import LateLine
from careplan.workload.rules import Rules, plain_rules, read_rules
from careplan.workload.work import Fact

FORMAT = 1
Plain = dict[str, Any]


def text_of(plain: Mapping[str, Any]) -> str:
    """JSON with sorted keys and no spaces: one text for one content."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def plain(noun: Fact | Line | LateLine) -> Plain:
    """A noun as plain JSON values; dates as 2026-09-01."""
    values = {one.name: getattr(noun, one.name) for one in fields(noun)}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}


def read_fact(given: Mapping[str, Any]) -> Fact:
    shares = tuple((who, weight) for who, weight in given["shares"])
    return Fact(**{**given, "day": date.fromisoformat(given["day"]), "shares": shares})


def read_line(given: Mapping[str, Any]) -> Line:
    return Line(**{**given, "day": date.fromisoformat(given["day"])})


def read_late(given: Mapping[str, Any]) -> LateLine:
    return LateLine(**{**given, "day": date.fromisoformat(given["day"])})


def counted_part(facts: Iterable[Fact], rules: Rules, spent: Spent) -> Plain:
    """What is counted and from what: all that `made_again` counts anew."""
    ordered = sorted(facts, key=lambda one: one.order)
    return {
        "facts": [plain(one) for one in ordered],
        "spent": dict(spent),
        "lines": [plain(one) for one in count(ordered, rules, spent)],
    }


def whole_statement(heading: Plain, rules: Rules, counted: Plain, beside: Plain) -> Plain:
    """All that a statement says. heading: school, period, person, rules' number, who signed and when.

    beside: `late` lines, `corrections` (milli and fen each) and `objections`, which no rule makes.
    """
    parts = [*counted["lines"], *beside["late"], *beside["corrections"]]
    money = [one["fen"] for one in parts if one["fen"] is not None]
    return {
        "format": FORMAT,
        **heading,
        "rules": {"number": heading["rules"]["number"], "content": plain_rules(rules)},
        **counted,
        **beside,
        "total_milli": sum(one.get("counted", one.get("milli", 0)) for one in parts),
        "total_fen": sum(money) if money else None,
    }


def made_again(text: str) -> str:
    """The statement counted anew from the facts and the rules that it keeps; equal to `text` when nothing is amiss."""
    kept = json.loads(text)
    rules = read_rules(kept["rules"]["content"])
    heading = {key: kept[key] for key in ("school", "period", "person", "rules", "confirmed", "signed")}
    beside = {key: kept[key] for key in ("late", "corrections", "objections")}
    counted = counted_part(map(read_fact, kept["facts"]), rules, kept["spent"])
    return text_of(whole_statement(heading, rules, counted, beside))
