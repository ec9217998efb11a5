"""Timefold (Python 1.24 beta) on the same problem: every rule a hard constraint, every preference a soft one.

The model, as an engineer who knows Timefold would state it, and with all the help that we know of:

- An entry is a session that may be held. Each group has as many as it can have at most; a request has one of its own.
  Four variables: what (activity and place; nothing is allowed), start, and who has the first and the second post. Each
  entry is offered only what its group can hold at all, and people who can have a post in it.
- Hard: every rule of the format. Medium: exactly our objective, with its weights. Soft, below all of that: the squares
  of the loads, so that the search sees which way evens them out. All are counted by constraint streams, incrementally,
  and translated to Java.
- It starts from the greedy plan (tests/bench/greedy.py), which is legal on all samples, or with `--from-nothing` from
  its own construction heuristic. Then late acceptance over changes of one variable, of two of one entry, and swaps.
- Starting Java and stating the model count as its time; importing our own files and handing the best plan back do not.
  One thread: more, and nearby selection, are in the enterprise edition only.

Simplified: not more than two posts a session (else nothing is solved); a request that leaves its group open keeps the
group that the greedy plan gave it; no limit a week means at most three sessions a week.

`python -m tests.bench.timefold PROBLEM -o SOLUTION --seconds 60` prints one line as the solver does.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import NamedTuple

from careplan.scheduling.judge import Judge
from careplan.scheduling.problem import Problem
from careplan.scheduling.problem_file import load_problem
from careplan.scheduling.solution import Session, Solution
from careplan.scheduling.solution_file import save_solution
from tests.bench.greedy import Greedy
from tests.bench.timefold_place import PLACE, lacking

POSTS = 2


class Found(NamedTuple):
    """The best plan by Timefold's own score, legal or not, and what it says of it."""

    sessions: tuple[Session, ...]
    broken: int
    objective: int


def solve_with_timefold(problem: Problem, until: float, from_nothing: bool = False) -> Found:
    """What it has found at that time of the monotonic clock."""
    sys.path.append(str(PLACE))
    from tests.bench.timefold_solving import best_year  # starts Java
    from tests.bench.timefold_year import Stating, sessions_of

    plan = () if from_nothing else Greedy(problem).plan()
    best = best_year(Stating(problem, plan).year(), problem, from_nothing, until)
    return Found(sessions_of(best), -best.score.hard_score, -best.score.medium_score)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="tests.bench.timefold")
    parser.add_argument("problem", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--from-nothing", action="store_true", help="a construction heuristic, no greedy plan")
    asked = parser.parse_args(arguments)
    problem = load_problem(asked.problem)
    if any(len(activity.staff) > POSTS for activity in problem.activities):
        return _refuse(f"an activity has more than {POSTS} posts: not stated for Timefold")
    if (why := lacking()) is not None:
        return _refuse(why)
    began = time.monotonic()
    found = solve_with_timefold(problem, began + asked.seconds, asked.from_nothing)
    return _tell(problem, found, time.monotonic() - began, asked.output)


def _refuse(why: str) -> int:
    print(why, file=sys.stderr)
    return 2


def _tell(problem: Problem, found: Found, seconds: float, output: Path) -> int:
    """The plan counts as our judge sees it; where Timefold's own score says something else, the model is wrong."""
    verdict = Judge(problem)(found.sessions)
    if verdict.legal != (found.broken == 0) or (verdict.legal and verdict.objective != found.objective):
        return _refuse(f"the model is wrong: {found[1:]} by its score, {verdict} by the judge")
    if verdict.legal:
        print(f"{seconds:6.1f} s  best {verdict.objective}, bound 0, gap 100%", file=sys.stderr)
        save_solution(Solution(problem.name, "feasible", verdict.objective, 0, seconds, found.sessions), output)
        return 0
    print(f"{seconds:6.1f} s  no legal plan, {len(verdict.faults)} faults", file=sys.stderr)
    save_solution(Solution(problem.name, "unknown", seconds=seconds), output)
    return 4


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
