"""Numbers and nouns agree, and no name from a file steers the terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careplan.scheduling.plural import counted, worded
from careplan.scheduling.problem import GoalRule, Rules
from careplan.scheduling.progress import Progress
from careplan.scheduling.rules import WISHES, YEAR
from careplan.scheduling.sentences import sentence
from careplan.scheduling.solution import Solution
from careplan.scheduling.terminal import plain
from tests.scheduling.small_school import school


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 sessions"),
        (1, "1 session"),
        (2, "2 sessions"),
        (21, "21 sessions"),
        ("at least 1", "at least 1 session"),
        ("at most 11", "at most 11 sessions"),
        ("0 to 1", "0 to 1 sessions"),
    ],
)
def test_noun_goes_with_its_number(number: object, words: str) -> None:
    assert worded("{n:session|sessions}", {"n": number}) == words


def test_number_with_its_noun() -> None:
    assert counted(1, "squad", "squads") == "1 squad" and counted(3, "squad", "squads") == "3 squads"


def test_no_sentence_says_one_of_many() -> None:
    problem = school(rules=Rules(1, goals=(GoalRule("adapt", 1, 1),)))
    assert sentence(problem, "rules.goals[0]", "en").startswith("each squad has exactly 1 session in")
    for one in (*YEAR, *WISHES):
        assert "{" in one.en or not any(figure in one.en for figure in "0123456789")


def test_codes_that_steer_a_terminal_are_written_out() -> None:
    assert plain("\x1b[2J一（1）班\r\n") == "\\x1b[2J一（1）班\\x0d\\x0a"
    assert plain("a\u202eb\u2028\x9b") == "a\\u202eb\\u2028\\x9b"


def test_a_name_with_codes_is_told_without_them(capsys: pytest.CaptureFixture[str]) -> None:
    problem = school(rules=Rules(goals=(GoalRule("\x1b]0;mine\x07", 1),)))
    shown = Progress(problem, False, "en")
    shown.begin()
    shown.end(replace(Solution("x", "infeasible"), conflict=("rules.goals[0]",)))
    said = capsys.readouterr().err
    assert "\\x1b]0;mine\\x07" in said and "\x1b" not in said and "\x07" not in said
