"""The whole command, started as people start it: Ctrl-C in the first second, and the end within the time and five."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from careplan.early import SENTENCE
from careplan.scheduling.problem_json import problem_json
from tests.bench.making import make_school
from tools.places import ROOT

pytestmark = pytest.mark.slow  # a process with all its libraries is started each time


@pytest.fixture(scope="module")
def problem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "p.json"
    path.write_text(json.dumps(problem_json(make_school(24, 11))), encoding="utf-8")
    return path


def begin(problem: Path, seconds: float) -> subprocess.Popen[str]:
    """The command in a session of its own, as a terminal would start it."""
    words = ["schedule", "solve", str(problem), "-o", str(problem.with_suffix(".out")), "--seconds", str(seconds)]
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "careplan", *words],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )


@pytest.mark.parametrize("after", [0.15, 0.3, 0.6, 1.0])
def test_interrupted_in_the_first_second_it_ends_with_a_sentence(problem: Path, after: float) -> None:
    running = begin(problem, 60)
    time.sleep(after)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=15)
    assert "Traceback" not in said and "Error" not in said
    ended = {4: (SENTENCE.strip(), "stopped before there was a plan"), 0: ("feasible",)}
    assert any(words in said for words in ended[running.returncode]), said


@pytest.mark.parametrize("seconds", [0.1, 1])
def test_ends_within_its_time_and_five_seconds(problem: Path, seconds: float) -> None:
    began = time.monotonic()
    running = begin(problem, seconds)
    running.communicate(timeout=30)
    assert running.returncode in (0, 4)
    assert time.monotonic() - began < seconds + 5
