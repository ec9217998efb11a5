"""A problem that is all requests goes to the placing, and comes back as every plan does."""

from __future__ import annotations

from dataclasses import replace

from careplan.scheduling import judge, solve
from careplan.scheduling.placing import placeable
from careplan.scheduling.problem import Request
from careplan.scheduling.verify import statement_faults
from tests.scheduling.small_school import school, slot


def test_solve_of_requests_alone_is_optimal_and_in_order_of_start():
    late, any_time, early = Request("game", "g1", slot(4).id), Request("game", "g1"), Request("game", "g1", slot(1).id)
    problem = replace(school(), requests=(late, any_time, early))
    assert placeable(problem)
    found = solve(problem, seconds=10)
    assert (found.status, len(found.sessions)) == ("optimal", 3)
    assert list(statement_faults(problem, found, judge(problem, found.sessions))) == []


def test_solve_of_two_requests_for_one_place_is_infeasible():
    here = Request("game", "g1", slot(1).id, "room", ("wang",))
    found = solve(replace(school(), requests=(here, here)), seconds=20)
    assert (found.status, found.conflict) == ("infeasible", ("requests[0]", "requests[1]"))
