"""The rolls on a phone, with and without network: an empty page that the phone keeps, the names for it, the sending.

The page itself holds no name and no token, so that a phone may keep it. The names come sealed-to-be: the phone seals
them with a key that it is given for the person signed in, and forgets names and key on signing out.
"""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime, timedelta
from typing import Any

from flask import abort, current_app, jsonify, render_template, request, send_from_directory
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from careplan.clock import local, now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.plans.queries import current_year
from careplan.school.models import Squad
from careplan.secrecy import key_for
from careplan.sessions.models import TeamSession
from careplan.sessions.phone_forms import BadSent, read_sent
from careplan.sessions.phone_operations import Arrived, take_in_roll
from careplan.sessions.record_queries import roll_of
from careplan.sessions.roll import MOST_MINUTES, MOST_PARENTS, REASON_LENGTH, ROLES
from careplan.sessions.session_queries import in_force_between
from careplan.sessions.views_rights import blueprint, is_concerned, may_call_roll, session_or_404
from careplan.web.filters import day, in_english
from careplan.web.guard import audit_read, user
from careplan.web.query import query_text
from careplan.web.text import whole_number

BACK = timedelta(days=30)
KEPT = timedelta(hours=10)
MOST_ROLLS = 12


@blueprint.get("/phone/")
def phone() -> str:
    """The page without anybody's data; the phone fills it."""
    return render_template(
        "sessions/phone.html",
        roles=ROLES,
        most_minutes=MOST_MINUTES,
        most_parents=MOST_PARENTS,
        reason_length=REASON_LENGTH,
    )


@blueprint.get("/phone/worker.js")
def phone_worker() -> Response:
    """The service worker of the page above, at the page's own place: it can touch nothing else of the site."""
    folder = f"{current_app.static_folder}/dist"
    return send_from_directory(folder, "phone_worker.js", mimetype="text/javascript")


@blueprint.get("/phone/rolls")
def phone_rolls() -> Response:
    """Today's rolls in the own hands, and those of the last weeks that wait: an audited read of each."""
    found = []
    for one, squad in _rolls():
        audit_read("team_session", one.id, squad=squad.id)
        found.append(_roll(one, squad))
    if not found:
        audit_read("team_session", None)  # asked for, and nothing was in the own hands
    return jsonify(
        {
            "owner": str(user().id),
            "key": b64encode(key_for(f"phone:{user().id}")).decode(),
            "csrf": generate_csrf(),
            "until": _iso(now() + KEPT),
            "day": day(today(), "weekday"),
            "rolls": found,
        }
    )


def _rolls() -> list[tuple[TeamSession, Squad]]:
    also = {whole_number(word) for word in query_text("also").split(".")}
    sessions = in_force_between(today() - BACK, today())
    asked = [one for one in sessions if one.day == today() or one.state == "planned" or one.id in also]
    wanted = [one for one in asked if is_concerned(one)]
    pairs = [(one, squad) for one in reversed(wanted) for squad in one.squads if may_call_roll(squad.id)]
    return pairs[:MOST_ROLLS]


def _roll(one: TeamSession, squad: Squad) -> dict[str, Any]:
    year, lines = current_year(), roll_of(one, squad.id)
    title = (one.activity.title_en or one.activity.title) if in_english() else one.activity.title
    return {
        "session": one.id,
        "squad": squad.id,
        "name": squad.label(year.start_year if year else 0),
        "title": title,
        "when": f"{day(one.day, 'weekday')} · {_('lesson %(n)s', n=one.period)}",
        "place": one.venue.name,
        "today": one.day == today(),
        "parents": one.parents_came,
        "lines": [
            {"child": line.child_id, "name": line.name, "entry": line.entry.as_dict() if line.entry else None}
            for line in lines
        ],
    }


@blueprint.post("/phone/send/<int:session_id>/<int:squad_id>")
def phone_send(session_id: int, squad_id: int) -> Any:
    """Take in what a phone kept; the answer says for each entry what became of it."""
    found = session_or_404(session_id)
    if squad_id not in {squad.id for squad in found.squads} or not may_call_roll(squad_id):
        abort(404)
    try:
        sent = read_sent(request.get_data())
        answer = take_in_roll(actor_id=user().id, team_session=found, squad_id=squad_id, sent=sent)
    except (BadSent, Refused) as refused:
        db.session.rollback()
        return jsonify({"refused": str(refused)}), 400 if isinstance(refused, BadSent) else 409
    told = {
        "entries": [_told(one) for one in answer.entries],
        "parents": answer.parents,
        "parents_stored": answer.parents_stored,
    }
    db.session.commit()
    return jsonify(told)


def _told(one: Arrived) -> dict[str, Any]:
    return {
        "key": one.key,
        "child": one.child_id,
        "outcome": one.outcome,
        "stored": one.stored.as_dict() if one.stored else None,
        "by": (one.last.who or "") if one.last else "",
        "at": f"{local(one.last.at):%H:%M}" if one.last else "",
    }


def _iso(moment: datetime) -> str:
    return f"{moment.isoformat(timespec='seconds')}Z"
