"""Whether somebody is away at the hours of an item: an absence says days and lessons, an item says the clock. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from careplan.school.stretch import Stretch
from careplan.sessions.lesson_times import begins, ends


def hours_away(stretch: Stretch, day: date) -> tuple[datetime, datetime] | None:
    """From when to when on the day; None on a day without it. Breaks between its lessons belong to it."""
    if not stretch.first <= day <= stretch.last:
        return None
    midnight = datetime.combine(day, time.min)
    first = begins(day, stretch.first_period) if stretch.first_period else midnight
    last = ends(day, stretch.last_period) if stretch.last_period else midnight + timedelta(days=1)
    return first, last


def is_away(stretches: Iterable[Stretch], first: datetime, last: datetime) -> bool:
    """Whether any of these minutes falls into one of the stretches."""
    hours = (hours_away(one, first.date()) for one in stretches)
    return any(one is not None and one[0] < last and first < one[1] for one in hours)
