"""Grade bands and their goals; which set of bands the school uses."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.errors import Refused
from careplan.school.forms import GoalForm
from careplan.school.models import Goal
from careplan.school.operations import edit_goal
from careplan.school.queries import bands, this_school
from careplan.school.seed_operations import choose_band_set
from careplan.school.views_edit import blueprint, edit_page
from careplan.seeds.load import shipped_band_sets
from careplan.web.guard import user


@blueprint.get("/bands", endpoint="bands")
def band_list() -> str:
    return render_template(
        "school/bands.html", bands=bands(), school=this_school(), sets=list(shipped_band_sets().values())
    )


@blueprint.post("/bands", endpoint="band_set")
def band_set() -> Response:
    chosen = shipped_band_sets().get(request.form.get("set", "")) or abort(400)
    if chosen.code == this_school().band_set and bands():
        flash(_("The school uses these bands already."), "info")
        return redirect(url_for("school.bands"))
    try:
        choose_band_set(chosen=chosen, actor_id=user().id)
    except Refused as refused:
        db.session.rollback()
        flash(str(refused), "danger")
    else:
        db.session.commit()
        flash(_("The school now uses these bands and goals."), "success")
    return redirect(url_for("school.bands"))


@blueprint.get("/goals/<int:goal_id>", endpoint="goal")
@blueprint.post("/goals/<int:goal_id>", endpoint="goal")
def goal(goal_id: int) -> Any:
    row = db.session.scalar(select(Goal).where(Goal.id == goal_id)) or abort(404)

    def save(form: GoalForm) -> None:
        edit_goal(
            actor_id=user().id,
            goal=row,
            name=form.name.data or "",
            name_en=form.name_en.data or "",
            minimum=form.default_minimum.data or 0,
            target=form.default_target.data or 0,
        )

    return edit_page(
        make=lambda **rest: GoalForm(obj=row, **rest),
        row=row,
        save=save,
        template="school/goal_form.html",
        back=url_for("school.bands"),
        refused_at="default_target",
    )
