"""Placing requests: what is found is legal, what can be found is found, in every kind of rule that limits it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careplan.scheduling.columns import Plan, Space, sessions_of
from careplan.scheduling.judge import Judge
from careplan.scheduling.placing import place, place_most
from careplan.scheduling.placing.place import search
from careplan.scheduling.placing.placer import Placement
from careplan.scheduling.problem import Post, Problem, Request, Rules, Staff, Venue
from careplan.scheduling.problem_json import problem_json
from careplan.scheduling.run import Run
from careplan.scheduling.solution_file import session_json
from tests.scheduling.placing.asked_problem import asked_problem, broken, most_of
from tests.scheduling.shared_judge import shared_judge
from tests.scheduling.small_school import activity, school, slot, two_squads

# of problems that trying everything settles in a moment
SEEDS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 34)


def steady(effort: float = 0.2, seed: int = 0) -> Run:
    """A run that is over when its work is done, however busy this machine is."""
    return Run(lambda: 0.0, effort, steady=True, seed=seed)


def placed(problem: Problem) -> Plan | None:
    return place(Space(problem), steady())


def asked(number: int, name: str = "game", **given: str) -> tuple[Request, ...]:
    return (Request(name, **given),) * number


def week_of_six() -> Problem:
    """One squad, three weeks of two periods: room for six sessions."""
    return school(weeks=3, rules=Rules(None), requests=asked(6))


@pytest.mark.parametrize("seed", SEEDS)
def test_all_requests_are_placed_where_that_can_be(seed: int) -> None:
    problem = asked_problem(seed, requests=2)
    plan = placed(problem)
    assert (plan is not None) == (most_of(problem) == len(problem.requests))
    if plan is not None:
        assert Judge(problem)(sessions_of(Space(problem), plan)).legal


@pytest.mark.parametrize("seed", SEEDS)
def test_as_many_as_can_be_are_placed(seed: int) -> None:
    problem = asked_problem(seed)
    space = Space(problem)
    plan = place_most(space, steady())
    assert len(plan) == most_of(problem)
    assert not broken(Judge(problem), list(sessions_of(space, plan)))


def test_every_period_of_a_squad_can_be_filled() -> None:
    plan = placed(week_of_six())
    assert plan is not None and sorted(one.start for one in plan) == [0, 1, 2, 3, 4, 5]


def test_one_too_many_is_left_out() -> None:
    problem = replace(week_of_six(), requests=asked(7))
    assert placed(problem) is None
    assert len(place_most(Space(problem), steady())) == 6


def test_long_sessions_find_room_among_short_ones() -> None:
    long = activity("long", periods=2)
    problem = school(activity(), long, weeks=3, rules=Rules(None), requests=asked(2) + asked(2, "long"))
    assert placed(problem) is not None


def test_a_start_that_is_asked_for_is_kept() -> None:
    fixed = Request("game", start=slot(2).id)
    plan = placed(replace(week_of_six(), requests=(*asked(5), fixed)))
    assert plan is not None and plan[5].start == 2


def test_two_that_are_certain_at_one_time_cannot_be() -> None:
    fixed = Request("game", start=slot(2).id)
    problem = replace(week_of_six(), requests=(fixed, fixed))
    assert placed(problem) is None
    assert len(place_most(Space(problem), steady())) == 1


def test_posts_are_held_by_different_people_with_the_skills() -> None:
    posts = activity(staff=(Post(), Post(frozenset({"trained"}))))
    people = (Staff("wang", frozenset({"trained"})), Staff("li", frozenset()))
    plan = placed(school(posts, staff=people, rules=Rules(None), requests=asked(2)))
    assert plan is not None and {one.staff for one in plan} == {(1, 0)}


@pytest.mark.parametrize(("limit", "most"), [("max_per_week", 4), ("max_per_term", 1)])
def test_a_persons_limit_holds(limit: str, most: int) -> None:
    person = Staff("wang", frozenset(), **{limit: 1})
    problem = replace(week_of_six(), slots=school().slots, staff=(person,))
    assert len(place_most(Space(problem), steady())) == most


@pytest.mark.parametrize(("pupils", "found"), [(70, True), (69, False)])
def test_a_shared_venue_holds_as_many_as_fit(pupils: int, found: bool) -> None:
    ground = Venue("ground", frozenset({"classroom"}), pupils, shared=True)
    people = (Staff("wang", frozenset()), Staff("li", frozenset()))
    requests = tuple(Request("game", group) for group in ("g1", "g2")) * 2
    problem = two_squads(school(weeks=1, venues=(ground,), staff=people, rules=Rules(None), requests=requests))
    assert (placed(problem) is not None) == found


@pytest.mark.parametrize(("rules", "most"), [(Rules(1), 3), (Rules(2), 6), (Rules(None, budget=20), 4)])
def test_limits_of_the_year_hold(rules: Rules, most: int) -> None:
    problem = replace(week_of_six(), rules=rules, activities=(activity(cost=5),))
    assert len(place_most(Space(problem), steady())) == most


def test_the_same_seed_places_the_same() -> None:
    space = Space(asked_problem(3, requests=6))
    assert place_most(space, steady(seed=5)) == place_most(space, steady(seed=5))


def test_several_workers_end_as_soon_as_one_is_done() -> None:
    placer = search(Placement(Space(week_of_six()), settled=True), Run(lambda: 0.0, 60, workers=2))
    assert placer.left == 0


def test_it_stops_when_it_is_told_to() -> None:
    run = Run(lambda: 0.0, 60, should_stop=lambda: True)
    assert place(Space(replace(week_of_six(), requests=asked(7))), run) is None


def test_the_formats_own_judge_accepts_it() -> None:
    problem = week_of_six()
    plan = placed(problem)
    assert plan is not None
    judge = shared_judge().Judge(problem_json(problem))
    assert judge.judge([session_json(one) for one in sessions_of(Space(problem), plan)])[0] == []
