"""`careplan schedule`: publish and export from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from careplan.clock import fixed
from careplan.command import Context
from careplan.db import school_scope
from careplan.scheduling.judge import judge
from careplan.scheduling.problem_file import load_problem
from careplan.scheduling.solution_file import load_solution
from careplan.sessions.cli import schedule
from tests.sessions.schedule import BEFORE_TERM, draft


@pytest.fixture
def run(app: Flask, tmp_path: Path):  # type: ignore[no-untyped-def]
    context = Context(tmp_path, lambda _folder: app)

    def call(*words: str):  # type: ignore[no-untyped-def]
        return CliRunner().invoke(schedule, [*words, "--school", "1"], obj=context)

    return call


def test_the_plan_in_force_is_exported_as_files_that_fit_together(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    problem, solution = tmp_path / "p.json", tmp_path / "s.json"

    answer = run("export", "--problem", str(problem), "--solution", str(solution))

    assert answer.exit_code == 0, answer.output
    assert json.loads(problem.read_text("utf-8"))["format"] == "careplan-problem/1"
    assert judge(load_problem(problem), load_solution(solution).sessions).legal


def test_a_draft_is_published_and_a_missing_one_is_said(run, app: Flask) -> None:  # type: ignore[no-untyped-def]
    with app.app_context(), school_scope(1), fixed(BEFORE_TERM):
        number = draft().number
    with fixed(BEFORE_TERM):
        assert run("publish", "--version", str(number)).exit_code == 0
        refused = run("publish")

    assert (refused.exit_code, "没有这份草稿" in refused.output) == (2, True)
