"""What the schedule in force is short of already is not asked of a repair."""

from __future__ import annotations

from dataclasses import replace

from careplan.scheduling.judge import judge
from careplan.scheduling.problem import Group, MethodRule, Squad
from careplan.upsets.loosened import loosened
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
