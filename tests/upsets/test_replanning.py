"""What is asked of the scheduler when sessions fall: all that stands stays, and what falls stays near."""

from __future__ import annotations

from dataclasses import replace

from careplan.scheduling.judge import Judge, judge
from careplan.scheduling.problem import GoalRule, Rules, Squad, TermRule
from careplan.scheduling.solution import Session
from careplan.scheduling.solver import solve
from careplan.upsets.replanning import (
    ATTEMPTS,
    THREE_WEEKS,
    Attempt,
    Falling,
    Move,
    Plan,
    as_they_were,
    moves,
    narrowed,
    without_needless,
)
from tests.sessions.year import FRIDAYS, held, slot, tiny

FALLS = Falling(held("b", 1), FRIDAYS[1])
PLAN = Plan((held("a", 3),), (), (FALLS,))


def closed_on(number: int) -> Squad:
    return Squad("2024-1", 40, open=frozenset(slot(n) for n in range(4) if n != number))


def test_what_stands_is_asked_for_as_it_is_and_what_falls_with_its_people() -> None:
    asked = narrowed(tiny(), PLAN, Attempt(THREE_WEEKS), FRIDAYS[0]).requests
    assert [(one.activity, one.start, one.staff) for one in asked] == [("a", slot(3), ("T1",)), ("b", None, ("T1",))]


def test_a_leader_who_is_away_too_is_not_asked_for() -> None:
    plan = replace(PLAN, falling=(replace(FALLS, people_stay=False),))
    assert narrowed(tiny(), plan, Attempt(THREE_WEEKS), FRIDAYS[0]).requests[-1].staff is None
    assert narrowed(tiny(), PLAN, Attempt(THREE_WEEKS, same_people=False), FRIDAYS[0]).requests[-1].staff is None


def test_the_squad_is_open_near_the_fallen_session_and_not_in_the_past() -> None:
    near = narrowed(tiny(), PLAN, Attempt(7), FRIDAYS[1]).squads[0].open
    assert near == {slot(1), slot(2), slot(3)}  # the last one is taken by what stands
    assert narrowed(tiny(), PLAN, Attempt(0), FRIDAYS[0]).squads[0].open == {slot(1), slot(3)}


def test_a_squad_that_loses_nothing_has_no_room_for_changes() -> None:
    nothing = Plan((held("a", 3),), (), ())
    assert narrowed(tiny(), nothing, Attempt(THREE_WEEKS), FRIDAYS[0]).squads[0].open == {slot(3)}


def test_only_the_fallen_session_moves() -> None:
    problem = replace(tiny(), squads=(closed_on(1),), previous=(held("a", 3), held("b", 1)))
    solution = solve(narrowed(problem, PLAN, Attempt(7), FRIDAYS[0]), seconds=3, workers=1, repairs=False)
    assert judge(problem, solution.sessions).legal
    (only,) = moves(problem.previous, solution.sessions)
    assert only.before == held("b", 1) and only.after is not None
    assert only.after.start in {slot(0), slot(2)} and only.after.staff == ("T1",)


def test_who_leads_a_session_that_only_waits_for_a_leader_is_left_to_people() -> None:
    waiting = held("a", 2)
    plan = Plan((), (waiting,), (FALLS,))
    request = narrowed(tiny(), plan, Attempt(7), FRIDAYS[0]).requests[0]
    assert (request.start, request.venue, request.staff) == (slot(2), "操场", None)
    assert as_they_were(plan, (replace(waiting, staff=("T9",)), held("b", 0))) == (waiting, held("b", 0))


def test_a_session_of_the_same_activity_and_squads_counts_as_moved() -> None:
    new = Session("c", "2024-1", slot(0), "操场", ("T1",))
    assert moves((held("a", 0), held("b", 1)), (held("a", 0), held("b", 2))) == (Move(held("b", 1), held("b", 2)),)
    assert moves((held("b", 1),), (new,)) == (Move(held("b", 1), None), Move(None, new))


def test_what_few_people_notice_is_tried_before_what_many_do() -> None:
    kept = [(one.all_again, one.same_people) for one in ATTEMPTS]
    assert ATTEMPTS[0] == Attempt(0) and kept[-1] == (False, False)
    assert [one.days for one in ATTEMPTS] == sorted(one.days for one in ATTEMPTS)


def test_a_repair_adds_nothing_that_no_rule_needs() -> None:
    moved, extra = held("b", 2), held("a", 0)
    assert without_needless(Judge(tiny()), PLAN, (held("a", 3), moved, extra)) == (held("a", 3), moved)

    needed = tiny(rules=Rules(sessions_per_term=(TermRule("1", 3, 3),), goals=(GoalRule("low.adapt", 1, None, 3),)))
    every = (held("a", 3), moved, extra)
    assert without_needless(Judge(needed), PLAN, every) == every
