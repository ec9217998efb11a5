"""Entries of a calendar that repeat: which are expanded within a school year, and which are refused and why. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
SEVERAL_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
COUNTED = ("INTERVAL", "COUNT")
"""Whole numbers from 1 on; an interval of nought never ends."""
MOST_RULES = 3
MOST_DATES = 500
"""Dates that an entry names one by one, taken out or added."""
MOST_TIMES = 120
"""How often one entry may come in a school year: what is on most days says nothing about busy ones."""
MOST_ENTRIES = 2000


def refused(rules: Sequence[Mapping[str, Any]], dates: int) -> str:
    """Why an entry is not expanded: a code, "" when it is. rules: its RRULEs by part; dates: of EXDATE and RDATE."""
    if len(rules) > MOST_RULES or dates > MOST_DATES:
        return "too-often"
    for rule in rules:
        if not set(_values(rule.get("FREQ"))) <= FREQUENCIES or not rule.get("FREQ"):
            return "too-often"
        if any(len(_values(rule.get(part))) > 1 for part in SEVERAL_A_DAY):
            return "too-often"
        if not all(one.isdigit() and int(one) >= 1 for part in COUNTED for one in _values(rule.get(part))):
            return "broken-rule"
    return ""


def _values(given: Any) -> list[str]:
    many = given if isinstance(given, list | tuple) else [] if given is None else [given]
    return [str(one).upper() for one in many]
