"""Who wants to know when opening hours are taken off the list; packages further down register here once."""

from __future__ import annotations

from collections.abc import Callable

HoursGo = Callable[[int, int | None], None]
"""Told the hours' id and the account that removes them, in the same transaction, before they go."""
_told: list[HoursGo] = []


def when_hours_go(told: HoursGo) -> None:
    """Register who is told."""
    if told not in _told:
        _told.append(told)


def tell_hours_go(hours_id: int, actor_id: int | None) -> None:
    """Tell everybody who registered."""
    for told in _told:
        told(hours_id, actor_id)
