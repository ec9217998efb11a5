"""What squads have had outside of what the schedule says counts, and is not planned again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from careplan.scheduling.judge import judge
from careplan.scheduling.problem import Group, Problem, Request, Squad
from careplan.sessions.credit import Had, credited, not_in
from tests.sessions.year import held, slot, tiny

KEY = (date(2026, 9, 4), 6, "a", frozenset({"2024-1"}))
HAD_A = Had("a", "2024-1", "1")


def two_squads() -> Problem:
    groups = (Group("2024-1", ("2024-1",)), Group("2024-2", ("2024-2",)), Group("both", ("2024-1", "2024-2")))
    problem = replace(tiny(), squads=(Squad("2024-1", 40), Squad("2024-2", 40)), groups=groups)
    every = tuple(one.id for one in groups)
    return replace(problem, activities=tuple(replace(one, groups=every) for one in problem.activities))


def offers(problem: Problem) -> set[tuple[str, str]]:
    return {(one.id, group) for one in problem.activities for group in one.groups}


def test_nothing_credited_changes_nothing() -> None:
    assert credited(tiny(), ()) == tiny()
    assert credited(tiny(), (Had("gone", "2024-1", "1"),)) == tiny()


def test_what_was_had_lowers_minimum_and_target_of_that_squad_and_no_maximum() -> None:
    found = credited(two_squads(), (HAD_A,)).rules
    assert [(one.squads, one.min, one.target) for one in found.goals] == [
        (frozenset({"2024-2"}), 1, 3),
        (frozenset({"2024-1"}), 0, 2),
    ]
    assert [(one.squads, one.min, one.max) for one in found.sessions_per_term] == [
        (frozenset({"2024-2"}), 1, 3),
        (frozenset({"2024-1"}), 0, 3),
    ]


def test_a_minimum_does_not_fall_below_nothing() -> None:
    rules = credited(tiny(), (HAD_A, Had("b", "2024-1", "1"))).rules
    assert (rules.goals[0].min, rules.goals[0].target) == (0, 1)


def test_an_activity_is_not_offered_again_to_those_who_have_had_it() -> None:
    """Together with a squad that has not had it they may come once more."""
    assert offers(two_squads()) - offers(credited(two_squads(), (HAD_A,))) == {("a", "2024-1")}
    both = (HAD_A, Had("a", "2024-2", "1"))
    assert {group for activity, group in offers(credited(two_squads(), both)) if activity == "a"} == set()


def test_a_session_that_stands_keeps_its_activity() -> None:
    asked = replace(tiny(), requests=(Request("a", "2024-1", slot(0)),))
    assert ("a", "2024-1") in offers(credited(asked, (HAD_A,)))
    assert judge(credited(tiny(), (HAD_A,), (held("a", 1),)), (held("a", 1),)).legal
    assert not judge(credited(tiny(), (HAD_A,)), (held("a", 1),)).legal


def test_a_former_session_that_can_no_longer_be_named_is_forgotten() -> None:
    before = replace(tiny(), previous=(held("a", 1), held("b", 2)))
    assert credited(before, (HAD_A,)).previous == (held("b", 2),)


def test_a_session_in_the_schedule_is_not_counted_a_second_time() -> None:
    planned = replace(HAD_A, key=KEY)
    assert not_in((planned, HAD_A), {KEY}) == (HAD_A,)
    assert not_in((planned, HAD_A), ()) == (planned, HAD_A)
