"""Hours taken beside the sessions: left out of what the solver may use, said where somebody moves a session there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from careplan.scheduling.agenda import Index
from careplan.scheduling.judge import Judge, judge
from careplan.scheduling.problem import Request
from careplan.scheduling.solver import solve
from careplan.sessions.desk import Desk
from careplan.sessions.findings import effect_of
from careplan.sessions.lesson_times import begins, ends
from careplan.sessions.taken import Taken, beside_findings, free_of, with_beside
from tests.sessions.year import held, slot, tiny

PROBLEM = tiny()
DAY, PERIOD = PROBLEM.slots[0].date, PROBLEM.slots[0].period
NAMES = {"T1": "王老师"}


def hour(day: date = DAY, period: int = PERIOD, staff: str | None = "T1", venue: str | None = None) -> Taken:
    return Taken(begins(day, period), ends(day, period), "心理辅导室开放", "Counselling room open", staff, venue)


def opened(problem_part: object) -> frozenset[str]:
    found = problem_part.open  # type: ignore[attr-defined]
    return frozenset(one.id for one in PROBLEM.slots) if found is None else found


def test_a_lesson_that_is_taken_is_not_open_for_that_person_and_no_other() -> None:
    free = free_of(PROBLEM, [hour()])

    before, after = (next(one for one in some.staff if one.id == "T1") for some in (PROBLEM, free))
    assert opened(before) - opened(after) == {slot(0)}
    assert [one for one in free.staff if one.id != "T1"] == [one for one in PROBLEM.staff if one.id != "T1"]
    assert free.venues == PROBLEM.venues and free_of(PROBLEM, []) is PROBLEM


def test_a_place_that_is_taken_is_closed_then() -> None:
    place = PROBLEM.venues[0]
    free = free_of(PROBLEM, [hour(staff=None, venue=place.id)])

    assert opened(place) - opened(free.venues[0]) == {slot(0)} and free.staff == PROBLEM.staff


def test_hours_in_a_break_take_no_lesson() -> None:
    ended = ends(DAY, PERIOD)
    assert free_of(PROBLEM, [replace(hour(), begins=ended, ends=ended + timedelta(minutes=5))]) is PROBLEM
    assert free_of(PROBLEM, [replace(hour(), begins=ended - timedelta(minutes=1), ends=ended)]) is not PROBLEM


def test_what_stands_keeps_its_people() -> None:
    one = held("a", 0)
    asked = replace(PROBLEM, requests=(Request(one.activity, one.group, one.start, one.venue, one.staff),))

    for free in (free_of(PROBLEM, [hour()], [one]), free_of(asked, [hour()])):
        assert slot(0) in opened(next(person for person in free.staff if person.id == "T1"))


def test_the_solver_puts_nothing_there() -> None:
    every = [hour(one.date, one.period) for one in PROBLEM.slots[1:]]
    one_lesson = tiny(requests=(Request("a"),))

    found = solve(free_of(one_lesson, every), seconds=5, workers=1, seed=1)

    assert {one.start for one in found.sessions if "T1" in one.staff} <= {slot(0)} and found.sessions
    assert judge(one_lesson, found.sessions).legal


@pytest.mark.parametrize(("language", "said"), [
    ("zh", "王老师9月4日第6节另有安排：心理辅导室开放，"), ("en", "王老师 is expected elsewhere on 4 September, lesson 6: Counselling room open, "),
])  # fmt: skip
def test_a_session_there_is_warned_of_in_a_sentence(language: str, said: str) -> None:
    found = beside_findings(Index(PROBLEM), [held("b", 1), held("a", 0)], [hour()], language, NAMES)

    assert [(one.severity, one.reference, one.sessions) for one in found] == [("warning", "beside.staff", (1,))]
    assert found[0].sentence.startswith(said)


def test_the_place_is_warned_of_too_and_others_are_not() -> None:
    session = held("a", 0)
    taken = [hour(staff=None, venue=session.venue), hour(staff="T9"), hour(DAY + timedelta(days=1))]

    found = beside_findings(Index(PROBLEM), [session], taken, "zh", NAMES)

    assert [one.reference for one in found] == ["beside.venue"]


def test_a_step_says_what_it_brings_and_what_it_solves() -> None:
    judge_of = Judge(PROBLEM)
    there, elsewhere = held("a", 0), held("a", 1)
    for out, into, brings, solves in ((elsewhere, there, 1, 0), (there, elsewhere, 0, 1), (there, there, 0, 0)):
        desk = Desk.of(judge_of, (out,), (None,))
        plain = effect_of(desk.weighing, [0], (into,), "zh", NAMES)
        found = with_beside(plain, desk, ((out,), (into,)), (hour(),), "zh", NAMES)

        assert len(found.brings) - len(plain.brings) == brings and len(found.solves) - len(plain.solves) == solves
        assert found.blocking == plain.blocking


def test_words_know_both_languages() -> None:
    one = Taken(datetime(2026, 9, 4, 8), datetime(2026, 9, 4, 9), "中", "en")
    assert (one.words("zh"), one.words("en")) == ("中", "en")
