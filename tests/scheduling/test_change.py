"""What a re-plan changes, the least that must, and who is told."""

from __future__ import annotations

from dataclasses import replace

from careplan.scheduling.change import change_of, least_change
from careplan.scheduling.columns import Space
from careplan.scheduling.problem import Request
from tests.scheduling.small_school import held, school, slot, two_squads


def test_change_of_a_first_plan_is_none():
    assert change_of(school(), [held(1)]) is None


def test_change_of_the_same_plan_is_nothing():
    problem = replace(school(), previous=(held(1), held(3)))
    found = change_of(problem, [held(3), held(1)])
    assert found is not None
    assert (found.sessions, found.least, found.people, found.squads) == (0, 0, (), ())


def test_change_of_a_moved_session_tells_its_leader_and_its_squad():
    problem = replace(school(), previous=(held(1), held(3)))
    found = change_of(problem, [held(1), held(4)])
    assert found is not None
    assert (found.sessions, found.least, found.people, found.squads) == (1, 0, ("wang",), ("q1",))


def test_least_change_counts_what_is_not_possible_any_more():
    problem = replace(school(), previous=(held(1), held(3)))
    closed = frozenset(slot(week).id for week in (1, 2))
    shut = replace(problem, venues=(replace(problem.venues[0], open=closed),))
    assert least_change(Space(shut)) == 1


def test_least_change_counts_what_clashes_with_a_request():
    problem = two_squads(replace(school(), previous=(held(1), held(3))))
    asked = Request("game", "g2", slot(1).id, "room", ("wang",))
    assert least_change(Space(replace(problem, requests=(asked,)))) == 1


def test_least_change_lets_a_session_stay_that_is_itself_requested():
    problem = replace(school(), previous=(held(1),))
    asked = Request("game", "g1", slot(1).id, "room", ("wang",))
    assert least_change(Space(replace(problem, requests=(asked,)))) == 0
