"""A certificate got in the middle of the year takes nothing from its holder that they lead already (S48)."""

from __future__ import annotations

from datetime import date

import pytest

from careplan.plans.facts import Lead, PersonFacts
from careplan.plans.problem import build_problem
from careplan.scheduling.problem import Problem
from careplan.training.qualification import Holding
from tests.plans.year import activity, facts

FIRST, SECOND = date(2026, 9, 4), date(2026, 9, 11)
ANYBODYS = activity("game", posts=("",))
ASKING = activity("walk", posts=("outdoor-safety",))


def year(*leads: Lead, first_day: date = SECOND, others: tuple[Holding, ...] = ()) -> Problem:
    """T1 may lead what asks for outdoor safety from `first_day` on."""
    person = PersonFacts("T1", True, (Holding("outdoor-safety", first_day), *others))
    return build_problem(
        facts(people=(person, PersonFacts("T2", True, ())), activities=(ANYBODYS, ASKING), leads=leads)
    )


def opened(problem: Problem, activity: str) -> frozenset[str] | None:
    return next(one.open for one in problem.activities if one.id == activity)


@pytest.mark.plan("S48")
def test_what_is_led_before_the_certificate_stays_possible_and_nothing_that_asks_for_it_stands_there() -> None:
    problem = year(Lead("T1", FIRST, frozenset({6})))
    person = problem.staff[0]
    assert person.open is not None and {"2026-09-04p6", "2026-09-11p6"} <= person.open
    assert "outdoor-safety" in person.skills
    assert opened(problem, "game") is None
    assert opened(problem, "walk") == person.open - {"2026-09-04p6"}


@pytest.mark.plan("S48")
def test_what_nobody_leads_before_the_certificate_is_closed_as_ever() -> None:
    problem = year(Lead("T2", FIRST, frozenset({6})))
    assert problem.staff[0].open is not None and "2026-09-04p6" not in problem.staff[0].open
    assert opened(problem, "walk") is None


@pytest.mark.plan("S48")
def test_where_another_leads_what_asks_for_it_in_the_same_lesson_the_certificate_waits() -> None:
    problem = year(Lead("T1", FIRST, frozenset({6})), Lead("T2", FIRST, frozenset({6}), "outdoor-safety"))
    person = problem.staff[0]
    assert person.open is not None and "2026-09-04p6" in person.open and "outdoor-safety" not in person.skills
    assert opened(problem, "walk") is None


@pytest.mark.plan("S48")
def test_what_is_led_without_the_certificate_that_it_asks_for_is_not_kept_open() -> None:
    problem = year(Lead("T1", FIRST, frozenset({6}), "outdoor-safety"))
    assert problem.staff[0].open is not None and "2026-09-04p6" not in problem.staff[0].open


@pytest.mark.plan("S48")
def test_what_is_led_by_another_certificate_stays() -> None:
    trained = Holding("counselor-trained", date(2026, 1, 1))
    problem = year(Lead("T1", FIRST, frozenset({6}), "counselor-trained"), others=(trained,))
    person = problem.staff[0]
    assert person.open is not None and "2026-09-04p6" in person.open
    assert {"counselor-trained", "outdoor-safety"} <= person.skills
