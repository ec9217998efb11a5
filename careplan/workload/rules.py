"""What work counts for: a version of the school's rules (S51). All of it is data; no figure and no money is built in.

Coefficients, post constants and caps are thousandths of a workload unit; money is fen for a unit, None: no money.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from careplan.workload.work import POSTS, WORK

SPLIT, EACH = "split", "each"
WINDOWS = ("week", "month", "period")
MOST_MILLI = 20_000
MOST_CAP = 1_000_000
MOST_FEN = 10_000_000


@dataclass(frozen=True, slots=True)
class Rules:
    """A version's content. rates: (kind, role) → thousandths; posts: thousandths for a teaching week.

    caps: window → thousandths, posts not among them; co_leaders: whether those who lead together split a session by
    share or each count it whole; needs_roll: a session counts only when its roll was called.
    """

    name: str
    rates: Mapping[tuple[str, str], int]
    posts: Mapping[str, int] = field(default_factory=dict)
    caps: Mapping[str, int] = field(default_factory=dict)
    co_leaders: str = SPLIT
    needs_roll: bool = True
    fen_per_unit: int | None = None
    note: str = ""


def plain_rules(rules: Rules) -> dict[str, Any]:
    """The rules as plain JSON values."""
    return {
        "name": rules.name,
        "rates": [[kind, role, milli] for (kind, role), milli in sorted(rules.rates.items())],
        "posts": dict(sorted(rules.posts.items())),
        "caps": dict(sorted(rules.caps.items())),
        "co_leaders": rules.co_leaders,
        "needs_roll": rules.needs_roll,
        "fen_per_unit": rules.fen_per_unit,
        "note": rules.note,
    }


def read_rules(plain: Mapping[str, Any]) -> Rules:
    """What `plain_rules` made, as a noun again."""
    return Rules(
        name=plain["name"],
        rates={(kind, role): milli for kind, role, milli in plain["rates"]},
        posts=plain["posts"],
        caps=plain["caps"],
        co_leaders=plain["co_leaders"],
        needs_roll=plain["needs_roll"],
        fen_per_unit=plain["fen_per_unit"],
        note=plain["note"],
    )


def faults_of(rules: Rules) -> list[str]:
    """What cannot be in a rule set: a code for each fault. The form says them in words at their fields."""
    found = [f"rate {kind} {role}" for (kind, role) in rules.rates if (kind, role) not in WORK]
    found += [f"rate {kind} {role}" for (kind, role), milli in rules.rates.items() if not 0 <= milli <= MOST_MILLI]
    found += [
        f"post {post}" for post, milli in rules.posts.items() if post not in POSTS or not 0 <= milli <= MOST_MILLI
    ]
    found += [f"cap {window}" for window, milli in rules.caps.items() if not _is_cap(window, milli)]
    known = [rules.caps[window] for window in WINDOWS if window in rules.caps]
    if known != sorted(known):
        found.append("caps order")
    if rules.fen_per_unit is not None and not 0 < rules.fen_per_unit <= MOST_FEN:
        found.append("money")
    if not any(rules.rates.values()) and not any(rules.posts.values()):
        found.append("nothing counts")
    return found


def _is_cap(window: str, milli: int) -> bool:
    return window in WINDOWS and 0 < milli <= MOST_CAP


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that two versions do not share; what: rate · post · cap · co_leaders · needs_roll · money."""

    what: str
    code: tuple[str, str]
    before: Any
    after: Any


def differences(before: Rules, after: Rules) -> list[Difference]:
    """What a new version changed."""
    found = [
        Difference("rate", code, before.rates.get(code, 0), after.rates.get(code, 0))
        for code in WORK
        if before.rates.get(code, 0) != after.rates.get(code, 0)
    ]
    found += [
        Difference("post", (code, ""), before.posts.get(code, 0), after.posts.get(code, 0))
        for code in POSTS
        if before.posts.get(code, 0) != after.posts.get(code, 0)
    ]
    found += [
        Difference("cap", (code, ""), before.caps.get(code), after.caps.get(code))
        for code in WINDOWS
        if before.caps.get(code) != after.caps.get(code)
    ]
    pairs = (
        ("co_leaders", before.co_leaders, after.co_leaders),
        ("needs_roll", before.needs_roll, after.needs_roll),
        ("money", before.fen_per_unit, after.fen_per_unit),
    )
    return found + [Difference(what, ("", ""), old, new) for what, old, new in pairs if old != new]
