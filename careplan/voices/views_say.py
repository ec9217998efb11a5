"""The children's door: a number, three faces, a quiet wish. Nobody signs in; nothing tells one child from another."""

from __future__ import annotations

import time
from typing import Any

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.clock import now
from careplan.db import db, enter_school
from careplan.errors import Refused
from careplan.plans.queries import current_year
from careplan.seeds.load import shipped_hotlines
from careplan.voices.answers import QUESTIONS
from careplan.voices.answers_operations import AllAnswered, take_answer
from careplan.voices.answers_queries import open_answers
from careplan.voices.codes import WrongTries, typed
from careplan.voices.forms import DoorForm, SayForm
from careplan.voices.models import ClassAnswers
from careplan.voices.talk_operations import leave_wish
from careplan.voices.talk_queries import somebody_listens, where_to_go
from careplan.voices.views_rights import blueprint

WAIT = 429
LINES = 2
"""Of the national lines those that listen; police and ambulance stand on the page of help."""


def _tries() -> WrongTries:
    tries: WrongTries = current_app.extensions.setdefault("wrong_numbers", WrongTries())
    return tries


def _found(ticket: str) -> ClassAnswers | tuple[str, int]:
    """The squad that answers under the number; else the page that says why not."""
    address, moment = request.remote_addr or "", time.monotonic()
    if _tries().is_held_back(address, moment):
        return render_template("voices/say_closed.html", waits=True), WAIT
    code = typed(ticket)
    row = open_answers(code, now()) if code else None
    if row is None:
        _tries().note(address, moment)
        return render_template("voices/say_closed.html", waits=False), 404
    enter_school(row.school_id)
    return row


@blueprint.get("/say/", endpoint="door")
@blueprint.post("/say/", endpoint="door")
def door() -> Any:
    """Type the number."""
    form = DoorForm()
    if form.validate_on_submit():
        found = _found(form.number.data or "")
        if isinstance(found, ClassAnswers):
            return redirect(url_for("voices.say", ticket=found.code))
        if found[1] == WAIT:
            return found
        form.number.errors = [_("This number is not right, or the time is over. Please look again.")]
    return render_template("voices/say_door.html", form=form), 422 if form.is_submitted() else 200


@blueprint.get("/say/<ticket>", endpoint="say")
@blueprint.post("/say/<ticket>", endpoint="say")
def say(ticket: str) -> Any:
    """Three questions, one face each."""
    found = _found(ticket)
    if not isinstance(found, ClassAnswers):
        return found
    if _has_answered(found):
        return redirect(url_for("voices.thanks", ticket=found.code))
    form = SayForm()
    if form.validate_on_submit():
        try:
            _take(found, form)
        except Refused as refused:
            db.session.rollback()
            enter_school(found.school_id)
            form.who.errors = [str(refused)]
        else:
            return _thank(found)
    return _form_page(found, form), 422 if form.is_submitted() else 200


def _form_page(found: ClassAnswers, form: SayForm) -> str:
    year = current_year()
    return render_template(
        "voices/say.html",
        form=form,
        questions=list(QUESTIONS),
        title=found.team_session.activity.title,
        label=found.squad.label(year.start_year if year else 0),
        may_wish=found.way == "each" and somebody_listens(),
        code=found.code,
    )


def _take(found: ClassAnswers, form: SayForm) -> None:
    """Both in one transaction, neither knowing the other. A wish is kept even when all answers are in."""
    year = current_year()
    if form.talk.data == "yes" and found.way == "each":
        label = found.squad.label(year.start_year if year else 0)
        leave_wish(squad=label, who=form.who.data or "", words=form.words.data or "")
    try:
        take_answer(row=found, answer={question: form[question].data for question in QUESTIONS})
    except AllAnswered:
        if form.talk.data != "yes":
            raise
    db.session.commit()


def _thank(found: ClassAnswers) -> Response:
    """To the page of thanks; the own device remembers that it answered, and nothing else, until the number is over."""
    response = make_response(redirect(url_for("voices.thanks", ticket=found.code)))
    if found.way == "each" and found.open_until:
        left = max(60, int((found.open_until - now()).total_seconds()))
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        response.set_cookie(
            _cookie(found), "1", max_age=left, path="/say/", httponly=True, samesite="Lax", secure=secure
        )
    return response


def _cookie(found: ClassAnswers) -> str:
    return f"answered_{found.code}"


def _has_answered(found: ClassAnswers) -> bool:
    return found.way == "each" and request.cookies.get(_cookie(found)) == "1"


@blueprint.get("/say/<ticket>/thanks", endpoint="thanks")
def thanks(ticket: str) -> Any:
    """Thank you; on a device that goes round, the next child's turn."""
    found = _found(ticket)
    if not isinstance(found, ClassAnswers):
        return found
    shown = {"way": found.way, "code": found.code, "rooms": where_to_go(), "lines": shipped_hotlines()[:LINES]}
    return render_template("voices/say_thanks.html", **shown)
