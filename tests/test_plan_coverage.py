"""Every sentence that the first year's way names has a test that shows it; each mark names a sentence that exists.

`./run plan` prints the same marks with their outcomes. Here they are read from the tests' source, so that a sentence
which loses its last test fails at once.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache

import pytest

from tools.places import ROOT
from tools.plan_results import read_sentences

# sentence → what of the way it stands for
NAMED = {
    "S4": "methods and the four principles as figures of the report",
    "S5": "electives take sign-ups",
    "S6": "every left-behind child is reached",
    "S9": "where to turn for help",
    "S10": "effect on the children, as they rate it themselves",
    "S11": "four abilities",
    "S12": "held beside planned",
    "S13": "conditions of the work",
    "S14": "children take part and lead",
    "S15": "self-help, self-reliance, self-strengthening",
    "S16": "channels with lessons of their own",
    "S17": "three questions after each session",
    "S18": "an activity concrete enough to be held from the page",
    "S20": "other calendars are seen, one event serves several plans",
    "S21": "in and outside the classroom and the school",
    "S22": "three strands",
    "S23": "grade bands as data",
    "S24": "goals of the lower grades",
    "S25": "goals of the upper grades",
    "S26": "pupils, parents, teachers",
    "S27": "training of teachers",
    "S28": "parents take part",
    "S29": "the plan's methods",
    "S30": "participation instead of lectures",
    "S31": "lectures of experts",
    "S32": "the hotline",
    "S33": "outdoor training on and off the campus",
    "S34": "outdoor training fits the grade",
    "S35": "the counselling room",
    "S36": "media, regularly",
    "S39": "indicators with points",
    "S40": "part of the school's plan",
    "S41": "a named leader",
    "S42": "an approved year plan",
    "S43": "a person responsible",
    "S44": "protected time",
    "S45": "the annual report",
    "S46": "training of class teachers",
    "S47": "credits",
    "S48": "no leader without a valid qualification",
    "S49": "recognition of training",
    "S50": "time and load of those who lead",
    "C1": "needs in four areas",
    "C2": "several groups of children, each with its basis",
    "C3": "no child without owner and contact",
    "C4": "visits at regular times",
    "C5": "changes are recorded",
    "C6": "everyone's own register",
    "C7": "each child on one line",
    "C8": "a child's situation on one card",
    "C9": "one person responsible for a child",
    "C10": "lists of what is missing",
    "C11": "rules for contacts, in versions",
    "C12": "a file of its own for each child",
    "C13": "a record of each visit, with the next date",
    "C14": "a plan of help in versions, each because of an event",
    "C15": "a gap in contacts is seen",
    "C16": "the family and whether it can be reached, over time",
    "C17": "what illness does to the family",
    "C18": "children who are followed",
    "C20": "problems with an owner, a day and an end",
    "C21": "a parent is detained: what follows",
    "C22": "where the child lives and what it costs",
    "C23": "what is owed, to whom, by when",
    "C24": "the place may be lost; the clock of hours",
    "C25": "who was told, and what they answered",
    "C26": "aid that is asked for, granted, paid or refused",
    "C27": "one grant over several purposes, down to zero",
    "C28": "hours from the event to the first act",
    "C29": "help that comes evenly over the year",
    "C30": "a monthly benefit whose amount changes",
    "C31": "the fee brought in the middle of every month, missed ones loud",
    "C32": "the teachers are asked",
    "C33": "goals of body and mind, with progress",
    "C34": "clothes and things for school, season by season",
}


@cache
def marks() -> dict[str, set[str]]:
    """Sentence → tests that are marked with it, as file::function."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for ref in _refs(node):
                    found[ref].add(f"{path.relative_to(ROOT)}::{node.name}")
    return found


def _refs(test: ast.FunctionDef) -> list[str]:
    return [
        str(ast.literal_eval(argument))
        for decorator in test.decorator_list
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.plan"
        for argument in decorator.args
    ]


@pytest.mark.parametrize("ref", NAMED)
def test_a_sentence_that_is_named_has_a_test_that_shows_it(ref: str) -> None:
    assert marks()[ref], f"no test shows {ref}: {NAMED[ref]}"


def test_every_mark_names_a_sentence_of_the_plan() -> None:
    known = {sentence.ref for sentence in read_sentences()}
    assert {ref: sorted(tests) for ref, tests in marks().items() if tests and ref not in known} == {}


def test_every_ref_of_a_measure_and_of_the_list_above_exists() -> None:
    from careplan.indicators.catalogue import MEASURES

    known = {sentence.ref for sentence in read_sentences()}
    assert {ref for measure in MEASURES.values() for ref in measure.refs} - known == set()
    assert set(NAMED) - known == set()
