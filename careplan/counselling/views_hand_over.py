"""Hand over everything that a counselling teacher keeps, before somebody leaves the school."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import ngettext

from careplan.access.roles import PRINCIPAL
from careplan.counselling.forms import HandOverAllForm
from careplan.counselling.note_operations import hand_over_all
from careplan.counselling.note_queries import counselling_teachers, keepers_now
from careplan.counselling.views_rights import blueprint
from careplan.db import db
from careplan.errors import Refused
from careplan.web.guard import roles, user


@blueprint.get("/hand-over", endpoint="hand_over_all")
@blueprint.post("/hand-over", endpoint="hand_over_all")
def hand_over_all_page() -> Any:
    """A keeper gives the own notes; the principal also those of somebody who has left."""
    principal, form = PRINCIPAL in roles(), HandOverAllForm()
    given = [(one, number) for one, number in keepers_now() if principal or one.id == user().id]
    people = [one for one in counselling_teachers() if principal or one.id != user().id]
    form.from_id.choices = [(one.id, _kept(one.display_name, number)) for one, number in given]
    form.user_id.choices = [(0, "—"), *((one.id, one.display_name) for one in people)]
    if form.validate_on_submit():
        try:
            number = hand_over_all(
                actor_id=user().id, from_id=form.from_id.data, user_id=form.user_id.data, reason=form.reason.data or ""
            )
        except Refused as refused:
            db.session.rollback()
            form.user_id.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_done(number), "success")
            return redirect(url_for("home.today" if principal else "counselling.room"))
    page = render_template("counselling/hand_over_all.html", form=form, given=given, people=people, principal=principal)
    return page, 422 if form.is_submitted() else 200


def _done(number: int) -> str:
    return ngettext(
        "The notes of %(num)d child are handed over.", "The notes of %(num)d children are handed over.", number
    )


def _kept(name: str, number: int) -> str:
    return f"{name} · " + ngettext("%(num)d child", "%(num)d children", number)
