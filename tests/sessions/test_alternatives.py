"""What can stand here?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from careplan.scheduling.judge import Judge
from careplan.scheduling.problem import Problem, Staff, Venue, Weights
from careplan.scheduling.solution import Session
from careplan.sessions.alternatives import Alternative, Asking, best
from careplan.sessions.desk import Desk
from careplan.sessions.draft_fixed import Fixing, Locked
from tests.sessions.year import held, slot, tiny

NOBODY = Locked({}, {}, {})
WEIGHTS = Weights(goal_shortfall=10, other_counselor=5)


def school(**changes: object) -> Problem:
    problem = tiny(weights=WEIGHTS)
    squads = (replace(problem.squads[0], counselor="T1"),)
    staff = (*problem.staff, Staff("T2", frozenset({"teacher"})))
    venues = (*problem.venues, Venue("球场", frozenset({"playground"}), 60))
    return replace(problem, squads=squads, staff=staff, venues=venues, **changes)  # type: ignore[arg-type]


def asking(problem: Problem, *sessions: Session, locked: Locked = NOBODY) -> Asking:
    desk = Desk.of(Judge(problem), sessions, tuple(range(len(sessions))))
    return Asking(desk, Fixing(date(2026, 9, 1), frozenset(), locked), "zh", {})


def test_a_session_can_change_its_time_leader_place_or_activity() -> None:
    asked = asking(school(), held("a", 0))
    found = asked.for_session(0)

    assert {one.kind for one in found} == {"time", "leader", "venue", "activity"}
    assert all(not asked.effect(one).blocking for one in found)
    assert [one.rank for one in found] == sorted(one.rank for one in found)


def test_each_alternative_is_priced_and_says_whom_it_touches() -> None:
    found = asking(school(), held("a", 0)).for_session(0)

    (leader,) = [one for one in found if one.kind == "leader"]
    assert (leader.points, leader.people, leader.squads) == (5, ("T1", "T2"), ("2024-1",))


def test_an_empty_lesson_is_filled_with_what_serves_best_led_by_the_own_counselor() -> None:
    problem = school()

    found = asking(problem, held("a", 0)).for_lesson("2024-1", problem.slots[2])

    assert found[0].into == Session("b", "2024-1", slot(2), "球场", ("T1",))
    assert found[0].points == -10 and found[0].out == ()


def test_nothing_is_offered_in_a_locked_week_or_where_people_are_taken() -> None:
    problem = school()
    locked = Locked({}, {}, {3: ("王老师",)})

    assert asking(problem, held("a", 0), locked=locked).for_lesson("2024-1", problem.slots[2]) == []
    assert asking(problem, held("a", 2)).for_lesson("2024-1", problem.slots[2]) == []


def test_what_breaks_a_rule_of_the_year_comes_last() -> None:
    problem = school()
    activities = (*problem.activities, replace(problem.activities[0], id="c", after=("b",)))

    found = asking(replace(problem, activities=activities), held("a", 0)).for_lesson("2024-1", problem.slots[2])

    assert [one.into.activity for one in found if not one.broken] == ["b"]
    assert {one.into.activity for one in found if one.broken} == {"a", "c"} and found[-1].broken


def test_ten_are_shown_and_some_of_each_kind() -> None:
    def offer(kind: str, points: int) -> Alternative:
        return Alternative(kind, (), held(f"{kind}{points}", 0), points, 0, (), ())  # type: ignore[arg-type]

    found = best([offer("activity", n) for n in range(20)] + [offer("time", 90), offer("time", 91), offer("time", 92)])

    assert len(found) == 10 and [one.kind for one in found][-2:] == ["time", "time"]
