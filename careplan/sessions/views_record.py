"""What is recorded of a session besides the roll: held, cancelled, notes, feedback."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.errors import Refused
from careplan.sessions.forms import CancelForm, FeedbackForm, NotesForm
from careplan.sessions.models import TeamSession
from careplan.sessions.record_operations import cancel_session, give_feedback, mark_held, reopen_session, set_notes
from careplan.sessions.views_rights import blueprint, is_concerned, may_keep_record, session_or_404
from careplan.sessions.views_session import session_page
from careplan.web.guard import user


def _own(session_id: int) -> TeamSession:
    """The session when this person may keep its record; 403 otherwise."""
    found = session_or_404(session_id)
    if not may_keep_record(found):
        abort(403)
    return found


def _back(session_id: int, words: str) -> Response:
    db.session.commit()
    flash(words, "success")
    return redirect(url_for("sessions.session", session_id=session_id))


@blueprint.post("/<int:session_id>/held")
def held(session_id: int) -> Response:
    mark_held(actor_id=user().id, team_session=_own(session_id))
    return _back(session_id, _("Noted: the session was held."))


@blueprint.post("/<int:session_id>/reopen")
def reopen(session_id: int) -> Response:
    people = reopen_session(actor_id=user().id, team_session=_own(session_id))
    return _back(session_id, _("The session is planned again.") + _to_tell(people))


@blueprint.post("/<int:session_id>/cancel")
def cancel(session_id: int) -> Any:
    found, form = _own(session_id), CancelForm()
    if not form.validate():
        return session_page(found, cancel=form), 422
    people = cancel_session(actor_id=user().id, team_session=found, reason=form.reason.data or "")
    return _back(session_id, _("The session is cancelled.") + _to_tell(people))


def _to_tell(people: int) -> str:
    """Where the messages are: nobody is told before the head counselor sends them."""
    if not people:
        return ""
    return " " + ngettext(
        "One person is to be told; the message waits in the head counselor's outbox.",
        "%(num)d people are to be told; their messages wait in the head counselor's outbox.",
        people,
    )


@blueprint.post("/<int:session_id>/notes")
def notes(session_id: int) -> Any:
    found, form = _own(session_id), NotesForm()
    if form.is_stale(found):
        return session_page(found, notes=form, stale=True), 409
    if form.validate():
        try:
            parents = form.parents_came.data
            set_notes(actor_id=user().id, team_session=found, notes=form.notes.data or "", parents_came=parents)
        except Refused as refused:
            form.parents_came.errors = [str(refused)]
        else:
            return _back(session_id, _("Saved."))
    return session_page(found, notes=form), 422


@blueprint.post("/<int:session_id>/feedback")
def feedback(session_id: int) -> Any:
    found, form = session_or_404(session_id), FeedbackForm()
    if not is_concerned(found):
        abort(403)
    if not form.validate():
        return session_page(found, feedback=form), 422
    answers = {name: form[name].data for name in ("interesting", "aimed", "effective")}
    give_feedback(actor=user(), team_session=found, comment=form.comment.data or "", **answers)
    return _back(session_id, _("Thank you. Your feedback is saved."))
