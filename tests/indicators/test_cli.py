"""`careplan indicators` in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from careplan.command import Context
from careplan.db import school_scope
from careplan.indicators.cli import indicators
from tests.indicators.played_year import play


@pytest.mark.plan("S39")
@pytest.mark.parametrize(("option", "told"), [([], "领导小组与分工"), (["--all"], "leading_group_named")])
def test_indicators_prints_figures_and_what_has_no_data(app: Flask, option: list[str], told: str) -> None:
    with app.app_context(), school_scope(1):
        play(7)
    arguments = ["--school", "1", "--day", "2026-11-20", *option]
    answer = CliRunner().invoke(indicators, arguments, obj=Context(Path(), lambda _data: app))
    assert answer.exit_code == 0, answer.output
    assert told in answer.output
    assert "无数据" in answer.output and "共 100" in answer.output
