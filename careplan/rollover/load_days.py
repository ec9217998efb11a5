"""The new year's calendar as it stands: what may be entered at once, and which holidays wait for the notice."""

from __future__ import annotations

from datetime import date

from careplan.rollover.days import Missing, Proposal, in_year, proposals, still_missing
from careplan.rollover.words import last_day_of
from careplan.school.models import CalendarDay
from careplan.school.queries import calendar_days
from careplan.seeds.load import shipped_calendars


def days_of_year(start_year: int) -> list[CalendarDay]:
    """The entries of a school year, 1 September to 31 July."""
    return list(calendar_days(in_year(start_year, 9), last_day_of(start_year)))


def proposed(start_year: int) -> list[Proposal]:
    """Days that may be entered for the year as they stand."""
    known = {(one.day, one.kind, one.label) for one in days_of_year(start_year)}
    shipped = {one.name for calendar in shipped_calendars().values() for one in calendar.observances}
    return proposals(days_of_year(start_year - 1), known, start_year, shipped)


def missing_holidays(start_year: int) -> list[Missing]:
    """Holidays that a person has yet to enter, or to confirm by the notice."""
    return still_missing(days_of_year(start_year), start_year)


def has_ended(missing: Missing, start_year: int, day: date) -> bool:
    """Whether the month in which the holiday lies is over: nobody enters it any more."""
    return missing.month < f"{day:%Y-%m}" and day >= in_year(start_year, 9)
