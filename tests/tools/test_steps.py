"""Each step says what it does; a failing program's last words are shown, and only its own."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tools.steps import StepFailed, Steps


def make_steps(tmp_path: Path, total: int = 4) -> Steps:
    return Steps(total, tmp_path / "setup.log", stream=io.StringIO())


def printed(steps: Steps) -> str:
    assert isinstance(steps.stream, io.StringIO)
    return steps.stream.getvalue()


def test_step_done_is_a_line_with_its_bar(tmp_path: Path) -> None:
    steps = make_steps(tmp_path)
    steps.position = 2

    steps.run("fonts", [sys.executable, "-c", "print('inside')"])

    assert printed(steps) == "██████████░░░░░░░░░░ fonts (0 s)\n"
    assert "inside" in (tmp_path / "setup.log").read_text()


def test_step_that_fails_shows_its_own_last_lines(tmp_path: Path) -> None:
    steps = make_steps(tmp_path)
    steps.run("first", [sys.executable, "-c", "print('earlier words')"])

    with pytest.raises(StepFailed) as fault:
        steps.run("second", [sys.executable, "-c", "print('the reason'); raise SystemExit(3)"])

    assert "the reason" in str(fault.value)
    assert "earlier words" not in str(fault.value)
    assert str(tmp_path / "setup.log") in str(fault.value)


def test_step_up_to_date_prints_nothing(tmp_path: Path) -> None:
    steps = make_steps(tmp_path)
    steps.skip()
    assert printed(steps) == ""
    assert steps.bar() == "█████" + "░" * 15
