"""What a schedule made anew keeps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careplan.scheduling.problem import Request, Weights
from careplan.sessions.schedule_keep import CHANGE_WEIGHT, keeping, standing
from tests.sessions.year import FRIDAYS, held, slot, tiny


def test_a_kept_session_is_asked_for_and_days_that_are_over_are_closed() -> None:
    problem = keeping(tiny(), (held("a", 0),), (held("a", 0), held("b", 3)), FRIDAYS[2])

    assert [(one.activity, one.start) for one in problem.requests] == [("a", slot(0))]
    assert problem.squads[0].open == {slot(0), slot(2), slot(3)}
    assert problem.previous == (held("a", 0), held("b", 3))


def test_changing_what_was_announced_costs_something() -> None:
    assert keeping(tiny(), (), (held("a", 0),), FRIDAYS[0]).weights.change == CHANGE_WEIGHT
    assert keeping(tiny(weights=Weights(change=5)), (), (held("a", 0),), FRIDAYS[0]).weights.change == 5
    assert keeping(tiny(), (), (), FRIDAYS[0]).weights.change == 0


@pytest.mark.parametrize(
    "session",
    [
        held("gone", 0),
        held("a", 0, "left"),
        replace(held("a", 0), venue="拆了"),
        replace(held("a", 0), start="2020-01-01p1"),
    ],
)
def test_what_the_school_no_longer_has_is_left_out(session: object) -> None:
    assert keeping(tiny(), (session,), (session,), FRIDAYS[1]).requests == ()  # type: ignore[arg-type]


def test_what_breaks_a_rule_as_it_stands_today_is_left_out() -> None:
    """The teacher's lessons were cut after three sessions were held: history must not make the future impossible."""
    problem = tiny()
    strict = replace(problem, staff=(replace(problem.staff[0], open=frozenset({slot(1), slot(3)})),))

    kept = keeping(strict, (held("a", 0), held("b", 1)), (), FRIDAYS[2]).requests

    assert [one.activity for one in kept] == ["b"]


def test_too_few_sessions_so_far_is_no_fault() -> None:
    assert len(keeping(tiny(), (held("a", 0),), (), FRIDAYS[1]).requests) == 1


def test_what_was_held_is_not_taken_back_by_a_way_out() -> None:
    plan = replace(tiny(), requests=(Request("asked"),))
    now = replace(plan, requests=(*plan.requests, Request("held"), Request("held too")))
    assert standing(plan, now) == {"requests[1]", "requests[2]"}
    assert standing(plan, plan) == frozenset()
