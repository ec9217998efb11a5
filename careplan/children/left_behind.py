"""Three definitions of a left-behind child (留守儿童) that do not match (DOMAIN 4.1).

Each is a pure function of facts at a cut-off date and answers yes, no or unknown with
its reason. They are never merged: a report says which one it counts by.

- `civil_affairs` 国发〔2016〕13号: both parents away for work, or one away and the other
  without capacity to be guardian; under 16.
- `census_2016` 2016年排查: the same, and rural household, and cannot live normally with
  the parents; no capacity means serious illness or disability.
- `enrolment` 学籍口径: a parent away for three months or more, in compulsory schooling.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

MONTHS_AWAY = 3
AGE_LIMIT = 16

HOME, AWAY, DEAD, OTHER = "home", "away", "dead", "other"
SITUATIONS = (HOME, AWAY, DEAD, OTHER)
"""A parent: at home, away for work, dead, or absent for another cause (jail, no contact)."""


@dataclass(frozen=True, slots=True)
class Parent:
    """What is known of a parent; None is not known.

    `unable` is 无监护能力 through serious illness or disability.
    """

    situation: str | None = None
    since: date | None = None
    unable: bool | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the definitions ask about a child; None is not known.

    `declared` is what the enrolment register says: none, one_parent, both_parents, or yes
    without the kind.
    """

    birth_date: date | None
    father: Parent = field(default_factory=Parent)
    mother: Parent = field(default_factory=Parent)
    rural: bool | None = None
    lives_with_parents: bool | None = None
    declared: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Yes (True), no (False) or unknown (None), and the code of the reason in `REASONS`.

    `kind` is one_parent or both_parents (away) for the enrolment definition's yes.
    """

    answer: bool | None
    reason: str
    kind: str | None = None


def age_on(birth_date: date, day: date) -> int:
    """Whole years on a day."""
    before = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - int(before)


def civil_affairs(facts: Facts, cut_off: date) -> Finding:
    """国发〔2016〕13号: the definition of civil affairs."""
    too_old = _age(facts, cut_off)
    if too_old.answer is False:
        return too_old
    parents = _both_or_one_unable(facts)
    if parents.answer is False:
        return parents
    return too_old if too_old.answer is None else parents


def census_2016(facts: Facts, cut_off: date) -> Finding:
    """The 2016 census: rural household and living apart besides; July 31 was its day."""
    parts = [civil_affairs(facts, cut_off), _rural(facts), _apart(facts)]
    for wanted in (False, None):
        for part in parts:
            if part.answer is wanted:
                return part
    return parts[0]


def enrolment(facts: Facts, cut_off: date) -> Finding:
    """学籍口径: by the parents' months away, else by what the register declares."""
    away = [_away_long(parent, cut_off) for parent in (facts.father, facts.mother)]
    count = away.count(True)
    if None not in away or count == 2:
        return _by_months(count)
    declared = _declared(facts.declared)
    if declared is not None:
        return declared
    if count == 1:
        return Finding(True, "one-away-long", "one_parent")
    return Finding(None, _why_unknown(facts))


DEFINITIONS: dict[str, Callable[[Facts, date], Finding]] = {
    "civil_affairs": civil_affairs,
    "census_2016": census_2016,
    "enrolment": enrolment,
}

REASONS = {
    "age-unknown": "The birth date is not known.",
    "age-limit": "The child is 16 or older on the cut-off date.",
    "both-away": "Both parents are away for work.",
    "one-away-other-unable": "One parent is away for work and the other cannot be guardian.",
    "one-away-other-able": "One parent is away for work; the other is at home and able.",
    "one-away-other-unclear": "One parent is away for work; whether the other can be guardian is not recorded.",
    "one-away-other-gone": "One parent is away for work and the other is dead or absent; the "
    "definition does not settle this case. Ask civil affairs.",
    "none-away": "No parent is away for work.",
    "parents-unknown": "The register does not say where the parents are.",
    "not-rural": "The household is not a rural one.",
    "rural-unknown": "The kind of household is not recorded.",
    "lives-with-parents": "The child lives with the parents.",
    "apart-unknown": "Whom the child lives with is not recorded.",
    "both-away-long": "Both parents have been away for three months or more.",
    "one-away-long": "One parent has been away for three months or more.",
    "not-away-long": "No parent has been away for three months.",
    "since-unknown": "Since when the parent is away is not recorded.",
    "declared-both-parents": "Declared in the enrolment register: both parents away.",
    "declared-one-parent": "Declared in the enrolment register: one parent away.",
    "declared-yes": "Declared in the enrolment register, without the kind.",
    "declared-none": "Declared in the enrolment register: not left behind.",
}


def _age(facts: Facts, cut_off: date) -> Finding:
    if facts.birth_date is None:
        return Finding(None, "age-unknown")
    if age_on(facts.birth_date, cut_off) >= AGE_LIMIT:
        return Finding(False, "age-limit")
    return Finding(True, "age-under")


def _both_or_one_unable(facts: Facts) -> Finding:
    pair = (facts.father, facts.mother)
    away = [parent for parent in pair if parent.situation == AWAY]
    rest = [parent for parent in pair if parent.situation != AWAY]
    if len(away) == 2:
        return Finding(True, "both-away")
    if len(away) == 1:
        return _the_other(rest[0])
    if any(parent.situation is None for parent in pair):
        return Finding(None, "parents-unknown")
    return Finding(False, "none-away")


def _the_other(parent: Parent) -> Finding:
    """One parent is away: what of the other?"""
    if parent.unable:
        return Finding(True, "one-away-other-unable")
    if parent.situation in (DEAD, OTHER):
        return Finding(None, "one-away-other-gone")
    if parent.situation == HOME and parent.unable is False:
        return Finding(False, "one-away-other-able")
    return Finding(None, "one-away-other-unclear")


def _rural(facts: Facts) -> Finding:
    if facts.rural is None:
        return Finding(None, "rural-unknown")
    return Finding(facts.rural, "rural" if facts.rural else "not-rural")


def _apart(facts: Facts) -> Finding:
    """Cannot live normally with the parents: apart, or with one who has no capacity."""
    if facts.father.unable or facts.mother.unable:
        return Finding(True, "apart")
    if facts.lives_with_parents is None:
        return Finding(None, "apart-unknown")
    if facts.lives_with_parents:
        return Finding(False, "lives-with-parents")
    return Finding(True, "apart")


def _away_long(parent: Parent, cut_off: date) -> bool | None:
    if parent.situation is None:
        return None
    if parent.situation != AWAY:
        return False
    return None if parent.since is None else months_between(parent.since, cut_off) >= MONTHS_AWAY


def months_between(start: date, end: date) -> int:
    """Whole months from one day to a later one."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - int(end.day < start.day)


def _by_months(count: int) -> Finding:
    if count == 2:
        return Finding(True, "both-away-long", "both_parents")
    if count == 1:
        return Finding(True, "one-away-long", "one_parent")
    return Finding(False, "not-away-long")


def _declared(declared: str | None) -> Finding | None:
    if declared is None:
        return None
    kind = declared if declared in ("one_parent", "both_parents") else None
    return Finding(declared != "none", f"declared-{declared.replace('_', '-')}", kind)


def _why_unknown(facts: Facts) -> str:
    if facts.father.situation is None and facts.mother.situation is None:
        return "parents-unknown"
    return "since-unknown" if AWAY in (facts.father.situation, facts.mother.situation) else ("parents-unknown")
