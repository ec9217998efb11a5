"""Which plans the school's events serve, with counts; the school's own plans (S20)."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.errors import Refused
from careplan.programme.forms import PlanNameForm
from careplan.programme.join_operations import add_plan, retire_plan
from careplan.programme.join_queries import PlanCount, counts_by_plan, events_between, is_live, served_plans
from careplan.programme.models import ServedPlan
from careplan.programme.views_event import year_days
from careplan.programme.views_rights import blueprint
from careplan.web.guard import user

NOTHING = PlanCount(0, 0, 0)


@blueprint.get("/served", endpoint="served")
def served() -> str:
    return _page(PlanNameForm())


def _page(form: PlanNameForm) -> str:
    found = events_between(*year_days())
    counts = counts_by_plan(found)
    plans = [one for one in served_plans() if one.offered or one.code in counts]
    return render_template(
        "programme/served.html",
        rows=[(one, counts.get(one.code, NOTHING)) for one in plans],
        total=len(found),
        joined=sum(any(is_live(join) for join in one.joins) for one in found),
        several=sum(len(one.serves) > 1 for one in found),
        without=sum(not one.serves for one in found),
        form=form,
    )


@blueprint.post("/served", endpoint="served_add")
def served_add() -> Any:
    """A plan of the school's own."""
    form = PlanNameForm()
    if form.validate():
        try:
            add_plan(actor_id=user().id, name=form.name.data or "")
        except Refused as refused:
            db.session.rollback()
            form.name.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Saved."), "success")
            return redirect(url_for("programme.served"))
    return _page(form), 422


@blueprint.post("/served/<int:plan_id>", endpoint="served_retire")
def served_retire(plan_id: int) -> Response:
    """No longer offered, or offered again: the button says which."""
    row = db.session.scalar(select(ServedPlan).where(ServedPlan.id == plan_id)) or abort(404)
    retire_plan(actor_id=user().id, row=row, retired=request.form.get("retired") == "yes")
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(url_for("programme.served"))
