"""Misspelt keys are told with their place and the likely name; nothing is said of a file that has none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from careplan.scheduling.json_place import Place, parse_json
from careplan.scheduling.problem_json import problem_json
from careplan.scheduling.problem_keys import unknown_keys
from tests.scheduling.random_problem import random_problem
from tests.scheduling.small_school import activity, school


def notes(stated: Any) -> list[str]:
    return list(unknown_keys(parse_json(json.dumps(stated))))


@pytest.mark.parametrize("seed", range(10))
def test_every_key_that_is_written_is_known(seed: int) -> None:
    assert notes(problem_json(random_problem(seed))) == []


def test_a_misspelt_key_is_told_with_its_place_and_the_nearest_known_one() -> None:
    stated = problem_json(school(activity(), activity("then")))
    stated["activities"][1]["repeat"] = 2
    stated["activities"][1]["staff"][0]["skil"] = ["trained"]
    stated["rules"] = {"session_per_week": 2, "goals": [{"goal": "adapt", "Min": 1}]}
    stated["weight"] = {}
    assert sorted(notes(stated)) == [
        '"weight" is not a key of this format; did you mean "weights"?',
        'activities[1].staff[0]: "skil" is not a key of this format; did you mean "skills"?',
        'activities[1]: "repeat" is not a key of this format; did you mean "repeats"?',
        'rules.goals[0]: "Min" is not a key of this format; did you mean "min"?',
        'rules: "session_per_week" is not a key of this format; did you mean "sessions_per_week"?',
    ]


def test_many_alike_are_told_once_and_a_strange_one_without_a_guess() -> None:
    stated = problem_json(school(weeks=4))
    for slot in stated["slots"]:
        slot["zzz\n"] = 1
    assert notes(stated) == ['slots[0]: "zzz\\n" is not a key of this format (and 7 more like it)']


@pytest.mark.parametrize(
    "broken", [None, 3, [], {"slots": 3}, {"slots": [1, None, []]}, {"rules": {"goals": {"x": 1}}}]
)
def test_what_has_the_wrong_shape_is_left_to_the_reader(broken: Any) -> None:
    list(unknown_keys(Place("", broken)))
