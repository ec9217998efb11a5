"""“I would like to talk”: passed on by the class counselor, read and answered by the counselling teacher alone."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from careplan.casework.help_queries import own_talks
from careplan.db import db
from careplan.errors import Refused, StaleEdit
from careplan.plans.queries import current_year
from careplan.school.models import Squad
from careplan.voices.forms import AnsweredForm, PassOnForm
from careplan.voices.models import TalkWish
from careplan.voices.talk_operations import answer_wish, forget_wish, leave_wish, reopen_wish
from careplan.voices.talk_queries import somebody_listens, wish_named, wishes
from careplan.voices.views_rights import blueprint
from careplan.web.filters import day
from careplan.web.guard import audit_read, own_squads, user


@blueprint.get("/voices/talk/pass-on", endpoint="pass_on")
@blueprint.post("/voices/talk/pass-on", endpoint="pass_on")
def pass_on() -> Any:
    """A child told the class counselor; nothing is listed afterwards, nobody else is told."""
    labels = _own_labels()
    form = PassOnForm()
    form.squad_id.choices = list(labels.items())
    if form.validate_on_submit():
        try:
            leave_wish(
                squad=labels[form.squad_id.data],
                who=form.who.data or "",
                words=form.words.data or "",
                passed_by=user().display_name,
            )
        except Refused as refused:
            db.session.rollback()
            form.who.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Passed on. Only the counselling teacher can read it."), "success")
            return redirect(url_for("home.today"))
    shown = {"form": form, "labels": labels, "listens": somebody_listens()}
    return render_template("voices/pass_on.html", **shown), 422 if form.is_submitted() else 200


def _own_labels() -> dict[int, str]:
    year = current_year()
    query = select(Squad).where(Squad.id.in_(own_squads())).order_by(Squad.entry_year.desc(), Squad.number)
    return {one.id: one.label(year.start_year if year else 0) for one in db.session.scalars(query)}


@blueprint.get("/voices/talks")
def talks() -> str:
    """Who would like to talk: those that wait first. The entry in the log tells no number."""
    audit_read("help_given", None)
    return _talks_page()


def _talks_page(form: AnsweredForm | None = None, wish_id: int = 0) -> str:
    notes = [(0, _("no note yet")), *((one.id, _note_label(one)) for one in own_talks(user().id))]
    rows, forms = wishes(), {}
    for row in rows:
        forms[row.id] = form if form and row.id == wish_id else AnsweredForm(formdata=None)
        forms[row.id].talk_id.choices = notes
        forms[row.id].open_for(row)
    return render_template("voices/talks.html", wishes=rows, forms=forms, notes=dict(notes))


def _note_label(one: Any) -> str:
    return _("%(day)s, note %(n)s", day=day(one.day), n=one.id)


def _wish(wish_id: int) -> TalkWish:
    """The wish, unless somebody else saved it meanwhile."""
    row = wish_named(wish_id) or abort(404)
    if request.form.get("version") != str(row.version):
        raise StaleEdit
    return row


@blueprint.post("/voices/talks/<int:wish_id>/answer")
def talk_answer(wish_id: int) -> Any:
    row, form = _wish(wish_id), AnsweredForm()
    form.talk_id.choices = [(0, ""), *((one.id, "") for one in own_talks(user().id))]
    if not form.validate():
        return _talks_page(form, wish_id), 422
    answer_wish(person=user(), row=row, talk_id=form.talk_id.data or None)
    db.session.commit()
    flash(_("Marked as answered."), "success")
    return redirect(url_for("voices.talks"))


@blueprint.post("/voices/talks/<int:wish_id>/reopen")
def talk_reopen(wish_id: int) -> Response:
    reopen_wish(row=_wish(wish_id))
    db.session.commit()
    return redirect(url_for("voices.talks"))


@blueprint.post("/voices/talks/<int:wish_id>/forget")
def talk_forget(wish_id: int) -> Response:
    forget_wish(row=_wish(wish_id))
    db.session.commit()
    flash(_("Deleted."), "success")
    return redirect(url_for("voices.talks"))
