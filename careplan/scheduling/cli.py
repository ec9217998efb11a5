"""`careplan schedule solve` and `careplan schedule check`: a problem file in, a plan file out.

Exit status of `solve`: 0 a plan was written; 3 there is none, and the file says which rules conflict; 4 time ran
out with neither; 2 the problem cannot be read, and nothing was written.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from math import isnan
from pathlib import Path
from typing import Any, NoReturn

import click

from careplan.scheduling.json_place import FileFaultError
from careplan.scheduling.judge import judge
from careplan.scheduling.problem import Problem
from careplan.scheduling.problem_file import load_problem
from careplan.scheduling.progress import Progress
from careplan.scheduling.sentences import sentence
from careplan.scheduling.solution_file import load_solution, save_solution
from careplan.scheduling.solver import solve, solve_partial
from careplan.scheduling.verify import statement_faults

EXIT = {"optimal": 0, "feasible": 0, "infeasible": 3, "unknown": 4}
BAD_INPUT = 2


class Seconds(click.FloatRange):
    """A time within bounds; `nan`, which no bound stops, is none."""

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> float:
        seconds = float(super().convert(value, param, context))
        return self.fail(f"{value!r} is not a time.", param, context) if isnan(seconds) else seconds


@click.command("solve")
@click.argument("problem", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Where the plan is written.")
@click.option("--seconds", default=60.0, show_default=True, type=Seconds(0.1, 86400), help="Time to search.")
@click.option(
    "--workers",
    default=2,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Threads at work; one alone counts effort instead of seconds, so that two runs are equal.",
)
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**31 - 1), help="Seed of chance.")
@click.option("--partial", is_flag=True, help="Where not everything can be kept, the most of it that can.")
@click.option("--quiet", is_flag=True, help="No progress on standard error.")
def solve_command(
    problem: Path, output: Path, seconds: float, workers: int, seed: int, partial: bool, quiet: bool
) -> None:
    """Make a plan for PROBLEM.json. Ctrl-C keeps the best plan found so far."""
    stated = _read(problem)
    _check_writable(output, problem)
    shown = Progress(stated, quiet)
    shown.begin()
    with _interruptible() as stop:
        found = (solve_partial if partial else solve)(
            stated, seconds=seconds, workers=workers, seed=seed, on_progress=shown.step, should_stop=stop.is_set
        )
    try:
        save_solution(found, output)
    except OSError as error:
        _refuse(f"{output}: {error.strerror or error}")
    shown.end(found)
    sys.exit(EXIT[found.status])


@click.command("check")
@click.argument("problem", type=click.Path(path_type=Path))
@click.argument("solution", type=click.Path(path_type=Path))
@click.option("--language", default="en", show_default=True, type=click.Choice(["en", "zh"]), help="Of the rules.")
def check_command(problem: Path, solution: Path, language: str) -> None:
    """Judge SOLUTION.json against PROBLEM.json: exit 0 when it keeps every rule and states itself truly."""
    stated = _read(problem)
    try:
        claimed = load_solution(solution)
    except FileFaultError as error:
        _refuse(f"{solution}: {error}")
    verdict = judge(stated, claimed.sessions)
    faults = list(statement_faults(stated, claimed, verdict))
    for fault in verdict.faults:
        told = sentence(stated, fault.code, language)
        figures = "" if fault.has is None else f" {fault.has} / {fault.limit}"
        click.echo(f"{fault.code}: {fault.who} {fault.when}{figures} — {told}")
    for one in faults:
        click.echo(one)
    if claimed.sessions or claimed.status in ("optimal", "feasible"):
        counts = ", ".join(f"{name} {count}" for name, count in verdict.penalties.items())
        click.echo(f"objective {verdict.objective} ({counts})")
    sys.exit(1 if faults or not verdict.legal or claimed.status not in ("optimal", "feasible") else 0)


schedule_commands: list[click.Command] = [solve_command, check_command]
file_commands = click.Group(
    "schedule", commands=schedule_commands, context_settings={"help_option_names": ["-h", "--help"]}
)


def _read(path: Path) -> Problem:
    try:
        return load_problem(path)
    except FileFaultError as error:
        _refuse(f"{path}: {error}")


def _check_writable(output: Path, problem: Path) -> None:
    """Refuse at once what could not be written at the end."""
    if not output.parent.is_dir():
        _refuse(f"{output.parent}: no such folder")
    if output.is_dir():
        _refuse(f"{output}: is a folder")
    if output.exists() and output.samefile(problem):
        _refuse(f"{output}: is the problem itself")
    if not os.access(output if output.exists() else output.parent, os.W_OK):
        _refuse(f"{output}: cannot be written")


def _refuse(words: str) -> NoReturn:
    click.echo(f"careplan: {words}", err=True)
    sys.exit(BAD_INPUT)


@contextmanager
def _interruptible() -> Iterator[threading.Event]:
    """The first Ctrl-C asks the search to stop; a second one ends the program at once."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def ask(_number: int, _frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
