"""`./run bench schedule`: the scheduler over every size, beside a straight model and a greedy plan in the same run.

The problems are the samples beside the project where they lie there, else made ones; the town is always made. A
complete run is recorded in docs/benchmarks.md; one with `--only`, other seconds or no baselines is only printed,
unless `--record` asks for it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from careplan.scheduling.problem import Problem
from careplan.scheduling.problem_file import load_problem
from careplan.scheduling.solver import solve
from tests.bench.greedy import Greedy
from tests.bench.making import make_infeasible, make_replan, make_school, make_town
from tests.bench.making.__main__ import save
from tests.bench.measured import Measurement, measure
from tests.bench.schedule_pages import Result, between_marks, section
from tests.scheduling.shared_judge import ROOT, SHARED

PAGE = ROOT / "docs" / "benchmarks.md"
SECONDS = 60.0
FIRST_PLAN = 30.0  # seconds for the plan that a made re-plan starts from


@dataclass(frozen=True)
class Case:
    """A kind of problem: the sample's name, and how to make one where there is no sample."""

    name: str
    made: Callable[[], Problem]


def _made_replan() -> Problem:
    problem = make_school(24, 15)
    plan = solve(problem, seconds=FIRST_PLAN).sessions
    return make_replan(problem, plan or Greedy(problem).plan(), 15)


CASES = (
    Case("small", lambda: make_school(6, 14)),
    Case("school", lambda: make_school(24, 11)),
    Case("large", lambda: make_school(48, 13)),
    Case("town", lambda: make_town(1)),
    Case("replan", _made_replan),
    Case("infeasible", lambda: make_infeasible(make_school(24, 16), 16)),
)


def commands(problem: Path, solution: Path, seconds: float) -> dict[str, list[str]]:
    """How each solver is called."""
    files = [str(problem), "-o", str(solution)]
    limit = ["--seconds", f"{seconds:g}"]
    return {
        "careplan": ["careplan", "schedule", "solve", *files, *limit, "--workers", "2"],
        "straight model": ["tests.bench.straight_model", *files, *limit],
        "greedy": ["tests.bench.greedy", *files],
    }


def problem_file(case: Case, folder: Path) -> Path:
    """The sample, or a made problem of its kind."""
    sample = SHARED / "problems" / f"{case.name}.json"
    if sample.is_file():
        return sample
    path = folder / f"{case.name}.json"
    save(case.made(), path)
    return path


def results(names: list[str], seconds: float, baselines: bool, folder: Path) -> Iterator[Result]:
    """One after the other, never two at a time."""
    for case in CASES:
        if names and case.name not in names:
            continue
        path = problem_file(case, folder)
        problem = load_problem(path)
        found: list[Measurement] = []
        for solver, command in commands(path, folder / "solution.json", seconds).items():
            if solver == "careplan" or (baselines and case.name != "infeasible"):
                print(f"{case.name}: {solver} …", file=sys.stderr, flush=True)
                found.append(measure(solver, command, path, folder / "solution.json", seconds))
        yield Result(case.name, problem.name, len(problem.squads), tuple(found))


def when_and_where() -> str:
    """Date, commit and machine."""
    git = ["git", "-C", str(ROOT)]
    commit = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    changed = subprocess.run([*git, "status", "--porcelain", "careplan"], capture_output=True, text=True).stdout
    cores, load = os.cpu_count(), os.getloadavg()[0]
    and_changes = " with changes not yet committed" if changed.strip() else ""
    return (
        f"{dt.date.today():%Y-%m-%d}, commit {commit or 'unknown'}{and_changes}, "
        f"{cores} cores, load {load:.1f} before the run."
    )


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run bench schedule", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each solver on each problem")
    parser.add_argument("--only", action="append", default=[], choices=[case.name for case in CASES])
    parser.add_argument("--without-baselines", action="store_true", help="neither the straight model nor the greedy")
    parser.add_argument("--record", action="store_true", help="write down this run too, complete or not")
    asked = parser.parse_args(arguments)
    told = when_and_where()
    with tempfile.TemporaryDirectory() as folder:
        found = list(results(asked.only, asked.seconds, not asked.without_baselines, Path(folder)))
    text = section(told, asked.seconds, found)
    print(text)
    complete = not asked.only and asked.seconds == SECONDS and not asked.without_baselines
    if complete or asked.record:
        PAGE.write_text(between_marks(PAGE.read_text(encoding="utf-8"), text), encoding="utf-8")
        print(f"recorded in {PAGE.relative_to(ROOT)}", file=sys.stderr)
    return int(any(one.verdict.broken for result in found for one in result.measurements))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
