"""Loosen a rule of a draft as a way out says it; the year plan itself stays as it is."""

from __future__ import annotations

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.db import db
from careplan.errors import Refused
from careplan.plans.models import YearPlan
from careplan.scheduling.judge import Judge
from careplan.scheduling.problem import Problem
from careplan.scheduling.problem_json import problem_json
from careplan.scheduling.references import references
from careplan.scheduling.repairs.repair import apply_repair, invented
from careplan.scheduling.solution import Repair, Solution
from careplan.sessions.desk import Desk
from careplan.sessions.draft_load import load_desk
from careplan.sessions.draft_operations import check_draft, keep_plan, note_step, open_draft
from careplan.sessions.draft_queries import open_version
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.plan_load import problem_of
from careplan.sessions.schedule_files import pack
from careplan.sessions.schedule_queries import published_schedule, stored_problem
from careplan.sessions.store_operations import store_version


def draft_to_loosen(*, actor_id: int | None, plan: YearPlan) -> ScheduleVersion:
    """The one draft; where there is neither a draft nor a schedule in force, an empty one with the plan's rules."""
    if open_version() is not None or published_schedule() is not None:
        return open_draft(actor_id=actor_id)
    problem = problem_of(plan.id)
    empty = Solution(problem.name, "feasible", Judge(problem)(()).objective, 0)
    version = store_version(actor_id=actor_id, plan_id=plan.id, problem=problem, solution=empty)
    record(actor_id=actor_id, action="open-draft", entity="schedule_version", entity_id=version.id)
    return version


def loosen(*, actor_id: int | None, version: ScheduleVersion, repair: Repair, words: str) -> None:
    """Apply a way out to the draft's rules: one step, which can be undone. `words` say it in the journal.

    Publishing asks the year plan's own rules: what was only loosened here is found there, and the principal may except
    it. Refused where the way out no longer fits the draft.
    """
    desk = load_desk(check_draft(version))
    before = version.problem
    problem = _loosened(stored_problem(version), repair)
    version.problem = pack(problem_json(problem))
    keep_plan(version, Desk.of(Judge(problem), desk.sessions, desk.rows))
    note_step(actor_id=actor_id, version=version, out=(), into=(), words=words, problem=before)
    record(
        actor_id=actor_id,
        action="loosen",
        entity="schedule_version",
        entity_id=version.id,
        detail={"edit": version.edits, "kind": repair.kind, "rule": repair.reference},
    )
    db.session.flush()


def _loosened(problem: Problem, repair: Repair) -> Problem:
    known = set(references(problem))
    part: Repair | None = repair
    while part is not None and part.reference in known:
        part = part.then
    if part is not None:
        raise Refused(_("This way out no longer fits the draft. Please let the computer search again."))
    if invented(repair):  # a schedule with it could not be kept: its people, places and activities are the school's
        raise Refused(
            _(
                "This way out needs a person, place, activity or lesson that the school has not entered yet. "
                "Please enter it first, then let the computer search again."
            )
        )
    return apply_repair(problem, repair)
