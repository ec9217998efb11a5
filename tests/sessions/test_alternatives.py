"""What can stand here?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from careplan.scheduling.judge import Judge
from careplan.scheduling.problem import Group, Problem, Rules, Squad, Staff, Venue, Weights
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


def grade(**changes: object) -> Problem:
    """Two squads that can meet alone or together, each with a counselor of its own; the hall holds both."""
    problem = replace(
        school(),
        squads=(Squad("2024-1", 40, counselor="T1"), Squad("2024-2", 38, counselor="T2")),
        groups=(Group("2024-1", ("2024-1",)), Group("2024-2", ("2024-2",)), Group("both", ("2024-1", "2024-2"))),
        rules=Rules(sessions_per_week=1),
    )
    alone, together = problem.activities
    activities = (replace(alone, groups=("2024-1", "2024-2")), replace(together, groups=("both",)))
    return replace(problem, activities=activities, **changes)  # type: ignore[arg-type]


def test_in_an_empty_lesson_two_squads_can_meet_together_where_a_place_holds_both() -> None:
    problem = grade()
    found = asking(problem).for_lesson("2024-1", problem.slots[0])

    together = next(one for one in found if one.into.group == "both")
    assert together.into.activity == "b" and together.into.venue == "操场"  # the court holds sixty
    assert together.squads == ("2024-1", "2024-2") and together.out == ()
    assert {one.into.group for one in found} == {"2024-1", "both"}  # never the other squad alone


def test_they_do_not_meet_together_where_the_other_squad_has_a_session_or_no_place_is_large_enough() -> None:
    problem = grade()
    other = Session("a", "2024-2", slot(0), "球场", ("T2",))
    small = replace(problem, venues=tuple(replace(one, capacity=60) for one in problem.venues))

    for found in (
        asking(problem, other).for_lesson("2024-1", problem.slots[0]),
        asking(small).for_lesson("2024-1", problem.slots[0]),
    ):
        assert {one.into.group for one in found} == {"2024-1"}


def test_a_session_of_two_squads_is_offered_times_that_suit_both_and_touches_all_of_them() -> None:
    problem = grade()
    joint = Session("b", "both", slot(0), "操场", ("T1",))
    other = Session("a", "2024-2", slot(2), "球场", ("T2",))

    found = asking(problem, joint, other).for_session(0)

    times = {one.into.start for one in found if one.kind == "time"}
    assert times and slot(2) not in times
    assert all(one.squads == ("2024-1", "2024-2") for one in found)


def test_in_a_full_week_what_is_offered_blocks_publishing_and_says_so() -> None:
    """A second lesson of the week, in which the squad meets already: possible in a draft, not published so."""
    problem = grade()
    early = replace(problem.slots[0], id="early", period=5)
    problem = replace(problem, slots=(early, *problem.slots))
    asked = asking(problem, held("a", 0))

    found = asked.for_lesson("2024-1", early)

    assert found and all(one.blocks for one in found)
    assert any("一周最多1次" in one.sentence for one in asked.effect(found[0]).brings)
    assert not asked.for_lesson("2024-1", problem.slots[2])[0].blocks  # the next week is free


def test_a_session_does_not_move_to_a_week_that_is_full_before_one_that_is_free() -> None:
    problem = grade()
    early = replace(problem.slots[1], id="early", period=5)
    asked = asking(replace(problem, slots=(*problem.slots, early)), held("a", 0), replace(held("a", 1), venue="球场"))

    times = [one for one in asked.for_session(0) if one.kind == "time"]

    full = [one.into.start for one in times if one.blocks]
    assert [one.into.start for one in times if not one.blocks] and full in ([], ["early"])
    assert [one.blocks for one in times] == sorted(one.blocks for one in times)


def test_where_nobody_is_free_nothing_is_offered() -> None:
    problem = grade()
    busy = (Session("a", "2024-2", slot(0), "球场", ("T1",)), Session("a", "2024-2", slot(0), "球场", ("T2",)))

    assert asking(problem, *busy).for_lesson("2024-1", problem.slots[0]) == []


def test_a_session_of_a_locked_squad_is_offered_nothing() -> None:
    locked = Locked({}, {"2024-1": ("王老师",)}, {})

    assert asking(school(), held("a", 0), locked=locked).for_session(0) == []
