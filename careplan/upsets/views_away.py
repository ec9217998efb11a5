"""Somebody is away: marked by those who arrange the sessions, or by the person."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from careplan.access.roles import HEAD_COUNSELOR, PRINCIPAL
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.school.models import StaffMember
from careplan.school.models_upsets import Away
from careplan.school.queries_upsets import away_from
from careplan.school.views_edit import edit_page
from careplan.upsets.beside import parts_when_away
from careplan.upsets.forms import AWAY_WORDS, AwayForm, OwnAwayForm
from careplan.upsets.mark_operations import edit_away, mark_away, remove_away
from careplan.upsets.views_words import blueprint
from careplan.web.guard import roles, user


def _people() -> list[StaffMember]:
    query = select(StaffMember).where(StaffMember.active, StaffMember.kind == "teacher")
    return list(db.session.scalars(query.order_by(StaffMember.number)))


def _away(away_id: int) -> Away:
    return db.session.scalar(select(Away).where(Away.id == away_id)) or abort(404)


@blueprint.get("/away/new", endpoint="away_new")
@blueprint.post("/away/new", endpoint="away_new")
def away_new() -> Any:
    people = _people()

    def make(**rest: Any) -> AwayForm:
        form = AwayForm(**rest)
        form.staff_id.choices = [(0, "—"), *((one.id, one.name) for one in people)]
        return form

    def save(form: AwayForm) -> None:
        person = next(one for one in people if one.id == form.staff_id.data)
        mark_away(actor_id=user().id, staff=person, stretch=form.stretch, reason=form.reason.data)

    return edit_page(
        make=make,
        row=None,
        save=save,
        template="upsets/away_form.html",
        back=url_for("upsets.upsets"),
        refused_at="first",
        saved=_("Noted. Below are the sessions that need somebody else."),
        own=False,
    )


@blueprint.get("/away/<int:away_id>", endpoint="away")
@blueprint.post("/away/<int:away_id>", endpoint="away")
def away(away_id: int) -> Any:
    row = _away(away_id)
    return edit_page(
        make=lambda **rest: OwnAwayForm(obj=row, **rest),
        row=row,
        save=lambda form: edit_away(actor_id=user().id, row=row, stretch=form.stretch, reason=form.reason.data),
        template="upsets/away_form.html",
        back=url_for("upsets.upsets"),
        refused_at="first",
        own=False,
    )


@blueprint.post("/away/<int:away_id>/remove", endpoint="away_remove")
def away_remove(away_id: int) -> Response:
    """Those who arrange the sessions, and the person; to everybody else the entry does not exist."""
    row = _away(away_id)
    arranges = bool(roles() & {HEAD_COUNSELOR, PRINCIPAL})
    if not arranges and row.staff_id != user().staff_id:
        abort(404)
    remove_away(actor_id=user().id, row=row)
    db.session.commit()
    flash(_("The entry is removed."), "success")
    return redirect(url_for("upsets.upsets" if arranges else "upsets.mine"))


@blueprint.get("/mine", endpoint="mine")
@blueprint.post("/mine", endpoint="mine")
def mine() -> Any:
    """The own times away, and a form for another."""
    person = user().staff
    form = OwnAwayForm()
    status = 200
    if form.is_submitted() and person is not None:
        if form.validate():
            try:
                mark_away(actor_id=user().id, staff=person, stretch=form.stretch, reason=form.reason.data)
            except Refused as refused:
                db.session.rollback()
                form.first.errors = [str(refused)]
            else:
                db.session.commit()
                flash(_("Noted. The head counselor sees it and finds somebody for your sessions."), "success")
                return redirect(url_for("upsets.mine"))
        status = 422
    rows = away_from(today(), person.id) if person else []
    beside = parts_when_away(person.id) if person else []
    page = render_template(
        "upsets/mine.html", form=form, rows=rows, person=person, away_words=AWAY_WORDS, beside=beside
    )
    return page, status
