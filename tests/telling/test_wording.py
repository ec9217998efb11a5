"""Messages in words that can be pasted into a group."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careplan.telling.difference import Change, changes_by_person
from careplan.telling.phrases import PHRASES
from careplan.telling.wording import FIRST_SHOWN, message
from tests.telling.people import BEFORE, CHINESE, ENGLISH, FRIDAY, NAMES, joined, meeting


def told(before: list, after: list, person: str, speech=CHINESE, **words) -> str:
    changes = changes_by_person(before, after, BEFORE)[person]
    return message(speech, person, changes, **{"first": False, "has_account": True, **words})


def test_a_moved_session_says_from_where_to_where() -> None:
    text = told([meeting()], [meeting(period=7, venue="操场")], "T1")

    assert text.splitlines() == [
        "王红老师，您好：",
        "活动安排有调整（第3版），与您有关的有1处：",
        "1. 【改期】三(1)班“情绪温度计”，由9月18日（周五）第6节改到9月18日（周五）第7节，地点由活动室改为操场",
        "看到后，请在系统首页点一下“收到”，谢谢！",
    ]


@pytest.mark.parametrize(
    ("before", "after", "person", "line"),
    [
        ([], [meeting()], "T1", "【新增】9月18日（周五）第6节，三(1)班“情绪温度计”，地点：活动室，您担任带领者"),
        ([], [meeting(lessons=2)], "T3", "【新增】9月18日（周五）第6–7节，三(1)班“情绪温度计”，地点：活动室，带领者：王红"),
        ([meeting()], [], "T3", "【取消】9月18日（周五）第6节，三(1)班“情绪温度计”不再安排"),
        ([meeting()], [meeting(period=7)], "T3", "由9月18日（周五）第6节改到9月18日（周五）第7节，地点：活动室"),
        ([meeting()], [meeting(venue="操场")], "T3", "【变动】9月18日（周五）第6节，三(1)班“情绪温度计”，地点由活动室改为操场"),
        ([meeting()], [meeting(leader="T2")], "T3", "三(1)班“情绪温度计”，带领者由王红改为李明"),
        ([meeting()], [meeting(leader="T2")], "T1", "【换人】9月18日（周五）第6节，三(1)班“情绪温度计”不用您参加了，带领者：李明"),
        ([meeting()], [meeting(leader="T2")], "T2", "【接手】9月18日（周五）第6节，三(1)班“情绪温度计”，地点：活动室，您担任带领者"),
        ([meeting(safety="T2")], [meeting(leader="T2", safety="T1")], "T2", "带领者由王红改为您，安全员由您改为王红"),
        ([meeting()], [meeting(safety="T2")], "T1", "新增安全员：李明"),
        ([meeting(safety="T2")], [meeting()], "T1", "不再设安全员（原为李明）"),
        ([meeting()], [joined()], "T1", "【变动】9月18日（周五）第6节，三(1)班“情绪温度计”，三(2)班也来一起参加"),
        ([meeting()], [joined()], "T4", "【合并】您的中队一起参加：9月18日（周五）第6节，三(1)班“情绪温度计”，地点：活动室，带领者：王红"),
        ([joined()], [meeting()], "T3", "【变动】9月18日（周五）第6节，三(1)班“情绪温度计”，三(2)班不再来参加"),
        ([joined()], [meeting()], "T4", "【不再合并】9月18日（周五）第6节，三(1)班“情绪温度计”，您的中队不去参加了"),
        ([meeting()], [joined(leader="T2")], "T2", "【接手】9月18日（周五）第6节，三(1)班“情绪温度计”，地点：活动室，您担任带领者"),
    ],
)  # fmt: skip
def test_each_kind_of_change(before: list, after: list, person: str, line: str) -> None:
    assert line in told(before, after, person).splitlines()[2]


def test_in_english_for_those_who_read_english() -> None:
    text = told([meeting()], [meeting(period=7)], "T1", ENGLISH)

    assert "1. Moved: 三(1)班 “Thermometer”, from Fri 18 Sep, lesson 6 to Fri 18 Sep, lesson 7, place: 活动室" in text


def test_a_first_schedule_names_the_next_sessions_and_how_many_more() -> None:
    many = [meeting("map", day=FRIDAY.replace(day=day)) for day in range(1, 31)]

    lines = told([], many, "T1", first=True).splitlines()

    assert lines[1] == "活动安排已发布（第3版），与您有关的活动有30次，最近的是："
    assert len(lines) == FIRST_SHOWN + 4 and "其余25次" in lines[-2]
    assert not any("【新增】" in line for line in lines)


def test_later_every_change_is_named() -> None:
    many = [meeting("map", day=FRIDAY.replace(day=day)) for day in range(1, 31)]

    assert len(told([], many, "T1").splitlines()) == 33


def test_a_whole_grade_is_not_named_squad_by_squad() -> None:
    speech = replace(CHINESE, names=NAMES | {"2024-3": "三(3)班"})
    many = meeting(squads=("2024-1", "2024-2", "2024-3"))
    two = meeting(squads=("2024-1", "2024-2"))

    assert "三(1)班等3个中队“情绪温度计”" in message(speech, "T1", [Change(None, many)], first=False, has_account=True)
    assert "三(1)班、三(2)班“情绪温度计”" in message(speech, "T1", [Change(None, two)], first=False, has_account=True)


def test_nobody_without_an_account_is_asked_to_tap() -> None:
    assert "收到" not in told([], [meeting()], "T1", has_account=False)


def test_both_languages_have_every_phrase() -> None:
    empty = {
        (language, name)
        for language, phrases in PHRASES.items()
        for name in phrases.__slots__
        if not getattr(phrases, name)
    }
    assert empty == {("zh", "months")}
