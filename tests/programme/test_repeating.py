"""Entries of an .ics that repeat: expanded within the school year with their exceptions, hostile ones refused (S20)."""

from __future__ import annotations

import io
import time as clock
from collections.abc import Iterator
from datetime import date, time

import pytest
from flask.testing import FlaskClient

from careplan.clock import fixed
from careplan.programme.events_child import read_calendar
from careplan.programme.events_ics import events_of_calendar
from careplan.programme.repeating import MOST_TIMES
from careplan.programme.school_events import EventFile
from tests.programme.arranged import NOW
from tests.world import ClientFor

FIRST, LAST = date(2026, 8, 1), date(2027, 8, 31)
NEW_YORK = """BEGIN:VTIMEZONE
TZID:Eastern
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE
"""


@pytest.fixture(autouse=True)
def early_in_the_term() -> Iterator[None]:
    with fixed(NOW):
        yield


def calendar(*entries: str, head: str = "") -> bytes:
    """Each entry's lines without its frame; its UID is its place unless it says one."""
    named = [entry if "UID:" in entry else f"UID:{number}\n{entry}" for number, entry in enumerate(entries)]
    body = "".join(f"BEGIN:VEVENT\n{entry}\nEND:VEVENT\n" for entry in named)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//\n{head}{body}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def read(*entries: str, head: str = "") -> EventFile:
    return events_of_calendar(calendar(*entries, head=head), FIRST, LAST)


def days(found: EventFile) -> list[str]:
    return [f"{one.day:%m-%d}" for one in found.events]


def test_a_weekly_entry_comes_on_its_days() -> None:
    found = read(
        "SUMMARY:升旗\nDTSTART:20260907T000000Z\nDTEND:20260907T002000Z\nRRULE:FREQ=WEEKLY;COUNT=3\nLOCATION:操场"
    )

    assert days(found) == ["09-07", "09-14", "09-21"]
    first = found.events[0]
    assert (first.begins, first.ends, first.place, first.title) == (time(8), time(8, 20), "操场", "升旗")


def test_only_the_school_year_is_expanded_of_what_has_no_end() -> None:
    found = read("SUMMARY:升旗\nDTSTART;VALUE=DATE:20100104\nRRULE:FREQ=WEEKLY;BYDAY=MO")

    assert found.events[0].day == date(2026, 8, 3) and found.events[-1].day == date(2027, 8, 30)
    assert len(found.events) == 57 and {one.day.isoweekday() for one in found.events} == {1}


def test_days_taken_out_are_out_and_days_added_are_in() -> None:
    found = read(
        "SUMMARY:a\nDTSTART;TZID=Asia/Shanghai:20260907T080000\nRRULE:FREQ=WEEKLY;COUNT=4\n"
        "EXDATE;TZID=Asia/Shanghai:20260914T080000,20260928T080000\nRDATE;TZID=Asia/Shanghai:20260930T080000"
    )

    assert days(found) == ["09-07", "09-21", "09-30"]


def test_a_day_that_is_otherwise_is_otherwise_and_one_called_off_is_none() -> None:
    found = read(
        "UID:x\nSUMMARY:a\nDTSTART;TZID=Asia/Shanghai:20260907T080000\nDURATION:PT20M\nRRULE:FREQ=WEEKLY;COUNT=4",
        "UID:x\nSUMMARY:b\nRECURRENCE-ID;TZID=Asia/Shanghai:20260914T080000\n"
        "DTSTART;TZID=Asia/Shanghai:20260915T100000\nDURATION:PT30M",
        "UID:x\nSUMMARY:a\nSTATUS:CANCELLED\nRECURRENCE-ID;TZID=Asia/Shanghai:20260921T080000\n"
        "DTSTART;TZID=Asia/Shanghai:20260921T080000",
    )

    assert [(f"{one.day:%m-%d}", one.title, one.begins, one.ends) for one in found.events] == [
        ("09-07", "a", time(8), time(8, 20)), ("09-15", "b", time(10), time(10, 30)), ("09-28", "a", time(8), time(8, 20)),
    ]  # fmt: skip


def test_a_single_entry_that_was_called_off_is_none() -> None:
    assert read("SUMMARY:a\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20260907").unreadable == "empty"


def test_whole_days_of_several_days_repeat_as_such() -> None:
    found = read("SUMMARY:月考\nDTSTART;VALUE=DATE:20260928\nDTEND;VALUE=DATE:20260930\nRRULE:FREQ=MONTHLY;COUNT=2")

    assert [(one.day, one.last_day, one.begins) for one in found.events] == [
        (date(2026, 9, 28), date(2026, 9, 29), None), (date(2026, 10, 28), date(2026, 10, 29), None),
    ]  # fmt: skip


@pytest.mark.parametrize(("zone", "head"), [("Eastern", NEW_YORK), ("America/New_York", "")])
def test_another_zones_clock_changes_and_ours_does_not(zone: str, head: str) -> None:
    found = read(
        f"SUMMARY:a\nDTSTART;TZID={zone}:20261025T200000\nDURATION:PT40M\nRRULE:FREQ=WEEKLY;COUNT=3", head=head
    )

    assert [(one.day.day, one.begins) for one in found.events] == [(26, time(8)), (2, time(9)), (9, time(9))]


def test_a_clock_without_zone_is_the_schools() -> None:
    found = read("SUMMARY:a\nDTSTART:20260907T080000\nDTEND:20260907T090000\nRRULE:FREQ=DAILY;UNTIL=20260909T235959")

    assert [(one.day.day, one.begins) for one in found.events] == [(7, time(8)), (8, time(8)), (9, time(8))]


def test_what_repeats_in_another_year_is_told() -> None:
    found = read(
        "SUMMARY:旧\nDTSTART;VALUE=DATE:20100907\nRRULE:FREQ=WEEKLY;COUNT=3", "SUMMARY:a\nDTSTART;VALUE=DATE:20260907"
    )

    assert days(found) == ["09-07"] and [(one.where, one.why, one.what) for one in found.faults] == [
        (1, "not-this-year", "旧")
    ]


DAILY = "FREQ=DAILY;"
HOSTILE = {
    "every second": "FREQ=SECONDLY",
    "every minute": "FREQ=MINUTELY",
    "every hour": "FREQ=HOURLY",
    "every second of each day": DAILY
    + f"BYHOUR={','.join(map(str, range(24)))};BYSECOND={','.join(map(str, range(60)))}",
    "every day": DAILY + "INTERVAL=1",
    "no frequency": "COUNT=3",
}


@pytest.mark.parametrize("rule", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_comes_too_often_is_told_at_once_and_the_rest_is_read(rule: str) -> None:
    begun = clock.process_time()

    found = read(f"SUMMARY:a\nDTSTART:19700101T000000Z\nRRULE:{rule}", "SUMMARY:b\nDTSTART;VALUE=DATE:20260907")

    assert clock.process_time() - begun < 0.9
    if found.unreadable != "broken":
        assert [one.why for one in found.faults] == ["too-often"] and [one.title for one in found.events] == ["b"]
    else:
        assert rule == "COUNT=3"


@pytest.mark.parametrize(
    "data",
    [
        calendar("SUMMARY:a\nDTSTART;VALUE=DATE:20260907") + b" " * 1_100_000,
        calendar(*["SUMMARY:a\nDTSTART;VALUE=DATE:20260907"] * 2001),
        b"BEGIN:VEVENT\r\n" * 60_000,
        calendar(*[f"SUMMARY:{n}\nDTSTART;VALUE=DATE:20260907\nRRULE:FREQ=WEEKLY" for n in range(12)]),
    ],
    ids=["huge", "entries", "open", "days"],
)
def test_too_much_is_said_quickly(data: bytes) -> None:
    begun = clock.process_time()

    assert events_of_calendar(data, FIRST, LAST).unreadable == "too-many"
    assert clock.process_time() - begun < 0.9


def test_too_many_exceptions_are_refused() -> None:
    dates = ",".join(["20260907"] * 501)
    found = read(f"SUMMARY:a\nDTSTART;VALUE=DATE:20260907\nRRULE:FREQ=WEEKLY\nEXDATE;VALUE=DATE:{dates}")

    assert [one.why for one in found.faults] == ["too-often"] and MOST_TIMES < 200


@pytest.mark.parametrize(
    "lines",
    [
        "RRULE:FREQ=WEEKLY;UNTIL=x", "RRULE:FREQ=WEEKLY;BYDAY=XX", "RRULE:", "RRULE:FREQ=WEEKLY;COUNT=-1",
        "RRULE:FREQ=WEEKLY\nEXDATE:x", "RRULE:FREQ=MONTHLY;BYMONTHDAY=99", "RDATE:99999999",
        "RRULE:FREQ=WEEKLY;INTERVAL=0", "RECURRENCE-ID:x\nRRULE:FREQ=WEEKLY", "DTEND;VALUE=DATE:19000101\nRRULE:FREQ=WEEKLY",
    ],
)  # fmt: skip
def test_a_broken_rule_ends_in_words(lines: str) -> None:
    found = read(f"SUMMARY:a\nDTSTART;VALUE=DATE:20260907\n{lines}")

    assert found.unreadable == "broken" or found.events or found.faults


@pytest.mark.slow
def test_a_rule_that_never_comes_ends_its_own_process_and_is_said() -> None:
    never = "SUMMARY:a\nDTSTART;VALUE=DATE:20260907\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"

    begun = clock.monotonic()
    found = read_calendar(calendar(*[never] * 50), FIRST, LAST)

    assert found.unreadable == "slow" and clock.monotonic() - begun < 20


def test_the_process_says_the_same_as_the_reader() -> None:
    data = calendar("SUMMARY:升旗\nDTSTART:20260907T000000Z\nRRULE:FREQ=WEEKLY;COUNT=2", "DTSTART:20260907T000000Z")

    assert read_calendar(data, FIRST, LAST) == events_of_calendar(data, FIRST, LAST)
    assert read_calendar(b"x" * 1_100_000, FIRST, LAST).unreadable == "too-many"


@pytest.mark.plan("S20")
def test_what_repeats_is_looked_at_day_by_day_before_it_is_taken_over(client_for: ClientFor) -> None:
    head: FlaskClient = client_for("head_counselor")
    data = calendar(
        "SUMMARY:升旗\nDTSTART:20260907T000000Z\nRRULE:FREQ=WEEKLY;COUNT=3",
        "SUMMARY:每秒\nDTSTART:20260907T000000Z\nRRULE:FREQ=SECONDLY",
    )

    page = head.post("/programme/events", data={"file": (io.BytesIO(data), "校历.ics")}).text

    assert "新增3项" in page and page.count("<strong>升旗</strong>") == 3
    assert "重复得太密" in page and "每秒" in page
