"""Pages of the year plan: the matrix of goals and bands, the form, the way to approval."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.errors import Refused
from careplan.plans.coverage import cover
from careplan.plans.forms import DecisionForm, entered, plan_form
from careplan.plans.lean import CARE, lean_from, taught
from careplan.plans.load import load_facts
from careplan.plans.models import YearPlan
from careplan.plans.operations import EDITABLE, decide_plan, edit_plan, start_plan, submit_plan
from careplan.plans.queries import current_year, events_of, plan_of
from careplan.school.models import Band, SchoolYear
from careplan.web.guard import user

blueprint = Blueprint("plans", __name__, url_prefix="/plan")


@blueprint.get("/")
def plan() -> str:
    """The plan of the current year."""
    year = current_year()
    found = plan_of(year) if year else None
    if year is None or found is None:
        return render_template("plans/none.html", year=year)
    return _page(year, found)


def _page(year: SchoolYear, found: YearPlan, **more: Any) -> str:
    facts = load_facts(found)
    coverage, lean = cover(facts), lean_from(found.lean)
    lessons = facts.calendar.slots(lesson for squad in facts.squads for lesson in squad.lessons)
    return render_template(
        "plans/plan.html",
        year=year,
        plan=found,
        bands=_bands(),
        wanted={goal.goal_id: goal for goal in found.goals},
        cover={goal.goal: goal for goal in coverage.goals},
        loads=coverage.grades,
        events=events_of(found),
        editable=found.state in EDITABLE,
        squads=len(facts.squads),
        lean=lean,
        lean_months=taught(lean.months, (one.day for one in lessons)),
        caring=[one.id for one in facts.activities if one.cares and one.months is None],
        care=CARE,
        **{"decision": DecisionForm(formdata=None), **more},
    )


@blueprint.post("/start")
def start() -> Response:
    year = current_year() or abort(404)
    start_plan(actor_id=user().id, year=year)
    db.session.commit()
    return redirect(url_for("plans.edit"))


@blueprint.get("/edit", endpoint="edit")
@blueprint.post("/edit", endpoint="edit")
def edit() -> Any:
    year, found = _found()
    form = plan_form(found)
    if not form.is_submitted():
        return _form_page(year, found, form), 200
    if form.is_stale(found):
        return _form_page(year, found, form, stale=True), 409
    if form.validate():
        try:
            edit_plan(actor_id=user().id, plan=found, words=entered(form, found))
        except Refused as refused:
            db.session.rollback()
            year, found = _found()
            flash(str(refused), "danger")
        else:
            db.session.commit()
            flash(_("Saved."), "success")
            return redirect(url_for("plans.plan"))
    return _form_page(year, found, form), 422


def _form_page(year: SchoolYear, found: YearPlan, form: Any, stale: bool = False) -> str:
    return render_template("plans/edit.html", year=year, plan=found, form=form, bands=_bands(), stale=stale)


@blueprint.post("/submit")
def submit() -> Response:
    _year, found = _found()
    submit_plan(actor=user(), plan=found)
    db.session.commit()
    flash(_("The plan is with the principal now."), "success")
    return redirect(url_for("plans.plan"))


@blueprint.post("/approve", endpoint="approve", defaults={"approve": True})
@blueprint.post("/return", endpoint="send_back", defaults={"approve": False})
def decide(approve: bool) -> Any:
    year, found = _found()
    form = DecisionForm()
    if form.is_stale(found):
        flash(_("The plan was changed after you opened it. Please look at it again before you decide."), "warning")
        return _page(year, found), 409
    if not form.validate():
        return _page(year, found, decision=form), 422
    try:
        decide_plan(actor=user(), plan=found, approve=approve, note=form.note.data or "")
    except Refused as refused:
        db.session.rollback()
        flash(str(refused), "danger")
        year, found = _found()
        return _page(year, found), 422
    db.session.commit()
    flash(_("The plan is approved.") if approve else _("The plan went back to the head counselor."), "success")
    return redirect(url_for("plans.plan"))


def _found() -> tuple[SchoolYear, YearPlan]:
    year = current_year() or abort(404)
    return year, plan_of(year) or abort(404)


def _bands() -> list[Band]:
    return list(db.session.scalars(select(Band).options(selectinload(Band.goals)).order_by(Band.first_grade)))
