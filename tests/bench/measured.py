"""One solver on one problem, measured from outside: a process, its lines, its memory, and a judge's word on its plan."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

from careplan.scheduling.judge import judge
from careplan.scheduling.problem_file import load_problem
from careplan.scheduling.solution_file import load_solution
from careplan.scheduling.verify import statement_faults
from tests.scheduling.shared_judge import ROOT, SHARED

LINE = re.compile(r"\s*([\d.]+) s  (?:best (\d+)|no plan yet)(?:, bound (-?\d+))?")
GRACE = 60.0  # seconds beyond its time after which a process is ended
NO_FILE = "ended without a file"
MEGABYTE = 1024.0  # ru_maxrss counts in kilobytes on Linux


@dataclass(frozen=True)
class Step:
    """What a solver said: when by its own watch and by ours, its best plan and what it has proven."""

    seconds: float
    since_start: float
    best: int | None
    bound: int | None


@dataclass(frozen=True)
class Verdict:
    """A judge's word on the file that was written."""

    status: str
    objective: int | None
    bound: int | None
    changes: int
    broken: tuple[str, ...]
    conflict: int = 0  # rules in it


@dataclass(frozen=True)
class Measurement:
    """All that is told of one solver on one problem."""

    solver: str
    steps: tuple[Step, ...]
    seconds: float  # the whole process
    memory: float  # MB at the most
    verdict: Verdict
    said: str = ""  # its last line

    @property
    def first(self) -> Step | None:
        """The first legal plan."""
        return next((step for step in self.steps if step.best is not None), None)

    def at(self, seconds: float) -> tuple[int | None, int | None]:
        """Objective and bound as they were known then, by the solver's own watch."""
        said = [step for step in self.steps if step.seconds <= seconds]
        best = min((step.best for step in said if step.best is not None), default=None)
        return best, max((step.bound for step in said if step.bound is not None), default=None)

    @property
    def last(self) -> tuple[int | None, int | None]:
        return self.verdict.objective, self.verdict.bound


def step_of(line: str, since_start: float) -> Step | None:
    """A line of progress read; None for any other."""
    found = LINE.match(line)
    if found is None:
        return None
    seconds, best, bound = found.groups()
    return Step(float(seconds), since_start, int(best) if best else None, int(bound) if bound else None)


def measure(solver: str, command: list[str], problem: Path, solution: Path, seconds: float) -> Measurement:
    """Run it from the project's root; a process that does not end is ended."""
    solution.unlink(missing_ok=True)
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    watch = threading.Timer(seconds + GRACE, process.kill)
    watch.start()
    assert process.stderr is not None
    read: list[Step | None] = []
    last = ""
    for last in process.stderr:
        read.append(step_of(last, time.monotonic() - began))
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.cancel()
    spent = time.monotonic() - began
    steps = tuple(step for step in read if step is not None)
    verdict = verdict_on(problem, solution)
    if verdict.status == NO_FILE and read and read[-1] is None:
        verdict = replace(verdict, broken=(last.strip(),))  # how it ended, in its own words
    return Measurement(solver, steps, spent, used.ru_maxrss / MEGABYTE, verdict, last.strip())


def verdict_on(problem: Path, solution: Path) -> Verdict:
    """By the format's own judge where it lies beside the project, else by ours."""
    if not solution.is_file():
        return Verdict(NO_FILE, None, None, 0, ())
    check = SHARED / "check.py"
    return _theirs(check, problem, solution) if check.is_file() else _ours(problem, solution)


def _theirs(check: Path, problem: Path, solution: Path) -> Verdict:
    command = [sys.executable, str(check), str(problem), str(solution), "--json"]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, encoding="utf-8").stdout)
    changes = (said.get("penalties") or {}).get("change", 0)
    conflict = len(said.get("conflict") or ())
    return Verdict(said["status"], said.get("objective"), said.get("bound"), changes, tuple(said["broken"]), conflict)


def _ours(problem: Path, solution: Path) -> Verdict:
    stated, claimed = load_problem(problem), load_solution(solution)
    if claimed.status not in ("optimal", "feasible"):
        return Verdict(claimed.status, None, None, 0, (), len(claimed.conflict))
    said = judge(stated, claimed.sessions)
    broken = (*(fault.code for fault in said.faults), *statement_faults(stated, claimed, said))
    return Verdict(claimed.status, said.objective, claimed.bound, said.penalties["change"], broken)
