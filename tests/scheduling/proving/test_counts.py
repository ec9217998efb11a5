"""A squad that cannot have a year is found by counting, before anything is built."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careplan.scheduling import Problem, solve
from careplan.scheduling.columns import Space
from careplan.scheduling.offered import columns_of
from careplan.scheduling.problem import GoalRule, Group, Rules, Squad, TermRule, Venue, Weights
from careplan.scheduling.proving.bound import squad_bound, squad_choice
from careplan.scheduling.proving.counts import countable
from careplan.scheduling.supply import supply_of
from tests.scheduling.random_problem import random_problem
from tests.scheduling.small_school import activity, school, slot

TERMS = (TermRule("t1", 7, 9), TermRule("t2", 7, 9))
GOALS = tuple(f"goal{i}" for i in range(8))


def whole_school(rules: Rules) -> Problem:
    """24 squads, 36 weeks, 40 activities of two goals each, for every squad; enough rooms and one teacher each."""
    names = [f"q{i}" for i in range(24)]
    library = [
        activity(
            f"a{i}",
            method=f"m{i % 7}",
            goals=frozenset({GOALS[i % 8], GOALS[(i // 8 + 1 + i) % 8]}),
            groups=tuple(f"g-{name}" for name in names),
            repeats=1,
        )
        for i in range(40)
    ]
    return school(
        *library,
        slots=tuple(
            replace(slot(week, period), term="t1" if week <= 18 else "t2") for week in range(1, 37) for period in (6, 7)
        ),
        squads=tuple(Squad(name, 40) for name in names),
        groups=tuple(Group(f"g-{name}", (name,)) for name in names),
        venues=tuple(Venue(f"home-{name}", frozenset({"classroom"}), 50, squads=frozenset({name})) for name in names),
        staff=tuple(replace(school().staff[0], id=f"s{i}") for i in range(24)),
        rules=rules,
        weights=Weights(goal_shortfall=10),
    )


def counts(problem: Problem) -> list[bool]:
    space = Space(problem)
    columns = columns_of(space)
    return [
        countable(problem, supply_of(space, q, [c for c in columns if q in space.members[c.group]]))
        for q in range(len(problem.squads))
    ]


def test_counting_refuses_no_squad_that_has_a_year_by_itself() -> None:
    refused = 0
    for seed in range(120):
        problem = replace(random_problem(seed), weights=Weights(), previous=())
        space = Space(problem)
        columns = columns_of(space)
        for squad, possible in enumerate(counts(problem)):
            if not possible:
                refused += 1
                own = [column for column in columns if squad in space.members[column.group]]
                known, _ = squad_bound(space, squad, squad_choice(space, squad, own), 4.0, 5.0, 0)
                assert not known.possible, (seed, squad)
    assert refused > 10


@pytest.mark.slow
def test_goals_beyond_all_sessions_of_the_terms_are_refused() -> None:
    goals = tuple(GoalRule(goal, min=40, target=40) for goal in GOALS)
    problem = whole_school(Rules(sessions_per_term=TERMS, goals=goals))
    found = solve(problem, seconds=60, workers=2, repairs=False)
    assert found.status == "infeasible"
    assert found.conflict[:2] == ("rules.sessions_per_term[0]", "rules.sessions_per_term[1]")
    assert len(found.conflict) == 3 and found.conflict[2].startswith("rules.goals")


@pytest.mark.slow
def test_goals_that_only_together_exceed_the_terms_are_refused() -> None:
    goals = tuple(GoalRule(goal, min=5) for goal in GOALS)  # 40 in all, at most 2 x 18 are served
    problem = whole_school(Rules(sessions_per_term=TERMS, goals=goals))
    found = solve(problem, seconds=60, workers=2, repairs=False)
    assert found.status == "infeasible"
    assert set(found.conflict) == {f"rules.sessions_per_term[{i}]" for i in (0, 1)} | {
        f"rules.goals[{i}]" for i in range(8)
    }


def test_counting_lets_a_year_pass_that_is_just_possible() -> None:
    goals = tuple(GoalRule(goal, min=4) for goal in GOALS)
    assert all(counts(whole_school(Rules(sessions_per_term=TERMS, goals=goals))))
    assert not all(counts(whole_school(Rules(sessions_per_term=TERMS, goals=(*goals, GoalRule(GOALS[0], max=3))))))


def test_goal_beyond_both_terms_of_a_small_school_names_goal_and_terms() -> None:
    terms = (TermRule("t1", max=2), TermRule("t2", max=2))
    problem = school(weeks=8, rules=Rules(sessions_per_term=terms, goals=(GoalRule("adapt", min=5, target=5),)))
    found = solve(problem, seconds=5, workers=2)
    assert found.status == "infeasible"
    assert found.conflict == ("rules.sessions_per_term[0]", "rules.sessions_per_term[1]", "rules.goals[0]")
