"""A series is planned, changed from one day on, cancelled, recorded; what was recorded stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import pytest

from careplan.audit.operations import record
from careplan.clock import fixed
from careplan.db import db
from careplan.errors import Refused
from careplan.programme.models import Series
from careplan.programme.operations import (
    cancel_item,
    change_item,
    mark_done,
    plan_series,
    remove_items,
    reopen_item,
    words_of,
)
from careplan.programme.planned import ItemWords
from careplan.school.models import CalendarDay, Venue
from tests.programme.arranged import NOW, WEDNESDAY, days, item_on, item_words, moment, series_words


@pytest.fixture(autouse=True)
def early_in_the_term(in_school_1: None) -> Iterator[None]:
    with fixed(NOW):
        yield


@pytest.fixture
def series() -> Series:
    return plan_series(actor_id=None, words=series_words())


@pytest.mark.plan("S36")
def test_a_series_skips_closed_days_and_follows_make_up_days() -> None:
    db.session.add(CalendarDay(day=date(2026, 9, 16), kind="closed", label="校运会"))
    db.session.add(CalendarDay(day=date(2026, 9, 20), kind="makeup", label="调休", timetable_weekday=3))
    record(actor_id=None, action="add", entity="calendar_day")
    db.session.flush()

    assert days(plan_series(actor_id=None, words=series_words())) == ["09-09", "09-20", "09-23", "09-30"]


@pytest.mark.parametrize(
    "words",
    [
        series_words(first=item_words(date(2026, 8, 29))), series_words(first=item_words(date(2029, 9, 5)), rhythm="once"),
        series_words(last_on=date(2026, 9, 8)), series_words(first=item_words(begins=time(14))), series_words(places=3),
        series_words("elective", places=0), series_words("nonsense"),
    ],
)  # fmt: skip
def test_what_cannot_be_planned_is_refused(words: object) -> None:
    with pytest.raises(Refused):
        plan_series(actor_id=None, words=words)  # type: ignore[arg-type]


def test_only_this_one_changes(series: Series) -> None:
    item = item_on(series, date(2026, 9, 16))
    words = ItemWords(date(2026, 9, 17), time(7, 50), time(8, 10), "朋友", 4, None, "操场边")

    assert change_item(actor_id=None, item=item, words=words, scope="one") == 1
    assert days(series)[0] == "09-09" and item.day == date(2026, 9, 17)
    assert [one.staff_id for one in series.items].count(4) == 1


def test_all_that_follow_take_what_was_changed_and_keep_what_was_not(series: Series) -> None:
    last = item_on(series, date(2026, 9, 30))
    change_item(actor_id=None, item=last, words=item_words(last.day, place="礼堂", topic="国庆"), scope="one")
    item = item_on(series, date(2026, 9, 16))

    found = change_item(
        actor_id=None, item=item, words=item_words(item.day, staff_id=4, topic="朋友"), scope="following"
    )

    assert found == 3
    assert [(one.staff_id, one.topic, one.place) for one in series.items] == [
        (3, "", "广播室"), (4, "朋友", "广播室"), (4, "", "广播室"), (4, "国庆", "礼堂"),
    ]  # fmt: skip


def test_another_day_moves_all_that_follow_and_keeps_the_last_week(series: Series) -> None:
    item = item_on(series, date(2026, 9, 16))

    change_item(actor_id=None, item=item, words=item_words(date(2026, 9, 18)), scope="following")
    db.session.expire(series)

    assert days(series) == ["09-09", "09-18", "09-25", "10-02"]
    assert series.last_on == date(2026, 10, 2)


def test_days_that_are_too_many_go_and_what_has_taken_place_stays(series: Series) -> None:
    with fixed(moment(date(2026, 9, 16))):
        mark_done(actor_id=None, item=item_on(series, date(2026, 9, 9)), came=3)
        item = item_on(series, date(2026, 9, 16))
        change_item(actor_id=None, item=item, words=item_words(date(2026, 9, 24)), scope="following")
    db.session.expire(series)

    assert days(series) == ["09-09 done", "09-24", "10-01"]


def test_cancelling_keeps_the_reason_and_asks_for_how_many(series: Series) -> None:
    with pytest.raises(Refused):
        cancel_item(actor_id=None, item=series.items[1], reason=" ", scope="one")

    assert cancel_item(actor_id=None, item=series.items[1], reason="设备维修", scope="following") == 3
    assert [one.reason for one in series.items] == ["", "设备维修", "设备维修", "设备维修"]
    with pytest.raises(Refused):
        mark_done(actor_id=None, item=series.items[1], came=None)
    reopen_item(actor_id=None, item=series.items[1])
    assert (series.items[1].state, series.items[1].reason) == ("planned", "")


def test_nothing_is_recorded_before_its_day_and_what_is_done_is_not_changed(series: Series) -> None:
    item = item_on(series, WEDNESDAY)
    with pytest.raises(Refused):
        mark_done(actor_id=None, item=item, came=None)
    with fixed(moment(WEDNESDAY)):
        mark_done(actor_id=None, item=item, came=None)
        mark_done(actor_id=None, item=item, came=12, topic="想念")
        for refused in (
            lambda: change_item(actor_id=None, item=item, words=words_of(item), scope="one"),
            lambda: cancel_item(actor_id=None, item=item, reason="雨", scope="one"),
        ):
            with pytest.raises(Refused):
                refused()
    assert (item.state, item.came, item.topic) == ("done", 12, "想念")


def test_what_was_planned_by_mistake_goes_but_what_was_recorded_stays(series: Series) -> None:
    with fixed(moment(WEDNESDAY)):
        mark_done(actor_id=None, item=item_on(series, WEDNESDAY), came=None)
        assert remove_items(actor_id=None, series=series) == 3
    assert days(series) == ["09-09 done"]


@pytest.mark.plan("S21")
def test_where_it_was_is_counted_by_the_kind_of_place() -> None:
    base = Venue(name="基地", kind="base", capacity=9, off_campus=True)
    db.session.add(base)
    record(actor_id=None, action="add", entity="venue")
    db.session.flush()
    room = db.session.query(Venue).filter(Venue.kind == "classroom").first()
    assert room

    def setting(**changes: object) -> str:
        words = series_words(rhythm="once", first=item_words(**changes))
        return plan_series(actor_id=None, words=words).items[0].setting

    assert [setting(venue_id=room.id), setting(), setting(venue_id=base.id), setting(off_campus=True)] == [
        "classroom", "school", "outside", "outside",
    ]  # fmt: skip
