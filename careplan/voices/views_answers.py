"""Asking a squad: the way, the number with its picture, slips to print, keying them in, and what came of it."""

from __future__ import annotations

from typing import Any

import segno
from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.audit.operations import record
from careplan.clock import local, now
from careplan.db import db
from careplan.errors import Refused
from careplan.plans.queries import current_year
from careplan.school.models import Squad
from careplan.sessions.models import TeamSession
from careplan.sessions.views_rights import session_or_404
from careplan.voices.answers import FACES_UP_TO, QUESTIONS, answered, may_tell_squads, picture
from careplan.voices.answers_operations import close_round, open_round, save_tally
from careplan.voices.answers_queries import answers_of, answers_of_squad, children_present, finished, picture_of
from careplan.voices.codes import spoken
from careplan.voices.forms import OpenForm, TallyForm, field_name
from careplan.voices.models import ClassAnswers
from careplan.voices.views_rights import asked_or_404, blueprint, may_see_answers
from careplan.web.guard import user

ASK = "/voices/sessions/<int:session_id>/squads/<int:squad_id>"
SLIPS = 8
ONLY_HERE = ("127.0.0.1", "localhost", "[::1]")


def _context(found: TeamSession, squad: Squad) -> dict[str, Any]:
    year = current_year()
    present, called = children_present(found, squad.id)
    start_year = year.start_year if year else 0
    return {
        "one": found,
        "squad": squad,
        "label": squad.label(start_year),
        "is_young": squad.grade(start_year) <= FACES_UP_TO,
        "present": present,
        "called": called,
        "questions": list(QUESTIONS),
    }


@blueprint.get(ASK)
def ask(session_id: int, squad_id: int) -> str:
    """How to ask; while a number is open, the number."""
    found, squad = asked_or_404(session_id, squad_id)
    return _ask_page(found, squad, OpenForm(formdata=None))


def _ask_page(found: TeamSession, squad: Squad, form: OpenForm) -> str:
    row = answers_of_squad(found.id, squad.id)
    shown = _context(found, squad) | {"row": row, "form": form, "received": answered(row.counts) if row else 0}
    if row is not None and row.is_open(now()):
        return render_template("voices/open.html", **shown, **_door(row))
    return render_template("voices/ask.html", picture=picture([row.counts] if row else []), **shown)


def _door(row: ClassAnswers) -> dict[str, Any]:
    """The number as it is read out, where to type it, and both as a picture."""
    assert row.code and row.open_until
    address = url_for("voices.say", ticket=row.code, _external=True)
    image = segno.make(address, error="m", micro=False).svg_data_uri(border=2, dark="#14503f", scale=8)
    return {
        "number": spoken(row.code),
        "door": url_for("voices.door", _external=True),
        "image": image,
        "only_here": request.host.rsplit(":", 1)[0] in ONLY_HERE,
        "until": f"{local(row.open_until):%H:%M}",
    }


@blueprint.post(f"{ASK}/open", endpoint="open")
def open_number(session_id: int, squad_id: int) -> Any:
    found, squad = asked_or_404(session_id, squad_id)
    form = OpenForm()
    if not form.validate():
        return _ask_page(found, squad, form), 422
    row = open_round(
        actor_id=user().id,
        team_session=found,
        squad_id=squad.id,
        way=form.way.data,
        minutes=form.minutes.data,
    )
    if form.here.data:
        return _hand_over(row)
    db.session.commit()
    return redirect(url_for("voices.ask", session_id=session_id, squad_id=squad_id))


def _hand_over(row: ClassAnswers) -> Response:
    """The device goes round among the children: the teacher is signed out of it first."""
    record(actor_id=user().id, action="sign-out", entity="user", entity_id=user().id)
    code = row.code
    db.session.commit()
    session.clear()
    return redirect(url_for("voices.say", ticket=code))


@blueprint.post(f"{ASK}/close")
def close(session_id: int, squad_id: int) -> Response:
    found, squad = asked_or_404(session_id, squad_id)
    row = answers_of_squad(found.id, squad.id) or abort(404)
    close_round(actor_id=user().id, row=row)
    db.session.commit()
    flash(_("Closed. The answers are on the session's page."), "success")
    return redirect(url_for("sessions.session", session_id=session_id, _anchor="feedback"))


@blueprint.get(f"{ASK}/received")
def received(session_id: int, squad_id: int) -> str:
    """How many have answered: the part of the page that renews itself."""
    found, squad = asked_or_404(session_id, squad_id)
    row = answers_of_squad(found.id, squad.id)
    shown = _context(found, squad) | {"received": answered(row.counts) if row else 0}
    return render_template("voices/_received.html", is_open=bool(row and row.is_open(now())), **shown)


@blueprint.get(f"{ASK}/slip")
def slip(session_id: int, squad_id: int) -> str:
    """Slips to print, cut and put into a box."""
    found, squad = asked_or_404(session_id, squad_id)
    return render_template("voices/slip.html", slips=SLIPS, **_context(found, squad))


@blueprint.get(f"{ASK}/tally", endpoint="tally")
@blueprint.post(f"{ASK}/tally", endpoint="tally")
def tally(session_id: int, squad_id: int) -> Any:
    """Key in the box of slips: three numbers for each question."""
    found, squad = asked_or_404(session_id, squad_id)
    row = answers_of_squad(found.id, squad.id)
    form = TallyForm(data=_keyed(row))
    context = _context(found, squad) | {"form": form, "row": row, "field_name": field_name}
    if not form.is_submitted():
        form.version.data = str(row.version) if row else ""
        return render_template("voices/tally.html", stale=False, **context)
    if row is not None and form.is_stale(row):
        form.version.data = str(row.version)
        return render_template("voices/tally.html", stale=True, **context), 409
    if form.validate():
        try:
            save_tally(
                actor_id=user().id,
                team_session=found,
                squad_id=squad.id,
                counts=form.counts(),
                uneven=form.uneven.data,
            )
        except Refused as refused:
            db.session.rollback()
            form.uneven.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Saved. The answers are on the session's page."), "success")
            return redirect(url_for("sessions.session", session_id=session_id, _anchor="feedback"))
    return render_template("voices/tally.html", stale=False, **context), 422


def _keyed(row: ClassAnswers | None) -> dict[str, int]:
    if row is None or row.way != "paper":
        return {}
    return {field_name(q, choice): count for q, counts in row.counts.items() for choice, count in counts.items()}


@blueprint.get("/voices/sessions/<int:session_id>")
def answers(session_id: int) -> str:
    """The records behind the figures: each squad's answers, where none of them is small."""
    found = session_or_404(session_id)
    if not may_see_answers(found):
        abort(403)
    year, rows = current_year(), answers_of(found.id)
    done = finished(rows, now())
    return render_template(
        "voices/answers.html",
        one=found,
        rows=rows,
        start_year=year.start_year if year else 0,
        pictures={row.id: picture([row.counts]) for row in done},
        tells=len(done) == len(rows) and may_tell_squads([row.counts for row in done]),
        total=picture_of(rows, now()),
        is_open={row.id: row.is_open(now()) for row in rows},
    )
