"""How full each week of the year is, for a strip that is seen at a glance. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from careplan.school.calendar import Week, YearCalendar, monday_of

LEVELS = 4
"""Steps of fullness that the strip draws: 0 is an empty week, this one a week in which every squad meets."""


@dataclass(frozen=True, slots=True)
class StripWeek:
    """A week of the strip. sessions: how many begin in it; squads: how many squads meet at least once, of `all_squads`.

    first_school_day: None in a week of holidays.
    """

    week: Week
    sessions: int
    squads: int
    all_squads: int
    first_school_day: date | None

    @property
    def share(self) -> float:
        """The squads that meet, of all: 0 to 1."""
        return min(self.squads / self.all_squads, 1.0) if self.all_squads else 0.0

    @property
    def level(self) -> int:
        """0 for an empty week, then 1 to LEVELS; the last only when every squad meets."""
        return 0 if not self.squads else LEVELS if self.share >= 1 else 1 + int(self.share * (LEVELS - 1))


def year_strip(
    calendar: YearCalendar, meetings: Iterable[tuple[int, date, int]], all_squads: int
) -> tuple[StripWeek, ...]:
    """The year's weeks in order. meetings: (session id, day, squad id), one for each squad of a session."""
    sessions: dict[date, set[int]] = {}
    squads: dict[date, set[int]] = {}
    for session, day, squad in meetings:
        sessions.setdefault(monday_of(day), set()).add(session)
        squads.setdefault(monday_of(day), set()).add(squad)
    return tuple(
        StripWeek(
            week,
            len(sessions.get(week.monday, ())),
            len(squads.get(week.monday, ())),
            all_squads,
            next((day for day in week.days if calendar.is_school_day(day)), None),
        )
        for week in calendar.weeks()
    )
