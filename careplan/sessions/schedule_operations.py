"""Make a schedule for the year plan and keep it as a draft."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.db import db
from careplan.errors import Refused
from careplan.plans.models import YearPlan
from careplan.scheduling.judge import judge
from careplan.scheduling.problem import Problem
from careplan.scheduling.solution import Repair, Solution
from careplan.scheduling.solver import solve
from careplan.sessions.draft_queries import open_version
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.plan_load import problem_of
from careplan.sessions.problem_load import problem_now
from careplan.sessions.schedule_keep import standing
from careplan.sessions.store_operations import store_version
from careplan.sessions.taken import free_of
from careplan.sessions.taken_load import taken_of

OnProgress = Callable[[int | None, int | None, float], None]
WORKERS = 2
PATIENCE = 10
"""How many seconds a steady run may take for each second of its effort."""


class NoSchedule(Refused):
    """There is no legal plan, or none was found in time.

    `conflict`: rule references that cannot all hold; `repairs`: ways out of it, each tried; `exhausted`: so was
    every other kind of change.
    """

    def __init__(
        self,
        words: str,
        problem: Problem,
        conflict: tuple[str, ...] = (),
        repairs: tuple[Repair, ...] = (),
        *,
        exhausted: bool = False,
    ) -> None:
        super().__init__(words)
        self.problem = problem
        self.conflict = conflict
        self.repairs = repairs
        self.exhausted = exhausted


def make_schedule(
    *,
    actor_id: int | None,
    plan: YearPlan,
    seconds: float,
    seed: int = 1,
    replace: bool = False,
    steady: bool = False,
    on_progress: OnProgress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> ScheduleVersion:
    """Solve the plan's problem and store the result as a draft; commits. There is one draft at a time.

    An open draft is put aside only when `replace` says so; without, it is refused. Where one was opened while the
    solver worked, the result waits beside it as a proposal.

    The solver works on a snapshot outside any transaction, without the hours that are taken beside the sessions;
    its plan is judged by our own checker before it is stored. Raises NoSchedule with words when there is no plan.

    steady: one worker counts its effort instead of the seconds, so that the same seed makes the same schedule on any
    machine; a slow one takes longer.
    """
    if open_version() is not None and not replace:
        raise Refused(_("There is an open draft already. Go on with it, or say that the new schedule replaces it."))
    own = problem_of(plan.id)
    problem = problem_now(own, anew=True)
    asked = free_of(problem, taken_of(problem))
    plan_id = plan.id
    db.session.rollback()  # nothing is held while the solver works
    solution = solve(
        asked,
        seconds=seconds * PATIENCE if steady else seconds,
        workers=1 if steady else WORKERS,
        seed=seed,
        effort=seconds if steady else None,
        standing=standing(own, problem),
        on_progress=on_progress,
        should_stop=should_stop,
    )
    _check(asked, solution)
    version = _store(actor_id, plan_id, problem, solution, replace)
    db.session.commit()
    return version


def _store(actor_id: int | None, plan_id: int, problem: Problem, solution: Solution, replace: bool) -> ScheduleVersion:
    former = open_version()
    if former is not None and replace:
        former.state = "discarded"
        record(actor_id=actor_id, action="discard", entity="schedule_version", entity_id=former.id)
        db.session.flush()
    beside = None if former is None or replace else former.id
    version = store_version(
        actor_id=actor_id,
        plan_id=plan_id,
        problem=problem,
        solution=solution,
        state="proposal" if beside else "draft",
        based_on=beside,
    )
    record(
        actor_id=actor_id,
        action="make",
        entity="schedule_version",
        entity_id=version.id,
        detail={"status": solution.status, "objective": solution.objective, "bound": solution.bound},
    )
    return version


def _check(problem: Problem, solution: Solution) -> None:
    if solution.status == "infeasible":
        words = _("The plan's rules cannot all be met together.")
        raise NoSchedule(words, problem, solution.conflict, solution.repairs, exhausted=solution.exhausted)
    if solution.status == "unknown":
        raise NoSchedule(_("No schedule was found in the time given. Try again with more time."), problem)
    faults = judge(problem, solution.sessions).faults
    if faults:
        raise NoSchedule(_("The schedule found breaks %(n)s rules and is not kept.", n=len(faults)), problem)
