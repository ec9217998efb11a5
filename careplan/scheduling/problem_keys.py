"""Keys in a problem file that the format does not know: most are misspelt, and what they say would be lost unseen.

The format forbids none, so they are told, not refused; many alike are told once. The known keys are the fields of the
problem's own classes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from difflib import get_close_matches
from typing import Any

from careplan.scheduling.json_place import Place
from careplan.scheduling.problem import (
    Activity,
    GoalRule,
    Group,
    MethodRule,
    Post,
    Problem,
    Request,
    Rules,
    Slot,
    Squad,
    Staff,
    TermRule,
    Venue,
    Weights,
    Windows,
)
from careplan.scheduling.solution import Session

PARTS: dict[type, dict[str, type]] = {
    Problem: {
        "slots": Slot,
        "squads": Squad,
        "groups": Group,
        "venues": Venue,
        "staff": Staff,
        "activities": Activity,
        "rules": Rules,
        "requests": Request,
        "previous": Session,
        "weights": Weights,
        "windows": Windows,
    },
    Activity: {"staff": Post},
    Rules: {"sessions_per_term": TermRule, "goals": GoalRule, "methods": MethodRule},
}
LONG = 40  # letters of a key that are shown, and up to which a likely one is looked for


def unknown_keys(file: Place) -> Iterator[str]:
    """One sentence for each unknown key of each list; whatever has the wrong shape is for the reader to refuse."""
    found: dict[tuple[type, str], list[str]] = {}
    _look(file.value, Problem, "", found)
    for (of, key), places in found.items():
        at = f"{places[0]}: " if places[0] else ""
        near = _nearest(of, key)
        likely = f'; did you mean "{near}"?' if near else ""
        more = f" (and {len(places) - 1} more like it)" if places[1:] else ""
        yield f'{at}"{_short(key)}" is not a key of this format{likely}{more}'


def _look(value: Any, of: type, place: str, found: dict[tuple[type, str], list[str]]) -> None:
    if not isinstance(value, dict):
        return
    for key in (one for one in value if one not in KNOWN[of]):
        found.setdefault((of, key), []).append(place)
    for key, part in PARTS.get(of, {}).items():
        inner, at = value.get(key), f"{place}.{key}" if place else key
        if isinstance(inner, list):
            for i, one in enumerate(inner):
                _look(one, part, f"{at}[{i}]", found)
        else:
            _look(inner, part, at, found)


def _nearest(of: type, key: str) -> str | None:
    if len(key) > LONG:
        return None
    return next(iter(get_close_matches(key.lower(), sorted(KNOWN[of]), 1)), None)


def _short(key: str) -> str:
    shown = key if len(key) <= LONG else f"{key[:LONG]}…"
    return shown.encode("unicode_escape").decode() if not shown.isprintable() else shown


def _known(of: type) -> frozenset[str]:
    return frozenset(field.name for field in fields(of)) | ({"format"} if of is Problem else frozenset())


KNOWN = {of: _known(of) for of in {Problem, *PARTS, *(part for parts in PARTS.values() for part in parts.values())}}
