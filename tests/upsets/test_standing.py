"""Which sessions fall, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from careplan.plans.facts import PlaceFacts
from careplan.school.calendar import LessonTime, TermSpan, YearCalendar
from careplan.upsets.standing import Cause, School, fallen
from tests.upsets.school import FRIDAY6, SEP4, SEP11, away, facts, person, session

TERM = (TermSpan(1, date(2026, 9, 1), date(2027, 1, 22)),)


def causes(given: object, *sessions: object) -> dict[int, tuple[Cause, ...]]:
    return {one.session.id: one.causes for one in fallen(School(given), sessions)}  # type: ignore[arg-type]


def test_nothing_falls_while_nothing_happens() -> None:
    assert causes(facts(), session(1, SEP4), session(2, SEP11)) == {}


def test_the_sessions_of_who_is_away_fall_in_those_lessons_only() -> None:
    ill = facts(person("T1", away=away(SEP4)), person("T2"))
    assert causes(ill, session(1, SEP4), session(2, SEP4, "T2", "2024-2"), session(3, SEP11)) == {
        1: (Cause("away", "T1"),)
    }
    morning = facts(person("T1", away=away(SEP4, first_period=1, last_period=5)))
    assert causes(morning, session(1, SEP4)) == {}
    long = session(1, SEP4, period=5, lessons=2, squads=())
    assert causes(morning, long) == {1: (Cause("away", "T1"),)}


def test_what_has_been_recorded_does_not_fall() -> None:
    assert causes(facts(person("T1", away=away(SEP4))), session(1, SEP4, open=False)) == {}


def test_a_flooded_playground_takes_what_is_held_there() -> None:
    flooded = facts(
        places=(
            PlaceFacts("操场", "playground", 500, True, closed=away(SEP4, SEP11)),
            PlaceFacts("教室", "classroom", 50, False),
        )
    )
    found = causes(flooded, session(1, SEP4), session(2, SEP4, "T2", "2024-2", venue="教室"), session(3, SEP11))
    assert found == {1: (Cause("closed", "操场"),), 3: (Cause("closed", "操场"),)}


def test_a_lost_day_takes_everything_on_it() -> None:
    lost = facts(calendar=YearCalendar(TERM, closed=frozenset({SEP4})))
    assert causes(lost, session(1, SEP4), session(2, SEP4, "T2", "2024-2"), session(3, SEP11)).keys() == {1, 2}


def test_a_make_up_day_has_the_lessons_of_the_weekday_it_follows() -> None:
    saturday = date(2026, 9, 12)
    follows_friday = facts(calendar=YearCalendar(TERM, makeup={saturday: 5}))
    follows_monday = facts(calendar=YearCalendar(TERM, makeup={saturday: 1}))
    assert causes(follows_friday, session(1, saturday)) == {}
    assert causes(follows_monday, session(1, saturday)) == {1: (Cause("timetable"),)}


def test_a_leader_who_teaches_then_on_the_followed_weekday_is_named() -> None:
    teaching = facts(person("T1", busy=frozenset({FRIDAY6, LessonTime(1, 6)})))
    assert causes(teaching, session(1, SEP4)) == {1: (Cause("teaches", "T1"),)}


def test_whoever_left_and_a_place_that_is_gone_are_causes_too() -> None:
    assert causes(facts(person("T2")), session(1, SEP4)) == {1: (Cause("away", "T1"),)}
    assert causes(facts(places=()), session(1, SEP4)) == {1: (Cause("gone", "操场"),)}


def test_somebody_else_helps_where_only_people_are_missing() -> None:
    ill = School(facts(person("T1", away=away(SEP4))))
    (one,) = fallen(ill, (session(1, SEP4),))
    assert not one.moves
    (both,) = fallen(ill, (replace(session(1, SEP4), venue="拆了"),))
    assert both.moves
