"""A version beside the one in force."""

from __future__ import annotations

from datetime import date

from careplan.sessions.schedule_files import Key
from careplan.sessions.version_changes import Changes, changes


def key(day: int, activity: str = "a", squad: str = "2024-1", period: int = 6) -> Key:
    return date(2026, 9, day), period, activity, frozenset({squad})


def test_what_stays_is_counted_and_what_is_new_or_dropped_is_named() -> None:
    before = {key(4): "first", key(11): "second", key(18): "third"}
    after = {key(4): "the same", key(12): "on another day", key(18): "the same"}

    assert changes(before, after) == Changes(2, ("on another day",), ("second",))


def test_another_day_lesson_activity_or_squad_makes_another_session() -> None:
    for other in (key(5), key(4, period=5), key(4, "b"), key(4, squad="2024-2")):
        assert changes({key(4): "old"}, {other: "new"}) == Changes(0, ("new",), ("old",))


def test_what_was_recorded_stays_whatever_the_draft_says() -> None:
    found = changes({key(4): "held"}, {}, kept=[key(4)])

    assert (found, found.none) == (Changes(1, (), ()), True)
