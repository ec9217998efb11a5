"""The board's script tells the three levels of a place apart, and puts the better place before the worse one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tools.frontend_needs import OLDEST_NODE, node_version, wheel_programs


@pytest.fixture(scope="module")
def said() -> Any:
    own = shutil.which("node")
    node = own if own and node_version(own) >= OLDEST_NODE else shutil.which("node", path=str(wheel_programs()))
    assert node, "no Node.js: run ./run setup --test"
    script = Path(__file__).with_name("board_scripts.mjs")
    told = subprocess.run([node, str(script)], capture_output=True, text=True, check=True, env=dict(os.environ))
    return json.loads(told.stdout)


def test_a_place_is_forbidden_blocks_publishing_only_warns_or_is_free(said: Any) -> None:
    assert said["levels"] == ["publishing", "warning", None, "placing"]


def test_in_another_row_the_graver_of_row_time_and_both_counts_and_is_said_first(said: Any) -> None:
    assert said["otherRow"] == {"severity": "warning", "why": ["another counselor"]}
    assert said["both"]["severity"] == "publishing"
    assert said["both"]["why"][0] == "too many lessons" and len(said["both"]["why"]) == 3


def test_a_day_means_its_best_lesson(said: Any) -> None:
    """A lesson that only warns goes before one that blocks publishing, though that is nearer."""
    assert said["bestOfDay"]["period"] == 7


def test_the_keyboard_leads_to_every_place_that_is_not_forbidden(said: Any) -> None:
    assert said["next"] is None  # the last one is
    assert (said["first"]["day"], said["first"]["period"]) == ("2026-09-11", 6)
