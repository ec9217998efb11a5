"""How often a child is met: the school's rules by care level, and when the next contact is due. Pure (C4, C11, C15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

VISITS_BY_DEFAULT = 1
"""Home visits a term for a child without a level: 十条措施 (2025), at least one for each child of these groups."""
FRESH = timedelta(days=90)
"""What is known of a family is looked at again within about a term (re-registered each term, DOMAIN 4.6)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """days: most days between two contacts; visits: home visits a term, at least."""

    days: int
    visits: int


@dataclass(frozen=True, slots=True)
class LevelNow:
    """The level of a child now: since when, by whom, why."""

    level: str
    since: date
    set_by: str
    reason: str


def next_due(last_on: date | None, promised: date | None, rule: Rule | None, since: date | None) -> date | None:
    """The day by which the next contact is due; None: there was none yet, so at once.

    The earlier of what was promised and what the level allows; a level set later counts from the day it was set.
    """
    if last_on is None:
        return None
    if rule is None:
        return promised
    allowed = last_on + timedelta(days=rule.days)
    allowed = max(allowed, since) if since else allowed
    return min(promised, allowed) if promised else allowed


def rule_for(level: str | None, rules: Mapping[str, Rule]) -> Rule | None:
    """The rule of a level; None without a level, or for a level that the rules do not know."""
    return rules.get(level) if level else None


def visits_wanted(level: str | None, rules: Mapping[str, Rule]) -> int:
    """Home visits a term that the rules ask for."""
    rule = rule_for(level, rules)
    return rule.visits if rule else VISITS_BY_DEFAULT
