"""The form of the year plan: one pair of numbers for each goal and each method."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from careplan.plans.models import YearPlan
from careplan.plans.operations import PlanWords
from careplan.seeds.load import shipped_vocabulary
from careplan.web.fields import TextField, VersionedForm, WholeNumberField

MOST_SESSIONS = 40
FEW = NumberRange(0, MOST_SESSIONS, _("Between %(min)s and %(max)s."))
YUAN = NumberRange(0, 10_000_000, _("Between %(min)s and %(max)s."))


def _number(label: Any, needed: bool = True) -> WholeNumberField:
    first = InputRequired(_("Please enter a number.")) if needed else Optional()
    return WholeNumberField(label, [first, FEW], render_kw={"inputmode": "numeric"})


class _PlanForm(VersionedForm):
    aims = TextField(_("Aims of the year"))
    sessions_per_week = _number(_("Sessions a week for one squad, at most"))
    term_minimum = _number(_("Sessions a term, at least"))
    term_maximum = _number(_("Sessions a term, at most"))
    budget_yuan = WholeNumberField(_("Budget of the year"), [Optional(), YUAN], render_kw={"inputmode": "numeric"})
    fills_lean = BooleanField(_("Hold activities of care rather in the months in which help came thinly"))
    outdoor_grades = SelectMultipleField(
        _("Grades with outdoor training"),
        choices=[(grade, str(grade)) for grade in range(1, 7)],
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


class DecisionForm(VersionedForm):
    note = TextField(_("Words to the head counselor"), maximum=1000)


def plan_form(plan: YearPlan) -> Any:
    """A form with fields `minimum_ID` and `target_ID` for each goal, `least_CODE` and `most_CODE` for each method."""
    fields: dict[str, Any] = {}
    for goal in plan.goals:
        fields[f"minimum_{goal.goal_id}"] = _number(_("At least"))
        fields[f"target_{goal.goal_id}"] = _number(_("Target"))
    for code in shipped_vocabulary().methods:
        fields[f"least_{code}"] = _number(_("At least"), needed=False)
        fields[f"most_{code}"] = _number(_("At most"), needed=False)
    return type("PlanForm", (_PlanForm,), fields)(data=_shown(plan))


def _shown(plan: YearPlan) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "aims": plan.aims,
        "sessions_per_week": plan.sessions_per_week,
        "term_minimum": plan.term_minimum,
        "term_maximum": plan.term_maximum,
        "budget_yuan": None if plan.budget_fen is None else plan.budget_fen // 100,
        "outdoor_grades": plan.outdoor_grades,
        "fills_lean": plan.fills_lean,
        "version": str(plan.version),
    }
    for goal in plan.goals:
        shown[f"minimum_{goal.goal_id}"], shown[f"target_{goal.goal_id}"] = goal.minimum, goal.target
    for code, limits in plan.methods.items():
        shown[f"least_{code}"], shown[f"most_{code}"] = limits.get("min"), limits.get("max")
    return shown


def entered(form: Any, plan: YearPlan) -> PlanWords:
    """What a valid form says."""
    methods = {}
    for code in shipped_vocabulary().methods:
        least, most = form[f"least_{code}"].data, form[f"most_{code}"].data
        if least is not None or most is not None:
            methods[code] = {"min": least, "max": most}
    return PlanWords(
        aims=form.aims.data or "",
        sessions_per_week=form.sessions_per_week.data,
        term_minimum=form.term_minimum.data,
        term_maximum=form.term_maximum.data,
        budget_fen=None if form.budget_yuan.data is None else form.budget_yuan.data * 100,
        methods=methods,
        outdoor_grades=sorted(form.outdoor_grades.data or []),
        fills_lean=form.fills_lean.data,
        goals={
            goal.goal_id: (form[f"minimum_{goal.goal_id}"].data, form[f"target_{goal.goal_id}"].data)
            for goal in plan.goals
        },
    )
