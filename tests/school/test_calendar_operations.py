"""Terms and days: spans, one kind of school day a day, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from careplan.errors import Refused
from careplan.school.calendar_operations import add_days, edit_day, edit_terms, remove_day
from careplan.school.load import load_year_calendar
from careplan.school.queries import calendar_days, require_year

pytestmark = pytest.mark.usefixtures("in_school_1")
SPORTS = date(2026, 10, 29)


@pytest.mark.plan("S44")
def test_add_days_closes_each_day_of_a_span() -> None:
    add_days(actor_id=1, first=SPORTS, last=date(2026, 10, 30), kind="closed", label="校运动会")

    calendar = load_year_calendar(require_year())
    assert [entry.day.day for entry in calendar_days(SPORTS, date(2026, 10, 31))] == [29, 30]
    assert not calendar.is_school_day(date(2026, 10, 30))


def test_add_days_with_the_same_entry_is_refused() -> None:
    add_days(actor_id=1, first=SPORTS, last=None, kind="closed", label="校运动会")

    with pytest.raises(Refused, match="2026-10-29"):
        add_days(actor_id=1, first=SPORTS, last=None, kind="closed", label="校运动会")


def test_a_day_cannot_be_closed_and_makeup() -> None:
    saturday = date(2026, 10, 10)
    add_days(actor_id=1, first=saturday, last=None, kind="makeup", label="补课", timetable_weekday=5)

    with pytest.raises(Refused):
        add_days(actor_id=1, first=saturday, last=None, kind="closed", label="停课")


@pytest.mark.parametrize(
    ("first", "last", "kind"),
    [
        (SPORTS, date(2026, 10, 28), "closed"),
        (SPORTS, date(2026, 10, 30), "observance"),
        (date(2026, 9, 1), date(2026, 12, 1), "closed"),
    ],
)
def test_add_days_with_an_unfit_span_is_refused(first: date, last: date, kind: str) -> None:
    with pytest.raises(Refused):
        add_days(actor_id=1, first=first, last=last, kind=kind, label="x")


@pytest.mark.plan("S44")
def test_edit_day_says_whose_lessons_run() -> None:
    (entry,) = add_days(actor_id=1, first=date(2026, 10, 10), last=None, kind="makeup", label="国庆调休")
    assert load_year_calendar(require_year()).lessons_of(date(2026, 10, 10)) is None

    edit_day(
        actor_id=1, entry=entry, kind="makeup", label="国庆调休", note="按周三课表", timetable_weekday=3, confirmed=True
    )

    assert load_year_calendar(require_year()).lessons_of(date(2026, 10, 10)) == 3


def test_edit_day_to_another_kind_forgets_the_timetable() -> None:
    (entry,) = add_days(
        actor_id=1, first=date(2026, 10, 10), last=None, kind="makeup", label="国庆调休", timetable_weekday=3
    )

    edit_day(actor_id=1, entry=entry, kind="closed", label="停课", note="", timetable_weekday=3, confirmed=True)

    assert entry.timetable_weekday is None


def test_remove_day_makes_it_ordinary_again() -> None:
    (entry,) = add_days(actor_id=1, first=SPORTS, last=None, kind="closed", label="校运动会")

    remove_day(actor_id=1, entry=entry)

    assert load_year_calendar(require_year()).is_school_day(SPORTS)


def test_edit_terms_moves_the_weeks_and_raises_the_version() -> None:
    year = require_year()
    before = year.version

    edit_terms(
        actor_id=1,
        year=year,
        dates={1: (date(2026, 8, 31), date(2027, 1, 15)), 2: (date(2027, 2, 22), date(2027, 6, 30))},
    )

    assert year.version > before
    assert load_year_calendar(year).weeks()[0].monday == date(2026, 8, 31)


@pytest.mark.parametrize(
    "dates",
    [
        {1: (date(2026, 9, 1), date(2026, 9, 1)), 2: (date(2027, 3, 1), date(2027, 7, 2))},
        {1: (date(2026, 9, 1), date(2027, 3, 1)), 2: (date(2027, 3, 1), date(2027, 7, 2))},
    ],
)
def test_edit_terms_with_unfit_dates_is_refused(dates: dict[int, tuple[date, date]]) -> None:
    with pytest.raises(Refused):
        edit_terms(actor_id=1, year=require_year(), dates=dates)
