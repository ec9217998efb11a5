"""Have the computer make a part of the draft anew; its proposal is accepted as one step, or put aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.clock import local
from careplan.db import db
from careplan.errors import Refused
from careplan.scheduling.problem import Problem
from careplan.scheduling.solution import Solution
from careplan.scheduling.solver import solve
from careplan.sessions.desk import Desk
from careplan.sessions.draft_load import load_desk
from careplan.sessions.draft_operations import check_draft, make_step
from careplan.sessions.draft_queries import open_version
from careplan.sessions.findings import Effect
from careplan.sessions.fixed_load import load_fixing
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.region import Region, narrowed
from careplan.sessions.schedule_operations import WORKERS, NoSchedule, OnProgress
from careplan.sessions.schedule_queries import stored_solution
from careplan.sessions.store_operations import store_version
from careplan.sessions.taken import free_of
from careplan.sessions.taken_load import taken_of


def generate(
    *,
    actor_id: int | None,
    version: ScheduleVersion,
    region: Region,
    seconds: float,
    seed: int = 1,
    on_progress: OnProgress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> ScheduleVersion:
    """Make the region of a draft anew and keep the result as a proposal beside it; commits. The draft stays as it is.

    What is locked, over, held or outside the region is kept. The search works outside any transaction; stopped, it
    keeps the best. Raises NoSchedule with words when nothing can be found.
    """
    desk = load_desk(check_draft(version))
    part = narrowed(desk, region, load_fixing(version))
    asked = free_of(part.problem, taken_of(part.problem))
    draft_id, plan_id = version.id, version.plan_id
    db.session.rollback()  # nothing is held while the solver works
    found = solve(
        asked,
        seconds=seconds,
        workers=WORKERS,
        seed=seed,
        standing=part.standing,
        on_progress=on_progress,
        should_stop=should_stop,
    )
    _check(asked, found)
    whole = region.everything and not part.kept
    found = replace(found, sessions=(*found.sessions, *part.history))
    made = _store(actor_id, plan_id, draft_id, desk, found, whole)
    detail = {"draft": draft_id, "kept": len(part.kept), "objective": made.objective}
    record(actor_id=actor_id, action="generate", entity="schedule_version", entity_id=made.id, detail=detail)
    db.session.commit()
    return made


def _store(
    actor_id: int | None, plan_id: int, draft_id: int, desk: Desk, found: Solution, whole: bool
) -> ScheduleVersion:
    """The proposal, judged by the draft's own problem; what was proven for a part says nothing about the whole."""
    objective = desk.judge(found.sessions).objective
    bound = min(found.bound or 0, objective) if whole else 0
    return store_version(
        actor_id=actor_id,
        plan_id=plan_id,
        problem=desk.problem,
        solution=replace(found, status="feasible", objective=objective, bound=bound, change=None),
        state="proposal",
        based_on=draft_id,
    )


def _check(problem: Problem, found: Solution) -> None:
    if found.status == "infeasible":
        words = _("With what is locked and kept, the rules cannot all be met together.")
        raise NoSchedule(words, problem, found.conflict, found.repairs, exhausted=found.exhausted)
    if found.status == "unknown":
        raise NoSchedule(_("No schedule was found in the time given. Try again with more time."), problem)


def accept_proposal(*, actor_id: int | None, proposal: ScheduleVersion) -> Effect:
    """Make the draft what the computer proposed: one step, which can be undone."""
    draft = open_version()
    if proposal.state != "proposal" or draft is None or draft.id != proposal.based_on:
        raise Refused(_("This proposal does not belong to the open draft any more."))
    now, then = load_desk(draft).sessions, stored_solution(proposal).sessions
    effect = make_step(
        actor_id=actor_id,
        version=draft,
        out=tuple(one for one in now if one not in set(then)),
        into=tuple(one for one in then if one not in set(now)),
        words=_("Taken: the computer's proposal of %(at)s", at=f"{local(proposal.made_at):%Y-%m-%d %H:%M}"),
    )
    proposal.state = "accepted"
    record(actor_id=actor_id, action="accept", entity="schedule_version", entity_id=proposal.id)
    return effect
