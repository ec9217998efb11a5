"""The part of a draft that the computer may make anew asks for nothing that cannot be made up there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from careplan.scheduling.judge import Judge, judge
from careplan.scheduling.problem import Group, Problem, Squad
from careplan.sessions.desk import Desk
from careplan.sessions.draft_fixed import Fixing, Locked
from careplan.sessions.region import Region, narrowed
from tests.sessions.year import FRIDAYS, held, tiny

OTHER = "2024-2"
FREE = Locked({}, {}, {})


def in_order() -> Problem:
    """Two squads; whoever does a has done b before."""
    problem = tiny()
    return replace(
        problem,
        squads=(*problem.squads, Squad(OTHER, 40)),
        groups=(*problem.groups, Group(OTHER, (OTHER,))),
        activities=tuple(
            replace(one, after=("b",) if one.id == "a" else (), groups=(*one.groups, OTHER))
            for one in problem.activities
        ),
    )


def desk(number: int) -> Desk:
    """One squad does a without b, the other nothing."""
    return Desk.of(Judge(in_order()), (held("a", number),), (None,))


def test_what_another_squad_did_out_of_order_keeps_nobody_from_a_plan() -> None:
    fixing = Fixing(FRIDAYS[0], (), FREE)
    part = narrowed(desk(2), Region(frozenset({OTHER})), fixing)
    assert all(one.after == () for one in part.problem.activities)
    assert not [fault for fault in judge(part.problem, part.kept).faults if fault.code.endswith(".after")]


def test_what_can_still_be_made_up_is_asked_for() -> None:
    kept = Region(None, frozenset({1, 2}))  # a stands in week 3, outside; b may come before it
    part = narrowed(desk(2), kept, Fixing(FRIDAYS[0], (), FREE))
    assert part.problem.activities == in_order().activities
    late = narrowed(desk(2), Region(None, frozenset({4})), Fixing(FRIDAYS[0] + timedelta(days=1), (), FREE))
    assert late.problem.activities != in_order().activities
