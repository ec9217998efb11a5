"""The pure parts of joined events: what counts once, what looks alike, where a session stands later (S20)."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from careplan.programme.joining import Stood, heir, stood_of
from careplan.programme.likeness import MOST_BY_TIME, Meeting, is_like, suggestions
from careplan.programme.school_events import SchoolEventWords
from careplan.programme.served_once import Ref, Work, one_event, same_of, served_once

DAY = date(2026, 10, 20)
SESSION, ITEM, OTHER = Ref("session", 1), Ref("item", 1), Ref("session", 2)
SAME = same_of([(7, SESSION), (7, ITEM)])


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime.combine(day, time(hour, minute))


TWO, THREE, FOUR = at(14), at(15), at(16)


def work(ref: Ref, person: int = 1, begins: datetime = TWO, ends: datetime = THREE, key: int = 0) -> Work:
    return Work(person, ref, begins, ends, key)


@pytest.mark.plan("S20")
def test_work_on_a_joined_event_counts_once_and_as_the_session() -> None:
    item, session = work(ITEM, ends=FOUR), work(SESSION)

    found = served_once([item, session], SAME)

    assert found.counted == (session,) and found.folded == {item: session}


@pytest.mark.parametrize(
    ("works", "why"),
    [
        ([work(SESSION), work(ITEM, person=2)], "two people worked"),
        ([work(SESSION), work(ITEM, begins=THREE, ends=FOUR)], "one after the other"),
        ([work(SESSION), work(OTHER)], "not joined"),
        ([], "nothing"),
    ],
)
def test_other_work_counts_as_it_is(works: list[Work], why: str) -> None:
    assert served_once(works, SAME).counted == tuple(works), why


def test_nothing_counts_twice_however_often_it_is_given_or_joined() -> None:
    same = same_of([(7, SESSION), (7, ITEM), (8, ITEM), (8, OTHER)])
    first, second, third = work(SESSION, key=1), work(SESSION, key=2), work(ITEM)

    assert served_once([third, second, first], same).counted == (first,)
    assert one_event(SESSION, ITEM, same) and not one_event(SESSION, OTHER, same)
    assert not one_event(Ref("item", 9), Ref("item", 9), same)


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("秋季运动会", "校运动会", True), ("消防演练", "消防安全疏散演练", True), ("Fire drill", "fire drill 2026", True),
        ("秋季运动会", "秋季研学", False), ("期中检测", "心理健康课", False), ("", "升旗", False), ("会", "会", False),
        ("敬老", "敬老", True), ("宪法日主题展演（演示）", "击鼓传花（演示）", False),
    ],
)  # fmt: skip
def test_titles_are_like_when_they_share_most_of_their_pairs(one: str, other: str, like: bool) -> None:
    assert is_like(one, other) is like is is_like(other, one)


def meeting(number: int, title: str, hour: int = 14, day: date = DAY) -> Meeting:
    return Meeting(Ref("session", number), at(hour, day=day), at(hour, 40, day), (title, ""))


def test_what_is_at_the_same_time_or_called_alike_is_suggested_the_likeliest_first() -> None:
    event = SchoolEventWords(DAY, DAY, "消防演练", time(14), time(15))
    meetings = [
        meeting(1, "击鼓传花"), meeting(2, "消防疏散演练", 10), meeting(3, "消防演练"),
        meeting(4, "消防演练", day=date(2026, 10, 21)),
    ]  # fmt: skip

    found = suggestions(event, meetings)

    assert [(one.ref.id, one.same_time, one.like_title) for one in found] == [(3, True, True), (2, False, True)]


def test_for_the_time_alone_only_a_few_are_suggested_and_none_for_a_whole_day() -> None:
    meetings = [meeting(number, "击鼓传花") for number in range(9)]

    assert len(suggestions(SchoolEventWords(DAY, DAY, "家长会", time(14), time(15)), meetings)) == MOST_BY_TIME
    assert suggestions(SchoolEventWords(DAY, DAY, "家长会"), meetings) == ()
    afternoon = SchoolEventWords(DAY, DAY, "家长会", time(14), time(16, 30))
    assert suggestions(afternoon, meetings) == (), "one lesson of it is not the afternoon"


STOOD = Stood(DAY, "三(1)班 护蛋行动", "3.1 Eggs", 6, "egg", ("2024-1",))


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ({4: (DAY, 6, "egg"), 3: (DAY, 5, "egg")}, 4), ({3: (DAY, 2, "egg"), 4: (DAY, 5, "egg")}, 4),
        ({1: (DAY, 6, "drum")}, None), ({1: (date(2026, 10, 27), 6, "egg")}, None), ({}, None),
        ({1: (date(2026, 10, 21), 6, "egg")}, 1),
    ],
)  # fmt: skip
def test_a_session_is_found_again_as_long_as_it_lies_on_the_events_days(
    rows: dict[int, tuple[date, int, str]], found: int | None
) -> None:
    sessions = {row: Stood(day, "", "", period, slug, ("2024-1",)) for row, (day, period, slug) in rows.items()}

    assert heir(STOOD, sessions, DAY, date(2026, 10, 21)) == found


def test_what_stood_comes_back_as_it_was_stored() -> None:
    assert stood_of(STOOD.json()) == STOOD
    assert heir(Stood(DAY, "红领巾广播", "School radio"), {1: STOOD}, DAY, DAY) is None, "an item is no session"
