"""Plan the fallen sessions anew with as few people to tell as possible; what comes out is a proposal."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.scheduling.change import to_tell
from careplan.scheduling.columns import Space, sessions_of
from careplan.scheduling.judge import Judge, judge
from careplan.scheduling.offered import request_columns
from careplan.scheduling.preflight import preflight
from careplan.scheduling.problem import Problem
from careplan.scheduling.run import Run
from careplan.scheduling.solution import Session
from careplan.scheduling.solver import solve
from careplan.sessions.impossible_load import Said
from careplan.sessions.plan_load import problem_of
from careplan.sessions.problem_load import problem_now
from careplan.sessions.taken import free_of
from careplan.sessions.taken_load import taken_of
from careplan.upsets.load import InForce, load_in_force, planned_sessions
from careplan.upsets.loosened import loosened, same_order
from careplan.upsets.reasons_load import reasons
from careplan.upsets.replanning import (
    ATTEMPTS,
    Attempt,
    Falling,
    Move,
    Plan,
    as_they_were,
    moves,
    narrowed,
    with_old_people,
    without_needless,
)
from careplan.upsets.standing import OF_PEOPLE

WORKERS, SECONDS = 2, 6.0
BETTER = 3.0  # seconds for a better plan once there is one
WHY_SECONDS = 20.0
Stop = Callable[[], bool]


class NoProposal(Refused):
    """The fallen sessions cannot stand anywhere while the rest stays; `why`: what keeps them out, in both languages."""

    def __init__(self, why: Sequence[Said]) -> None:
        super().__init__(_("No schedule was found in which the rest stays as it is."))
        self.why = list(why)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a re-plan would change of a version in force, whom that has to be told, and how many sessions stay."""

    version: int
    moves: tuple[Move, ...]
    people: tuple[str, ...]
    squads: tuple[str, ...]
    unchanged: int
    tried: Attempt


def replan(
    *, seconds: float = SECONDS, seed: int = 1, tell: Callable[[int], None] | None = None, stop: Stop
) -> Proposal:
    """The proposal that moves the fallen sessions and nothing else; `seconds` for each attempt, `tell` before each.

    Refused where nothing has to move; NoProposal where no attempt leads to a schedule. Nothing is stored and nothing is
    held while the solver works.
    """
    now = load_in_force()
    if now is None:
        raise Refused(_("No schedule is published yet."))
    problem = problem_now(problem_of(now.version.plan_id))
    planned = planned_sessions(now.version)
    plan = _sorted(now, problem, planned)
    if not plan.falling:
        raise Refused(_("No session has to move."))
    asked, stood = problem, plan.of(problem)
    problem = free_of(loosened(asked, stood), taken_of(asked), (*plan.standing, *plan.waiting))
    open_rows = {one.id for one in now.sessions if one.open}
    ahead = tuple(session for row, session in planned.items() if row in open_rows)
    version = now.version.id
    db.session.rollback()
    for number, attempt in enumerate(ATTEMPTS):
        if tell is not None:
            tell(number)
        found = _try(narrowed(problem, plan, attempt, today()), plan, Run(time.monotonic, seconds, WORKERS, seed, stop))
        if found is not None and same_order(asked, stood, found):
            over = {*planned.values()} - {*ahead}
            changed = moves(ahead, [one for one in as_they_were(plan, found) if one not in over])
            return _proposal(version, problem, changed, len(ahead), attempt)
        if stop():
            break
    raise NoProposal(() if stop() else reasons(problem, plan, today(), WHY_SECONDS, stop))


def _sorted(now: InForce, problem: Problem, planned: dict[int, Session]) -> Plan:
    fallen = {one.session.id: one for one in now.fallen}
    index = Judge(problem).index
    standing = [planned[one.id] for one in now.sessions if one.open and one.id in planned and one.id not in fallen]
    waiting = [planned[row] for row, one in fallen.items() if row in planned and not one.moves]
    falling = [
        Falling(planned[row], one.session.day, not any(cause.kind in OF_PEOPLE for cause in one.causes))
        for row, one in fallen.items()
        if row in planned and one.moves and planned[row].activity in index.activities
    ]
    return Plan(_known(problem, standing), _known(problem, waiting), tuple(falling))


def _known(problem: Problem, sessions: Iterable[Session]) -> tuple[Session, ...]:
    """The sessions whose ids are all there in the school as it stands today."""
    index = Judge(problem).index
    return tuple(
        one
        for one in sessions
        if one.start in index.slots
        and one.group in index.groups
        and one.venue in index.venues
        and one.activity in index.activities
        and all(person in index.staff for person in one.staff)
    )


def _try(problem: Problem, plan: Plan, run: Run) -> tuple[Session, ...] | None:
    """A good plan, judged by our own checker, in which whoever can keeps the post; None where there is none."""
    from careplan.scheduling.feasible import find_plan  # loaded when asked for: what it knows is slow to load

    space = Space(problem)
    if any(next(request_columns(space, one), None) is None for one in problem.requests if one.start is None):
        return None  # one of the fallen fits nowhere near
    if any(one.proof for one in preflight(problem)):
        return None
    there, columns = find_plan(problem, run)
    if not there:
        return None
    better = solve(
        problem, seconds=BETTER, workers=run.workers, seed=run.seed, should_stop=run.should_stop, repairs=False
    )
    sessions = better.sessions if better.objective is not None else sessions_of(space, columns)
    judge_now = Judge(problem)
    kept = with_old_people(judge_now, plan, without_needless(judge_now, plan, sessions))
    return kept if judge(problem, kept).legal else None


def _proposal(version: int, problem: Problem, changed: tuple[Move, ...], ahead: int, tried: Attempt) -> Proposal:
    touched = [one for move in changed for one in (move.before, move.after) if one is not None]
    people, squads = to_tell(problem, touched)
    unchanged = ahead - sum(move.before is not None for move in changed)
    return Proposal(version, changed, people, squads, unchanged, tried)
