"""Who wants to know when something is entered in a child's file; packages further down register here once."""

from __future__ import annotations

from collections.abc import Callable

Recorded = Callable[[int, str, int], str | None]
"""Told the child's id, the sort of record and the account that entered it, in the same transaction and request; the
page to go to next, or None."""
_told: list[Recorded] = []


def when_recorded(told: Recorded) -> None:
    """Register who is told."""
    if told not in _told:
        _told.append(told)


def tell_recorded(child_id: int, sort: str, actor_id: int) -> str | None:
    """Tell everybody who registered; where the first of them leads."""
    pages = [told(child_id, sort, actor_id) for told in _told]
    return next((page for page in pages if page), None)
