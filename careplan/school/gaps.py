"""What the school's set-up still lacks before a year can be scheduled (S13, S43, S44)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing. count: how many of them; 0 = none is there at all."""

    code: str
    count: int = 0


def gaps(
    *, squads: Sequence[Any], staff: int, venues: int, has_head: bool, days: Iterable[Any], today: date
) -> tuple[Gap, ...]:
    """The gaps in the order in which a school closes them. Squads and days are rows of the tables of those names."""
    entries = tuple(days)
    counted = (
        ("counselor", sum(squad.counselor_id is None for squad in squads)),
        ("lesson", sum(not squad.lessons for squad in squads)),
        ("room", sum(squad.home_venue_id is None for squad in squads)),
        ("makeup", sum(day.kind == "makeup" and day.day >= today and not day.timetable_weekday for day in entries)),
        ("unconfirmed", len({day.label for day in entries if not day.confirmed and day.day >= today})),
    )
    absent = (("squads", bool(squads)), ("staff", bool(staff)), ("venues", bool(venues)), ("group", has_head))
    return (
        *(Gap(code) for code, is_there in absent if not is_there),
        *(Gap(code, count) for code, count in counted if count),
    )
