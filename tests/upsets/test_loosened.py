"""What the schedule in force is short of already is not asked of a repair."""

from __future__ import annotations

from dataclasses import replace

from careplan.scheduling.judge import judge
from careplan.scheduling.problem import Group, MethodRule, Squad
from careplan.upsets.loosened import loosened, same_order
from tests.sessions.year import held, tiny


def test_minimums_that_are_reached_stay() -> None:
    problem = tiny()
    assert loosened(problem, (held("a", 0),)).rules == problem.rules


def test_a_squad_that_is_short_is_asked_for_what_it_has_and_the_others_for_all() -> None:
    two = replace(
        tiny(),
        squads=(Squad("2024-1", 40), Squad("2024-2", 40)),
        groups=(Group("2024-1", ("2024-1",)), Group("2024-2", ("2024-2",))),
    )
    strict = replace(two, rules=replace(two.rules, methods=(MethodRule("game", 1, 3),)))
    found = loosened(strict, (held("a", 0),)).rules
    assert [(rule.min, rule.squads) for rule in found.sessions_per_term] == [
        (1, frozenset({"2024-1"})),
        (0, frozenset({"2024-2"})),
    ]
    assert [(rule.min, rule.max) for rule in found.methods] == [(1, 3), (0, 3)]
    assert judge(loosened(strict, (held("a", 0),)), (held("a", 0),)).legal
    assert not judge(strict, (held("a", 0),)).legal


def test_what_is_out_of_order_already_blocks_no_repair_and_nothing_else_may_come_out_of_order() -> None:
    problem = tiny()
    ordered = replace(
        problem,
        activities=tuple(replace(one, after=("b",)) if one.id == "a" else one for one in problem.activities),
    )
    kept, broken = (held("b", 0), held("a", 1)), (held("a", 1),)
    assert loosened(ordered, kept).activities == ordered.activities
    assert not judge(ordered, broken).legal and judge(loosened(ordered, broken), broken).legal
    assert same_order(ordered, broken, broken) and same_order(ordered, broken, kept)
    assert not same_order(ordered, kept, broken)
