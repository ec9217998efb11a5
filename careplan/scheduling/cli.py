"""`careplan schedule solve` and `careplan schedule check`: a problem file in, a plan file out.

Exit status of `solve`: 0 a plan was written; 3 there is none, and the file says which rules conflict; 4 time ran
out with neither (an older plan of the same name stays); 2 the problem cannot be read, and nothing was written.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import isnan
from pathlib import Path
from time import monotonic
from typing import Any, NoReturn

import click

from careplan.scheduling.json_place import FileFaultError, load_json
from careplan.scheduling.judge import judge
from careplan.scheduling.output_cli import STANDARD, output_fault, write_answer
from careplan.scheduling.problem import Problem
from careplan.scheduling.problem_file import read_problem
from careplan.scheduling.problem_keys import unknown_keys
from careplan.scheduling.progress import Progress
from careplan.scheduling.references import references
from careplan.scheduling.refusals import told
from careplan.scheduling.sentences import sentence
from careplan.scheduling.solution import Solution
from careplan.scheduling.solution_file import load_solution
from careplan.scheduling.solver import solve, solve_partial
from careplan.scheduling.terminal import echo
from careplan.scheduling.verify import statement_faults

EXIT = {"optimal": 0, "feasible": 0, "infeasible": 3, "unknown": 4}
BAD_INPUT = 2
NO_PLAN = (
    {"zh": "文件里没有安排：时间用完了，没有排出。", "en": "The file holds no plan: time ran out without one."},
    {
        "zh": "文件说排不出：下列要求不可能同时满足。这里不重新证明。",
        "en": "The file says that there is no plan: these rules cannot hold together. That is not proven anew here.",
    },
)
STOPPING = 5.0  # seconds in which a search that was asked to stop has written its best plan
STOPPED = {"zh": "正在停下，保留目前最好的安排\n", "en": "stopping; the best plan so far is kept\n"}


class Seconds(click.FloatRange):
    """A time within bounds; `nan`, which no bound stops, is none."""

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> float:
        seconds = float(super().convert(value, param, context))
        return self.fail(f"{value!r} is not a time.", param, context) if isnan(seconds) else seconds


LANGUAGE = click.option(
    "--language", default="en", show_default=True, type=click.Choice(["en", "zh"]), help="Of the sentences."
)


@click.command("solve")
@click.argument("problem", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(allow_dash=True), help="Where the plan is written; - is stdout."
)
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
@click.option(
    "--quiet", is_flag=True, help="No progress, notes or result on standard error; only why something was not written."
)
@LANGUAGE
def solve_command(
    problem: Path, output: str, seconds: float, workers: int, seed: int, partial: bool, quiet: bool, language: str
) -> None:
    """Make a plan for PROBLEM.json. Ctrl-C keeps the best plan found so far.

    Standard error tells of the search, one line for each thing that is new:

    \b
    best   what the best plan so far costs: the sum of weight x count; 0 is perfect
    bound  what any plan costs at the least, as far as it is proven
    gap    (best - bound) / best: how much better a plan could be at the most

    \b
    Exit status: 0 a plan was written; 3 there is none, the answer says why;
    4 time ran out with neither, and an older plan in the output file stays;
    2 the problem cannot be read or the answer not be written.
    """
    stated, notes = _read(problem, language, quiet)
    if fault := output_fault(output, problem):
        _refuse(fault, language)
    shown = Progress(stated, quiet, language)
    shown.begin()
    with _interruptible(language) as stop:
        found = (solve_partial if partial else solve)(
            stated, seconds=seconds, workers=workers, seed=seed, on_progress=shown.step, should_stop=stop.is_set
        )
        _write(found, output, language)
        shown.end(found, stop.is_set())
    _note(notes)  # again: what was ignored may be why the plan is not what was meant
    sys.exit(EXIT[found.status])


@click.command("check")
@click.argument("problem", type=click.Path(path_type=Path))
@click.argument("solution", type=click.Path(path_type=Path))
@LANGUAGE
def check_command(problem: Path, solution: Path, language: str) -> None:
    """Judge SOLUTION.json against PROBLEM.json: exit 0 when it keeps every rule and states itself truly."""
    stated, _ = _read(problem, language)
    try:
        claimed = load_solution(solution)
    except FileFaultError as error:
        _refuse(f"{solution}: {error}", language)
    verdict = judge(stated, claimed.sessions)
    faults = list(statement_faults(stated, claimed, verdict))
    planned = bool(claimed.sessions) or claimed.status in ("optimal", "feasible")
    if not planned:
        _no_plan(stated, claimed, language)
    for fault in verdict.faults if planned else ():
        words = sentence(stated, fault.code, language)
        figures = "" if fault.has is None else f" {fault.has} / {fault.limit}"
        echo(f"{fault.code}: {fault.who} {fault.when}{figures} — {words}")
    for one in faults:
        echo(one)
    if planned:
        counts = ", ".join(f"{name} {count}" for name, count in verdict.penalties.items())
        echo(f"objective {verdict.objective} ({counts})")
    sys.exit(1 if faults or not verdict.legal or claimed.status not in ("optimal", "feasible") else 0)


def _no_plan(stated: Problem, claimed: Solution, language: str) -> None:
    """What a file without a plan says instead of one."""
    why = NO_PLAN[claimed.status == "infeasible"]
    echo(why[language])
    known = set(references(stated))
    for name in claimed.conflict:
        echo(f"  {name} — {sentence(stated, name, language)}" if name in known else f"  {name}")


schedule_commands: list[click.Command] = [solve_command, check_command]
file_commands = click.Group(
    "schedule", commands=schedule_commands, context_settings={"help_option_names": ["-h", "--help"]}
)


def _read(path: Path, language: str, quiet: bool = False) -> tuple[Problem, list[str]]:
    """The problem and what is odd in its file; a misspelt key is told even where the file is refused for it."""
    notes: list[str] = []
    try:
        file = load_json(path)
        notes = [] if quiet else [told(f"{path}: {note}", language) for note in unknown_keys(file)]
        _note(notes)
        return read_problem(file), notes
    except FileFaultError as error:
        _refuse(f"{path}: {error}", language)


def _note(notes: Iterable[str]) -> None:
    for one in notes:
        echo(one, err=True)


def _write(found: Solution, output: str, language: str) -> None:
    try:
        note = write_answer(found, output)
    except OSError as error:
        _refuse(f"{'standard output' if output == STANDARD else output}: {error.strerror or error}", language)
    if note:
        echo(f"careplan: {told(note, language)}", err=True)


def _refuse(words: str, language: str) -> NoReturn:
    echo(f"careplan: {told(words, language)}", err=True)
    sys.exit(BAD_INPUT)


@contextmanager
def _interruptible(language: str) -> Iterator[threading.Event]:
    """The first Ctrl-C asks the search to stop, and says so; only much later another one ends the program at once."""
    stop, asked = threading.Event(), [monotonic()]
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def ask(_number: int, _frame: object) -> None:
        if stop.is_set() and monotonic() - asked[0] > STOPPING:
            raise KeyboardInterrupt
        if not stop.is_set():
            asked[0] = monotonic()
            stop.set()
            os.write(2, STOPPED[language].encode())  # a handler may not wait for a stream that is being written to

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
