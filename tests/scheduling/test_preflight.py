"""What counting says before any search: the true reason, in a sentence, and a proof only where there is no plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from careplan.scheduling.preflight import preflight
from careplan.scheduling.preflight.finding import SENTENCES, WHY, finding_words
from careplan.scheduling.problem import GoalRule, Problem, Request, Rules, Staff, TermRule, Venue
from tests.scheduling.small_school import activity, school, two_squads

ADAPT = (GoalRule("adapt", 2),)
CIRCLE = (activity("a", after=("b",)), activity("b", after=("c",)), activity("c", after=("a",)))


def said(problem: Problem) -> list[tuple[bool, str]]:
    for one in preflight(problem):
        for language in ("zh", "en"):
            assert "{" not in finding_words(one, language)
    return [(one.proof, finding_words(one, "en")) for one in preflight(problem)]


WRONG: list[tuple[Problem, bool, str]] = [
    (school(rules=Rules(0, goals=ADAPT)), True, "A squad may have 0 sessions in one week, so q1 can have none of"),
    (school(rules=Rules(0)), False, "A squad may have 0 sessions in one week, so nothing can be held."),
    (school(rules=Rules(0), requests=(Request("game"),)), True, "cannot be: a squad may have 0 sessions in one week"),
    (school(weeks=0, rules=Rules(goals=ADAPT)), True, "There are no slots"),
    (school(weeks=0, requests=(Request("game"),)), True, "There are no slots"),
    (school(weeks=0), False, "There are no slots"),
    (school(activity(repeats=0), rules=Rules(goals=ADAPT)), True, "Every activity for q1 that counts for “adapt” may"),
    (school(activity(repeats=0), requests=(Request("game"),)), True, "a squad may do it 0 times"),
    (school(activity(groups=()), requests=(Request("game"),)), True, "is for no group at all"),
    (school(*CIRCLE, rules=Rules(goals=ADAPT)), True, "what must come before can never be held"),
    (school(*CIRCLE, requests=(Request("b"),)), True, "“b”, can never have its turn"),
    (school(staff=(), rules=Rules(goals=ADAPT)), True, "Nobody qualified can ever lead"),
    (school(venues=(), rules=Rules(goals=ADAPT)), True, "There is no place for a session"),
    (school(activity(open=frozenset()), rules=Rules(goals=ADAPT)), True, "There is no time open for a session"),
    (school(rules=Rules(goals=(GoalRule("calm", 1),))), True, "No activity for q1 counts for “calm”"),
]


@pytest.mark.parametrize(("problem", "proof", "words"), WRONG, ids=[words[:40] for _, _, words in WRONG])
def test_the_true_reason_is_said_first(problem: Problem, proof: bool, words: str) -> None:
    first = said(problem)[0]
    assert first[0] == proof and words in first[1]


def test_nothing_else_is_said_of_a_year_without_time() -> None:
    assert len(said(school(weeks=0, rules=Rules(goals=ADAPT), requests=(Request("game"),)))) == 1


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"groups": ()}, "it is for no group"),
        ({"repeats": 0}, "a squad may do it 0 times"),
        ({"after": ("odd",)}, "it would have to come after itself: odd ← odd"),
        ({"after": ("never",)}, "what must come before it, “never”, can never be held before"),
    ],
)
def test_an_activity_that_is_of_no_use_is_noted(given: dict[str, Any], why: str) -> None:
    problem = school(activity(), activity("never", venues=frozenset({"hall"})), activity("odd", **given))
    assert (False, f"The activity “odd” can never be held: {why}.") in said(problem)


def test_a_circle_is_told_from_each_of_its_activities() -> None:
    notes = [words for _, words in said(school(*CIRCLE))]
    assert "a ← b ← c ← a" in notes[0] and "c ← a ← b ← c" in notes[2]
    assert preflight(school(*CIRCLE))[0].references == (
        "activities.a.after",
        "activities.b.after",
        "activities.c.after",
    )


def test_order_counts_for_each_squad_by_itself() -> None:
    """The first squad can have had the activity that comes before; the second one never can, nor can both together."""
    school_of_two = two_squads(school(activity("first"), activity("then", after=("first",), goals=frozenset({"calm"}))))
    first, then = school_of_two.activities
    rules = Rules(goals=(GoalRule("calm", 1),))
    problem = replace(school_of_two, activities=(replace(first, groups=("g1",)), then), rules=rules)
    (only,) = preflight(problem)
    assert (only.kind, only.squads) == ("order_none", ("q2",))
    assert only.references == ("rules.goals[0]", "activities.then.after")


def test_a_term_that_somebody_cannot_reach_is_not_blamed_on_people() -> None:
    first_term = frozenset(f"w{week}p{period}" for week in range(1, 5) for period in (6, 7))
    rules = Rules(sessions_per_term=(TermRule("t2", 1),))
    problem = school(weeks=6, venues=(Venue("room", frozenset({"classroom"}), 50, open=first_term),), rules=rules)
    assert "There is no place" in said(problem)[0][1]
    away = school(weeks=6, staff=(Staff("wang", frozenset(), first_term),), rules=rules)
    assert "Nobody qualified" in said(away)[0][1]


def test_a_good_school_has_no_findings() -> None:
    assert said(school(activity(), activity("then", after=("game",)), rules=Rules(goals=ADAPT))) == []
    assert all(len(words) == 2 for words in (*SENTENCES.values(), *WHY.values()))
