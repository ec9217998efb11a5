"""Places that cannot be used, days that are lost, days that follow another timetable."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.errors import Refused
from careplan.school.models import Venue
from careplan.school.models_upsets import Closure
from careplan.school.views_edit import edit_page
from careplan.upsets.forms import ClosureForm, DayForm
from careplan.upsets.mark_operations import close_places, edit_closure, lose_day, make_up_day, remove_closure
from careplan.upsets.views_words import blueprint
from careplan.web.filters import word
from careplan.web.guard import user

OPEN_AIR = ("playground", "garden")


def _closure(closure_id: int) -> Closure:
    return db.session.scalar(select(Closure).where(Closure.id == closure_id)) or abort(404)


def _page(row: Closure | None) -> Any:
    venues = list(db.session.scalars(select(Venue).where(Venue.active).order_by(Venue.kind, Venue.name)))
    venues.sort(key=lambda one: one.kind not in OPEN_AIR)

    def make(**rest: Any) -> ClosureForm:
        form = ClosureForm(obj=row, **rest)
        form.venues.choices = [(one.id, f"{one.name} · {word(one.kind, 'venue_kind')}") for one in venues]
        if row is not None and (rest or not form.is_submitted()):
            form.venues.data = [one.id for one in row.venues]
        return form

    def save(form: ClosureForm) -> None:
        told = {
            "venues": [one for one in venues if one.id in (form.venues.data or [])],
            "stretch": form.stretch,
            "reason": form.reason.data,
            "note": form.note.data or "",
        }
        if row is None:
            close_places(actor_id=user().id, **told)
        else:
            edit_closure(actor_id=user().id, row=row, **told)

    return edit_page(
        make=make,
        row=row,
        save=save,
        template="upsets/closure_form.html",
        back=url_for("upsets.upsets"),
        refused_at="first",
        saved=_("Noted. Below are the sessions that have to move."),
    )


@blueprint.get("/closed/new", endpoint="closure_new")
@blueprint.post("/closed/new", endpoint="closure_new")
def closure_new() -> Any:
    return _page(None)


@blueprint.get("/closed/<int:closure_id>", endpoint="closure")
@blueprint.post("/closed/<int:closure_id>", endpoint="closure")
def closure(closure_id: int) -> Any:
    return _page(_closure(closure_id))


@blueprint.post("/closed/<int:closure_id>/remove", endpoint="closure_remove")
def closure_remove(closure_id: int) -> Response:
    remove_closure(actor_id=user().id, row=_closure(closure_id))
    db.session.commit()
    flash(_("The entry is removed."), "success")
    return redirect(url_for("upsets.upsets"))


@blueprint.get("/day", endpoint="day")
@blueprint.post("/day", endpoint="day")
def day() -> Any:
    form = DayForm()
    if not form.is_submitted():
        return render_template("upsets/day_form.html", form=form)
    if form.validate():
        try:
            _mark_day(form)
        except Refused as refused:
            db.session.rollback()
            form.first.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Noted. Below are the sessions that have to move."), "success")
            return redirect(url_for("upsets.upsets"))
    return render_template("upsets/day_form.html", form=form), 422


def _mark_day(form: DayForm) -> None:
    first, label = form.first.data, form.label.data or ""
    assert first is not None
    if form.kind.data == "lost":
        lose_day(actor_id=user().id, first=first, last=form.last.data, label=label)
    else:
        make_up_day(actor_id=user().id, day=first, weekday=form.weekday.data, label=label)
