"""Lessons on the clock."""

from __future__ import annotations

from datetime import date, datetime

from careplan.sessions.lesson_times import begins, ends

DAY = date(2026, 9, 4)


def test_a_lesson_has_forty_minutes() -> None:
    assert (begins(DAY, 6), ends(DAY, 6)) == (datetime(2026, 9, 4, 14, 50), datetime(2026, 9, 4, 15, 30))


def test_lessons_after_the_last_known_one_follow_it() -> None:
    assert begins(DAY, 9) == ends(DAY, 8)
