"""From the tables to the pure calendar that scheduling and pages reckon with."""

from __future__ import annotations

from careplan.school.calendar import LessonTime, TermSpan, YearCalendar
from careplan.school.models import SchoolYear, Squad
from careplan.school.queries import calendar_days


def load_year_calendar(year: SchoolYear) -> YearCalendar:
    """The school year's terms, closed days and make-up days. A year without terms has no school day."""
    terms = tuple(TermSpan(term.number, term.starts_on, term.ends_on) for term in year.terms)
    if not terms:
        return YearCalendar(())
    days = calendar_days(terms[0].first, terms[-1].last)
    return YearCalendar(
        terms,
        closed=frozenset(day.day for day in days if day.kind == "closed"),
        makeup={day.day: day.timetable_weekday for day in days if day.kind == "makeup"},
    )


def lesson_times(squad: Squad) -> tuple[LessonTime, ...]:
    """The squad's weekly lessons kept free for its activities (S44)."""
    return tuple(sorted(LessonTime(lesson.weekday, lesson.period) for lesson in squad.lessons))
