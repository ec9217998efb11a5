"""From facts and rules to the lines of one person's statement (S51, S52). Pure: the same facts give the same lines.

The order in which facts come does not matter. Everything is whole numbers: thousandths of a unit, and fen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from careplan.workload.rules import SPLIT, Rules
from careplan.workload.units import LESSON_MINUTES, UNIT, half_up, split
from careplan.workload.work import LEADER, PER_LESSON, POST, Fact, base_of

NO_ROLL = "roll"
SAME_EVENT = "event"
"""Why something counts nothing: the roll of the session was not called; another record of the same event counts."""
Spent = Mapping[str, int]
"""Window ("week 2026-09-28", "month 2026-09") → thousandths that earlier periods counted in it already."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one fact counts for. whole: of the work before it is shared; milli: of this person; counted: after caps.

    cut_by: which cap cut it (week · month · period), roll or event; fen: its money, None where the rules have none.
    """

    source: str
    source_id: int
    kind: str
    role: str
    day: date
    title: str
    title_en: str
    minutes: int
    times: int
    rate: int
    whole: int
    weight: int
    weights: int
    milli: int
    counted: int
    cut_by: str
    fen: int | None

    @property
    def key(self) -> str:
        """The line's name in its statement: what it is of, and as what."""
        return f"{self.source}-{self.source_id}-{self.kind}-{self.role}"


def count(facts: Iterable[Fact], rules: Rules, spent: Spent | None = None) -> tuple[Line, ...]:
    """The lines of one person's facts, by day; capped by week, month and period, in that order of time.

    Facts of which nothing can count (coefficient 0) have no line. Post constants are above the caps.
    """
    used: dict[str, int] = dict(spent or {})
    found = [(fact, _lines_of(fact, rules)) for fact in sorted(facts, key=lambda one: one.order)]
    return tuple(_capped(line, rules, used) for line in _each_event_once(found))


def _each_event_once(found: list[tuple[Fact, list[Line]]]) -> list[Line]:
    """One event that stands in several records of a person counts by the record that counts most (S20)."""
    most: dict[int, tuple[int, Fact]] = {}
    for fact, lines in found:
        total = total_milli(lines)
        if fact.event and (fact.event not in most or total > most[fact.event][0]):
            most[fact.event] = (total, fact)
    return [
        line if not fact.event or most[fact.event][1] is fact else _silenced(line, SAME_EVENT)
        for fact, lines in found
        for line in lines
    ]


def _silenced(line: Line, why: str) -> Line:
    return replace(line, milli=0, counted=0, cut_by=why, fen=None if line.fen is None else 0)


def _lines_of(fact: Fact, rules: Rules) -> list[Line]:
    kinds = [(fact.kind, fact.role)]
    if (fact.kind, fact.role) == ("session", LEADER):
        kinds.append(("preparation", LEADER))
    rates = [(kind, role, _rate(kind, role, rules)) for kind, role in kinds]
    return [_line(fact, kind, role, rate, rules) for kind, role, rate in rates if rate]


def _rate(kind: str, role: str, rules: Rules) -> int:
    return rules.posts.get(role, 0) if kind == POST else rules.rates.get((kind, role), 0)


def _line(fact: Fact, kind: str, role: str, rate: int, rules: Rules) -> Line:
    whole = half_up(rate * fact.minutes, LESSON_MINUTES) if base_of(kind, role) == PER_LESSON else rate * fact.times
    weights = fact.shares if rules.co_leaders == SPLIT else ()
    silent = rules.needs_roll and not fact.called
    milli = 0 if silent else _own(fact, whole, weights)
    fen = None if rules.fen_per_unit is None else _own(fact, 0 if silent else _fen(whole, rules), weights)
    return Line(
        fact.source,
        fact.source_id,
        kind,
        role,
        fact.day,
        fact.title,
        fact.title_en,
        fact.minutes,
        fact.times,
        rate,
        whole,
        dict(weights).get(fact.staff_id, 1),
        sum(weight for _who, weight in weights) or 1,
        milli,
        milli,
        NO_ROLL if silent else "",
        fen,
    )


def _own(fact: Fact, whole: int, shares: tuple[tuple[int, int], ...]) -> int:
    """This person's part of a whole; by staff id, so that everybody's parts add up whoever is asked."""
    if not shares:
        return whole
    ordered = sorted(shares)
    parts = split(whole, [weight for _who, weight in ordered])
    return dict(zip((who for who, _weight in ordered), parts, strict=True))[fact.staff_id]


def _fen(milli: int, rules: Rules) -> int:
    return half_up(milli * (rules.fen_per_unit or 0), UNIT)


def money_of(milli: int, rules: Rules) -> int | None:
    """What so much work is paid; None where the rules have no money."""
    return None if rules.fen_per_unit is None else _fen(milli, rules)


def windows_of(day: date) -> dict[str, str]:
    """The week and the month of a day, as `Spent` calls them."""
    monday = day - timedelta(days=day.weekday())
    return {"week": f"week {monday.isoformat()}", "month": f"month {day:%Y-%m}", "period": "period"}


def _capped(line: Line, rules: Rules, used: dict[str, int]) -> Line:
    """The line within what its week, month and period still have room for; uses it up."""
    if line.kind == POST or not line.milli:
        return line
    counted, cut_by = line.milli, ""
    windows = windows_of(line.day)
    for window, cap in sorted(rules.caps.items()):
        room = max(0, cap - used.get(windows[window], 0))
        if room < counted:
            counted, cut_by = room, window
    for name in windows.values():
        used[name] = used.get(name, 0) + counted
    if not cut_by:
        return line
    return replace(line, counted=counted, cut_by=cut_by, fen=money_of(counted, rules))


def spent_by(lines: Iterable[Line]) -> dict[str, int]:
    """What these lines used up of their weeks and months: what the next period begins with."""
    used: dict[str, int] = {}
    for line in lines:
        if line.kind == POST:
            continue
        for window, name in windows_of(line.day).items():
            if window != "period":
                used[name] = used.get(name, 0) + line.counted
    return used


def total_milli(lines: Iterable[Line]) -> int:
    return sum(line.counted for line in lines)


def total_fen(lines: Iterable[Line]) -> int | None:
    """The lines' money together; None where none of them has any."""
    known = [line.fen for line in lines if line.fen is not None]
    return sum(known) if known else None
