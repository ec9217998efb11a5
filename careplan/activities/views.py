"""Pages of the activity library: browse, read, print, add, edit, retire."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.activities.forms import ActivityForm, shown
from careplan.activities.models import Activity
from careplan.activities.operations import add_activity, edit_activity, retire_activity
from careplan.activities.queries import (
    SORTS,
    Wanted,
    bands_with_goals,
    by_slugs,
    find_activities,
    find_activity,
    goal_names,
)
from careplan.db import db
from careplan.seeds.load import shipped_vocabulary
from careplan.web.guard import user
from careplan.web.query import query_choice, query_int, query_text

blueprint = Blueprint("activities", __name__, url_prefix="/activities")


@blueprint.get("/")
def library() -> str:
    """The list, narrowed by goal, grade, method, length, place and words."""
    words = shipped_vocabulary()
    wanted = Wanted(
        text=query_text("q"),
        goal=query_text("goal"),
        grade=query_int("grade", minimum=1, maximum=6),
        method=query_choice("method", list(words.methods)),
        strand=query_choice("strand", list(words.strands)),
        lessons=query_int("lessons", minimum=1, maximum=2),
        venue_kind=query_choice("venue", list(words.venue_kinds)),
        retired=query_choice("shown", ("current", "retired")) == "retired",
    )
    sort = query_choice("sort", SORTS, "goal")
    found = find_activities(wanted, sort)
    template = "activities/_list.html" if request.headers.get("HX-Request") else "activities/library.html"
    bands = bands_with_goals()
    names = {code: goal for band in bands for goal in band.goals for code in (*goal.serves, goal.code)}
    return render_template(template, activities=found, wanted=wanted, sort=sort, bands=bands, goal_of=names)


@blueprint.get("/<slug>")
def activity(slug: str) -> str:
    """One activity, to read and to print as a sheet."""
    found = _found(slug)
    return render_template(
        "activities/activity.html", activity=found, goals=goal_names(found.goals), before=by_slugs(found.after)
    )


@blueprint.get("/new", endpoint="new")
@blueprint.post("/new", endpoint="new")
def new() -> Any:
    form = ActivityForm(data={"lessons": 1, "group_min": 10, "group_max": 50, "seasons": ["any"], "version": "1"})
    form.offer()
    if form.validate_on_submit():
        made = add_activity(actor_id=user().id, words=form.words())
        db.session.commit()
        flash(_("Saved."), "success")
        return redirect(url_for("activities.activity", slug=made.slug))
    return render_template("activities/edit.html", form=form, activity=None), 422 if form.is_submitted() else 200


@blueprint.get("/<slug>/edit", endpoint="edit")
@blueprint.post("/<slug>/edit", endpoint="edit")
def edit(slug: str) -> Any:
    found = _found(slug)
    form = ActivityForm(data=shown(found))
    form.offer()
    if not form.is_submitted():
        return render_template("activities/edit.html", form=form, activity=found), 200
    if form.is_stale(found):
        return render_template("activities/edit.html", form=form, activity=found, stale=True), 409
    if form.validate():
        edit_activity(actor_id=user().id, activity=found, words=form.words())
        db.session.commit()
        flash(_("Saved."), "success")
        return redirect(url_for("activities.activity", slug=found.slug))
    return render_template("activities/edit.html", form=form, activity=found), 422


@blueprint.post("/<slug>/retire", endpoint="retire", defaults={"retired": True})
@blueprint.post("/<slug>/restore", endpoint="restore", defaults={"retired": False})
def retire(slug: str, retired: bool) -> Response:
    found = _found(slug)
    retire_activity(actor_id=user().id, activity=found, retired=retired)
    db.session.commit()
    flash(_("Retired: future schedules leave it out.") if retired else _("Back in the library."), "success")
    return redirect(url_for("activities.activity", slug=found.slug))


def _found(slug: str) -> Activity:
    return find_activity(slug) or abort(404)
