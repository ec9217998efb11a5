"""What has changed in the records since a report was frozen, and which of its figures would differ. Pure.

Two snapshots of the same year and day are compared row by row: the one that was frozen and one read today. What the
report itself brought into the records (that a report is issued) is no change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from careplan.indicators.facts import Snapshot
from careplan.indicators.results import MeasureResult
from careplan.indicators.small_cells import LEAST

Key = tuple[str, ...]

KEYS: Mapping[str, Callable[[Any], Key]] = {
    "terms": lambda row: (str(row.number),),
    "attendance": lambda row: (row.session_id, row.child_id),
    "leading_group": lambda row: (row.staff_id, str(row.since)),
    "reserved_lessons": lambda row: (row.squad_id, str(row.weekday), str(row.lesson)),
    "talks": lambda row: row.months,
}
"""How a row without an id of its own is known again."""
NOT_COMPARED = frozenset({"school_id", "year", "as_of", "is_demo", "reports"})
OF_A_CHILD = frozenset(
    {"children", "attendance", "visits", "parent_contacts", "referrals", "aid", "changes", "events", "care_goals"}
)
"""Kinds of rows that are about one child."""
LINKS = {
    "children": "child",
    "sessions": "session",
    "attendance": "session",
    "beside": "arrangement",
    "aid": "aid",
    "events": "event",
    "care_goals": "care_goal",
    "plan": "plan",
}
"""Kind of row → kind of the page that shows it (indicators.views.LINKS); the first part of the key is its id."""
FINE = 1e-9


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a row, then and now; None where there was or is none."""

    name: str
    then: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that is not as it was. `how`: added | gone | changed; `fields` only for the last; `child_id` "" = none."""

    kind: str
    key: Key
    how: str
    fields: tuple[Field, ...] = ()
    child_id: str = ""


@dataclass(frozen=True, slots=True)
class Differs:
    """A figure that would differ. `redefined`: today's measure gives another figure from the frozen rows too."""

    code: str
    then: MeasureResult | None
    now: MeasureResult | None
    redefined: bool = False


def changed_rows(then: Snapshot, now: Snapshot) -> tuple[Changed, ...]:
    """Every row that was added, is gone or has another value, by kind and key."""
    found: list[Changed] = []
    for part in fields(Snapshot):
        if part.name not in NOT_COMPARED:
            found += _part(part.name, getattr(then, part.name), getattr(now, part.name))
    return tuple(found)


def _part(kind: str, then: Any, now: Any) -> Iterator[Changed]:
    old, new = _by_key(kind, then), _by_key(kind, now)
    for key in sorted({*old, *new}):
        if key not in new:
            yield Changed(kind, key, "gone", child_id=_child(kind, old[key]))
        elif key not in old:
            yield Changed(kind, key, "added", child_id=_child(kind, new[key]))
        elif old[key] != new[key]:
            yield Changed(kind, key, "changed", _fields(old[key], new[key]), _child(kind, new[key]))


def _by_key(kind: str, rows: Any) -> dict[Key, Any]:
    if rows is None:
        return {}
    if not isinstance(rows, tuple):  # one plan, or a plain value such as the definition that the school counts by
        return {(getattr(rows, "id", ""),): rows}
    key = KEYS.get(kind, _by_id)
    return {key(row): row for row in rows}


def _by_id(row: Any) -> Key:
    return (row.id,)


def _child(kind: str, row: Any) -> str:
    if kind == "children":
        return str(row.id)
    return str(row.child_id) if kind in OF_A_CHILD else ""


def _fields(old: Any, new: Any) -> tuple[Field, ...]:
    if not hasattr(old, "__dataclass_fields__"):
        return (Field("", old, new),)
    pairs = ((f.name, getattr(old, f.name), getattr(new, f.name)) for f in fields(old))
    return tuple(Field(name, was, is_now) for name, was, is_now in pairs if was != is_now)


def as_then(now: Snapshot, then: Snapshot) -> Snapshot:
    """Today's rows with the reports that were issued when this one was frozen."""
    return replace(now, reports=then.reports)


def differing_figures(
    frozen: Mapping[str, MeasureResult], again: Mapping[str, MeasureResult], now: Mapping[str, MeasureResult]
) -> tuple[Differs, ...]:
    """`frozen`: as kept; `again`: today's measures over the frozen rows; `now`: over today's rows. By code."""
    found = []
    for code in [*frozen, *(code for code in now if code not in frozen)]:
        then, today = frozen.get(code), now.get(code)
        redefined = not _same(then, again.get(code))
        if redefined or not _same(then, today):
            found.append(Differs(code, then, today, redefined))
    return tuple(found)


def _same(one: MeasureResult | None, other: MeasureResult | None) -> bool:
    if one is None or other is None:
        return one is other
    if one.no_data != other.no_data or (one.value is None) != (other.value is None):
        return False
    pairs = ((one.numerator, other.numerator), (one.denominator, other.denominator))
    return all(abs(a - b) <= FINE for a, b in pairs)


def told_apart(differs: Differs) -> bool:
    """Whether then and now may both be told to somebody who may not open a child: neither side moved by fewer than
    five, and no fewer than five records changed, so that taking one from the other tells no small group (G10).

    Records count beside the sums: a mean of days may move by forty days that are one child's."""
    then, now = differs.then, differs.now
    if then is None or now is None or then.value is None or now.value is None:
        return False
    moves = (now.numerator - then.numerator, now.denominator - then.denominator)
    rest = moves[1] - moves[0]
    few = 0 < records_changed(then, now) < LEAST
    return not few and all(abs(move) <= FINE or abs(move) >= LEAST for move in (*moves, rest))


def records_changed(then: MeasureResult, now: MeasureResult) -> int:
    """How many records came, went, or count otherwise than they did."""
    was, is_now = ({(r.kind, r.id): (r.counted, r.weight, r.out_of) for r in one.records} for one in (then, now))
    return sum(was.get(key) != is_now.get(key) for key in was.keys() | is_now.keys())
