"""A problem as plain JSON values, ready to be written: what is at its default is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from careplan.scheduling.problem import PROBLEM_FORMAT, Activity, Post, Problem, Rules
from careplan.scheduling.solution import Session

ALWAYS = {
    (Post, "skills"),
    (Session, "staff"),
}  # keys that the format wants even when they are at our default
NULL_LIFTS = {(Activity, "repeats"), (Rules, "sessions_per_week")}  # null there means "no limit"


def problem_json(problem: Problem) -> dict[str, Any]:
    """The problem as dicts and lists; reading them gives an equal problem."""
    rank = {slot.id: i for i, slot in enumerate(problem.slots)}
    return {"format": PROBLEM_FORMAT, **_object(problem, rank)}


def _object(one: Any, rank: Mapping[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(one):
        value = getattr(one, field.name)
        if value is None and (type(one), field.name) in NULL_LIFTS:
            found[field.name] = None
        elif field.default is MISSING or (type(one), field.name) in ALWAYS or value != field.default:
            found[field.name] = _value(value, rank)
    return found


def _value(value: Any, rank: Mapping[str, int]) -> Any:
    if is_dataclass(value):
        return _object(value, rank)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value, key=lambda name: (rank.get(name, -1), name))
    if isinstance(value, tuple):
        return [_value(one, rank) for one in value]
    return value
