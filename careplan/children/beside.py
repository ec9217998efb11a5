"""What packages further down the way add to a child's history in the register. They register here once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """Something that was decided about a child, in words of the reader's language; text: what was written; by: who."""

    day: date
    title: str
    text: str = ""
    by: str = ""


History = Callable[[int], list[HistoryLine]]
"""A child's id → its lines."""
_history: list[History] = []


def show_in_history(history: History) -> None:
    """Register who knows lines of a child's history."""
    if history not in _history:
        _history.append(history)


def history_beside(child_id: int) -> list[HistoryLine]:
    """What everybody who registered knows of a child, the newest first."""
    found = [line for history in _history for line in history(child_id)]
    return sorted(found, key=lambda line: line.day, reverse=True)
