"""Whatever stands in a title, the file stays one that a phone can read (G25)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import vobject

from careplan.clock import SCHOOL_ZONE
from careplan.telling.calendar_file import Entry, calendar_file

BEGINS = datetime(2026, 9, 18, 14, 0)
ENTRY = Entry(
    "u@careplan", 1001, BEGINS, BEGINS + timedelta(minutes=40), "三(1)班 情绪温度计", "活动室", "带领者：您", BEGINS
)


@pytest.mark.parametrize(
    "words",
    [
        "三(1)班 " + "情绪温度计" * 30,
        "𠮷" * 40,
        "阿卜杜拉·买买提；a,b;c\\d \"e\"",
        "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:mine\r\nATTACH:https://evil.cn/",
        "=1+1",
    ],
)  # fmt: skip
def test_words_come_back_as_they_were_and_are_nothing_but_words(words: str) -> None:
    data = calendar_file("我的活动", [replace(ENTRY, title=words, place=words, words=words)], [10], SCHOOL_ZONE)

    calendar = vobject.readOne(data.decode())
    calendar.validate(raiseException=True)
    (event,) = calendar.vevent_list
    assert (event.uid.value, "attach" in event.contents) == ("u@careplan", False)
    for line in (event.summary, event.location, event.description, event.valarm.description):
        assert line.value == words.replace("\r\n", "\n")


def test_no_line_is_longer_than_the_standard_allows_nor_cut_inside_a_character() -> None:
    data = calendar_file("我的活动", [replace(ENTRY, title="情绪温度计𠮷" * 20)], [], SCHOOL_ZONE)

    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)


def test_an_empty_calendar_is_one_too() -> None:
    calendar = vobject.readOne(calendar_file("我的活动", [], [], SCHOOL_ZONE).decode())

    assert calendar.contents.get("vevent", []) == [] and calendar.version.value == "2.0"


def test_the_same_sessions_make_the_same_file() -> None:
    """Else a phone would be told of changes that there are not."""
    files = {calendar_file("我的活动", [ENTRY], [10, 60], SCHOOL_ZONE) for _ in range(3)}
    assert len(files) == 1
