"""Who wants to know when another person becomes responsible for a child; packages further down register here once."""

from __future__ import annotations

from collections.abc import Callable

Assigned = Callable[[int, frozenset[int], int, int | None], None]
"""Told the child's id, the staff ids of those who were responsible, the new one's, and the account that did it, in the
same transaction."""
_told: list[Assigned] = []


def when_assigned(told: Assigned) -> None:
    """Register who is told."""
    if told not in _told:
        _told.append(told)


def tell_assigned(child_id: int, former_ids: frozenset[int], staff_id: int, actor_id: int | None) -> None:
    """Tell everybody who registered."""
    for told in _told:
        told(child_id, former_ids, staff_id, actor_id)
