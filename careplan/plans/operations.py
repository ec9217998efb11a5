"""Begin, edit, submit and decide the year plan. draft → submitted → approved, or returned with words and edited on."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.plans.beside import lean_now
from careplan.plans.lean import lean_json
from careplan.plans.models import PlanEvent, PlanGoal, YearPlan
from careplan.school.models import Goal, SchoolYear

DEFAULT_METHODS: dict[str, dict[str, int | None]] = {
    "lecture": {"min": 1, "max": 3},
    "outdoor": {"min": 1, "max": 2},
    "game": {"min": 1, "max": None},
    "role-play": {"min": 1, "max": None},
    "scenario": {"min": 1, "max": None},
    "discussion": {"min": 1, "max": None},
    "recreation": {"min": None, "max": 3},
}
"""Where a school starts from (S29, S30, S33); edited in the plan."""
DEFAULT_WEIGHTS = {
    "goal_shortfall": 10,
    "same_method": 4,
    "back_to_back": 2,
    "idle": 8,
    "other_counselor": 3,
    "imbalance": 2,
    "off_season": 5,
    "change": 0,
}
OUTDOOR_GRADES = [4, 5, 6]
EDITABLE = ("draft", "returned")


@dataclass(frozen=True, slots=True)
class PlanWords:
    """What a person enters of a plan. goals: goal id → (minimum, target) per squad and year.

    fills_lean: whether activities of care shall fill the months in which help came thinly.
    """

    aims: str
    sessions_per_week: int
    term_minimum: int
    term_maximum: int
    budget_fen: int | None
    methods: dict[str, dict[str, int | None]]
    outdoor_grades: list[int]
    goals: dict[int, tuple[int, int]]
    fills_lean: bool = True


def start_plan(*, actor_id: int | None, year: SchoolYear) -> YearPlan:
    """A draft with the goals' default figures; Refused when the year has a plan."""
    if db.session.scalar(select(YearPlan.id).where(YearPlan.year_id == year.id)):
        raise Refused(_("This school year already has a plan."))
    plan = YearPlan(
        year_id=year.id,
        methods=DEFAULT_METHODS,
        weights=DEFAULT_WEIGHTS,
        outdoor_grades=OUTDOOR_GRADES,
        fills_lean=True,
        lean=lean_json(lean_now(today())),
        goals=[
            PlanGoal(goal_id=goal.id, minimum=goal.default_minimum, target=goal.default_target)
            for goal in db.session.scalars(select(Goal).order_by(Goal.id))
        ],
    )
    db.session.add(plan)
    db.session.flush()
    record(actor_id=actor_id, action="start", entity="year_plan", entity_id=plan.id)
    return plan


def edit_plan(*, actor_id: int | None, plan: YearPlan, words: PlanWords) -> None:
    """Store what was entered; Refused unless the plan is a draft or was returned, or where the figures contradict."""
    if plan.state not in EDITABLE:
        raise Refused(_("A submitted or approved plan cannot be edited. Ask the principal to return it."))
    _check(words)
    plan.aims, plan.budget_fen = words.aims, words.budget_fen
    plan.sessions_per_week = words.sessions_per_week
    plan.term_minimum, plan.term_maximum = words.term_minimum, words.term_maximum
    plan.methods, plan.outdoor_grades = words.methods, words.outdoor_grades
    plan.fills_lean = words.fills_lean
    plan.lean = lean_json(lean_now(today())) if words.fills_lean else {}
    for goal in plan.goals:
        goal.minimum, goal.target = words.goals.get(goal.goal_id, (goal.minimum, goal.target))
    db.session.flush()
    record(actor_id=actor_id, action="edit", entity="year_plan", entity_id=plan.id)


def _check(words: PlanWords) -> None:
    if words.term_minimum > words.term_maximum:
        raise Refused(_("The least sessions a term must not exceed the most."))
    if any(target < minimum for minimum, target in words.goals.values()):
        raise Refused(_("A goal's target must not be below its minimum."))
    for limits in words.methods.values():
        if limits["max"] is not None and (limits["min"] or 0) > limits["max"]:
            raise Refused(_("A method's least must not exceed its most."))


def submit_plan(*, actor: User, plan: YearPlan) -> None:
    """Hand a draft to the principal."""
    if plan.state not in EDITABLE:
        raise Refused(_("Only a draft can be submitted."))
    plan.state, plan.submitted_by, plan.submitted_at = "submitted", actor.id, now()
    _note(plan, actor, "submitted", "")


def decide_plan(*, actor: User, plan: YearPlan, approve: bool, note: str) -> None:
    """The principal approves a submitted plan, or returns a submitted or approved one with words (S42)."""
    if approve and plan.state != "submitted":
        raise Refused(_("Only a submitted plan can be approved."))
    if not approve and plan.state not in ("submitted", "approved"):
        raise Refused(_("Only a submitted or approved plan can be returned."))
    if not approve and not note:
        raise Refused(_("Please say what should be changed."))
    plan.state = "approved" if approve else "returned"
    plan.decided_by, plan.decided_at, plan.decision_note = actor.id, now(), note
    _note(plan, actor, plan.state, note)


def _note(plan: YearPlan, actor: User, step: str, note: str) -> None:
    db.session.add(PlanEvent(plan_id=plan.id, at=now(), actor_id=actor.id, step=step, note=note))
    db.session.flush()
    record(actor_id=actor.id, action=step, entity="year_plan", entity_id=plan.id)
