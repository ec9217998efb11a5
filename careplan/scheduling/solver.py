"""A year's plan: legal early, better and better until the time is up, and how much better it could be.

Workers walk through whole plans (`walk`), or place requests where everything is asked for (`placing`), while
one of them proves what no plan can undercut (`proving`). Whatever a worker finds is judged by our own judge
before it counts.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from careplan.scheduling.change import change_of
from careplan.scheduling.columns import Space, sessions_of
from careplan.scheduling.judge import Verdict, judge
from careplan.scheduling.preflight import preflight
from careplan.scheduling.problem import Problem, Request
from careplan.scheduling.run import Clock, Run
from careplan.scheduling.search import Search
from careplan.scheduling.solution import LeftOut, Session, Solution

if TYPE_CHECKING:
    from careplan.scheduling.explain.answers import Answers
    from careplan.scheduling.proving.proof import Proof

log = logging.getLogger(__name__)

FIRST_SHARE, CHOICE_SHARE = 0.15, 0.6  # of the time of a partial plan: to see whether all can be kept, and to choose

LAST = 1.0  # seconds after the end in which the plan that comes nearest is looked for
RESERVED = 0.15  # of the time of a whole search, for ways out of a conflict

Progress = Callable[[int | None, int, float], None]  # best, bound, seconds so far


def solve(
    problem: Problem,
    *,
    seconds: float = 60.0,
    workers: int = 2,
    seed: int = 0,
    effort: float | None = None,
    keep: Sequence[Session] = (),
    standing: Collection[str] = (),
    on_progress: Progress | None = None,
    should_stop: Callable[[], bool] | None = None,
    clock: Clock = time.monotonic,
    repairs: bool = True,
) -> Solution:
    """The best plan found in the time, with a proven bound; or why there is none, and with `repairs` ways out.

    `keep` are sessions that stay as they are (held, locked); a conflict names them `keep[i]`. `standing` are
    references of what no way out may change either. With one worker and the same seed two runs are equal, unless the
    time ends one before its `effort` (in seconds of a machine with nothing else to do; None: as many as `seconds`).
    Stopping early keeps the best plan.
    """
    run = Run(clock, seconds, max(1, workers), seed, should_stop or (lambda: False), workers <= 1, effort)
    whole = _with_kept(problem, keep)
    if not any(finding.proof for finding in preflight(whole)):
        search = Search(whole, run, on_progress or (lambda best, bound, elapsed: None), doubting)
        if search.go() is not None:
            return solution_of(problem, search, run)
        if search.proof is None or not search.proof.none:
            return unknown(problem, whole, run)
        known = getattr(search.proof, "answers", None)
        return _explained(problem, whole, search.proof.impossible, run, repairs, standing, known)
    return _explained(problem, whole, None, run, repairs, standing)


def unknown(problem: Problem, whole: Problem, run: Run) -> Solution:
    """Neither a plan nor a proof: what the plan that comes nearest does not keep, looked for a moment longer."""
    from careplan.scheduling.repairs.nearest import nearest

    faults = () if run.should_stop() or run.seconds < LAST else nearest(whole, run.more(LAST)).faults
    broken = Counter(_kept_name(fault.code, len(problem.requests)) for fault in faults)
    missing = tuple(LeftOut(code, (), count) for code, count in sorted(broken.items()))
    return Solution(problem.name, "unknown", seconds=run.elapsed(), nearest=missing)


def doubting(space: Space, run: Run) -> Proof:
    """What proves beside a search. Loaded when asked for, as all that knows OR-Tools: that takes a second or two."""
    from careplan.scheduling.explain.answers import Answers
    from careplan.scheduling.explain.doubt import Doubting

    return Doubting(space, run, Answers(space.problem, run))


def _explained(
    problem: Problem,
    whole: Problem,
    squad: int | None,
    run: Run,
    repairs: bool,
    standing: Collection[str],
    known: Answers | None = None,
) -> Solution:
    """Why there is no plan; kept sessions cannot be repaired away."""
    from careplan.scheduling.repairs.find import find_repairs

    conflict = _conflict(whole, squad, run, RESERVED * run.seconds if repairs else 0, known)
    names = len(problem.requests)
    kept = {f"requests[{i}]" for i in range(names, len(whole.requests))}
    ways = find_repairs(whole, conflict, run, kept.union(standing)) if repairs and conflict else ()
    return Solution(
        problem.name,
        "infeasible" if conflict else "unknown",
        seconds=run.elapsed(),
        conflict=tuple(_kept_name(one, names) for one in conflict),
        repairs=ways,
        exhausted=bool(repairs and conflict) and not run.over(),
    )


def solve_partial(
    problem: Problem,
    *,
    seconds: float = 60.0,
    workers: int = 2,
    seed: int = 0,
    on_progress: Progress | None = None,
    should_stop: Callable[[], bool] | None = None,
    clock: Clock = time.monotonic,
) -> Solution:
    """A plan of everything, or else of the most that can be kept, with the reason for whatever is left out."""
    from careplan.scheduling.feasible import find_plan
    from careplan.scheduling.partial import choose, loosened

    run = Run(clock, seconds, max(1, workers), seed, should_stop or (lambda: False), workers <= 1)
    shared = {"workers": workers, "seed": seed, "should_stop": should_stop, "clock": clock}
    certain = any(finding.proof for finding in preflight(problem))
    if not certain and find_plan(problem, run.part(FIRST_SHARE * seconds))[0]:
        return solve(problem, seconds=run.left(), on_progress=on_progress, **shared)  # type: ignore[arg-type]
    chosen = choose(problem, run.part(CHOICE_SHARE * seconds))
    if chosen is None:
        return Solution(problem.name, "unknown", seconds=run.elapsed())
    better = solve(
        loosened(problem, chosen),
        seconds=max(0.1, run.left()),
        on_progress=on_progress,
        repairs=False,
        **shared,  # type: ignore[arg-type]
    )
    sessions = better.sessions if better.objective is not None else sessions_of(Space(problem), chosen.plan)
    verdict = judge(problem, sessions)
    told = counted(chosen.left_out, verdict)
    bound = better.bound if better.objective == verdict.objective else 0
    return Solution(problem.name, "feasible", verdict.objective, bound, run.elapsed(), sessions, left_out=told)


def counted(left_out: Sequence[LeftOut], verdict: Verdict) -> tuple[LeftOut, ...]:
    """What a plan does not keep, with how often the judge sees it broken."""
    broken = Counter(fault.code for fault in verdict.faults)
    return tuple(replace(one, broken=broken[one.reference]) for one in left_out)


def _with_kept(problem: Problem, keep: Sequence[Session]) -> Problem:
    """Sessions to keep are asked for outright, after the problem's own requests."""
    asked = {(r.activity, r.group, r.start, r.venue, r.staff) for r in problem.requests}
    more = [(s.activity, s.group, s.start, s.venue, s.staff) for s in keep]
    new = tuple(Request(*one) for one in more if one not in asked)
    return replace(problem, requests=problem.requests + new) if new else problem


def _conflict(
    whole: Problem, squad: int | None, run: Run, reserved: float, told: Answers | None = None
) -> tuple[str, ...]:
    """Explained with some time kept back for ways out; where it is not known by then, with all of the time."""
    from careplan.scheduling.explain import explain
    from careplan.scheduling.explain.answers import Answers

    first = run.part(max(run.left() - reserved, run.left() / 2))
    known = told or Answers(whole, first)
    known.run = known.views.run = first
    conflict = explain(whole, squad, first, known)
    run.work += first.work
    if not conflict and not run.over():
        known.run = known.views.run = run
        conflict = explain(whole, squad, run, known)
    return conflict or ()


def _kept_name(reference: str, requests: int) -> str:
    if reference.startswith("requests["):
        number = int(reference[len("requests[") : -1])
        return reference if number < requests else f"keep[{number - requests}]"
    return reference


def solution_of(problem: Problem, search: Search, run: Run) -> Solution:
    """The best plan found; where a plan disproves the bound, that is logged and no bound is claimed."""
    objective, bound = search.objective, search.bound
    assert objective is not None
    if search.proof is not None and search.proof.least > objective:
        log.error(
            "%s: a plan of %d is below the bound %d: nothing is claimed", problem.name, objective, search.proof.least
        )
    return Solution(
        problem.name,
        "optimal" if bound == objective else "feasible",
        objective,
        bound,
        run.elapsed(),
        (sessions := sessions_of(search.space, search.plan)),
        change=change_of(problem, sessions),
    )
