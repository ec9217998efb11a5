"""A version beside the one in force: what stays, what is new, what drops out. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from careplan.sessions.schedule_files import Key

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Changes(Generic[T]):
    """How many sessions stay as they are, and which are new and which drop out, each in its mapping's order."""

    unchanged: int
    new: tuple[T, ...]
    dropped: tuple[T, ...]

    @property
    def none(self) -> bool:
        return not self.new and not self.dropped


def changes(before: Mapping[Key, T], after: Mapping[Key, T], kept: Collection[Key] = ()) -> Changes[T]:
    """Compare two schedules by day, period, activity and squads.

    kept: sessions of `before` that stay whatever `after` says, because they were recorded; they count as unchanged.
    """
    staying = after.keys() | set(kept)
    return Changes(
        sum(key in staying for key in before),
        tuple(one for key, one in after.items() if key not in before),
        tuple(one for key, one in before.items() if key not in staying),
    )
