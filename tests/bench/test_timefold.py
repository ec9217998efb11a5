"""Ours and Timefold on the same problems with the same time, one after the other, in one run.

`CAREPLAN_TIMEFOLD_SECONDS=20` makes a shorter run; only a run of 60 seconds may be quoted.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

from tests.bench.making import make_town
from tests.bench.making.__main__ import save
from tests.bench.measured import Measurement, measure
from tests.bench.timefold_place import lacking
from tests.scheduling.shared_judge import SHARED

SECONDS = float(os.environ.get("CAREPLAN_TIMEFOLD_SECONDS") or 60)
SAMPLES = ("small", "school", "large")
CONSOLE = Console(width=110)


def problems(folder: Path) -> Iterator[tuple[str, Path]]:
    """The samples that lie beside the project, and a made town."""
    for name in SAMPLES:
        sample = SHARED / "problems" / f"{name}.json"
        if sample.is_file():
            yield name, sample
        else:
            CONSOLE.print(f"{name}: left out, the sample is not beside the project (set CAREPLAN_SHARED)")
    town = folder / "town.json"
    save(make_town(1), town)
    yield "made town", town


def measured(problem: Path, folder: Path) -> tuple[Measurement, Measurement]:
    """Timefold, then ours; each in a process of its own, each plan judged."""
    solution, limit = folder / "solution.json", ["--seconds", f"{SECONDS:g}"]
    files = [str(problem), "-o", str(solution), *limit]
    theirs = measure("timefold", ["tests.bench.timefold", *files], problem, solution, SECONDS)
    ours = measure("careplan", ["careplan", "schedule", "solve", *files, "--workers", "2"], problem, solution, SECONDS)
    return theirs, ours


def words(one: Measurement) -> str:
    """The objective of a legal plan; without one, what was said at the end."""
    objective, _ = one.last
    return one.said if objective is None else str(objective)


@pytest.mark.slow
def test_ours_is_better_than_timefold(tmp_path: Path) -> None:
    if (why := lacking()) is not None:
        pytest.skip(why)
    table = Table("size", "Timefold", "ours", "bound", "Timefold s", "ours s")
    results = {}
    for name, problem in problems(tmp_path):
        theirs, ours = results[name] = measured(problem, tmp_path)
        seconds = (f"{theirs.seconds:.1f}", f"{ours.seconds:.1f}")
        table.add_row(name, words(theirs), words(ours), str(ours.last[1]), *seconds)
    CONSOLE.print(table)
    for name, (theirs, ours) in results.items():
        assert not theirs.verdict.broken and not ours.verdict.broken, name
        assert ours.last[0] is not None, name
        assert theirs.last[0] is None or ours.last[0] < theirs.last[0], name
