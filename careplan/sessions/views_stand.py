"""What can stand here? The best alternatives for a session or an empty lesson of a draft; one is chosen."""

from __future__ import annotations

from flask import abort, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.errors import Refused
from careplan.scheduling.problem import Slot
from careplan.scheduling.solution import Session
from careplan.sessions.alternatives import Alternative, Asking
from careplan.sessions.board_load import Ids
from careplan.sessions.desk_load import Reading, load_reading
from careplan.sessions.draft_forms import chosen_number
from careplan.sessions.draft_operations import reader_language
from careplan.sessions.moves import add_words, move_words, session_words, time_words
from careplan.sessions.views_edit import made
from careplan.sessions.views_rights import blueprint, draft_or_404
from careplan.web.query import query_date, query_int


@blueprint.get("/draft/<int:version_id>/stand")
def stand(version_id: int) -> str:
    """What can stand here: ?session= for one of the draft, ?squad=&day=&period= for an empty lesson."""
    reading = load_reading(draft_or_404(version_id), reader_language())
    asking = Asking(reading.desk, reading.fixing, reading.language, reading.names)
    row = query_int("session")
    if row is not None:
        place = reading.desk.place_of(row)
        if place is None:
            abort(404)
        return _stand_page(reading, asking, asking.for_session(place), row, reading.desk.sessions[place], None)
    squad, slot = _lesson(reading)
    return _stand_page(reading, asking, asking.for_lesson(squad, slot), None, None, (squad, slot))


def _lesson(reading: Reading) -> tuple[str, Slot]:
    squad = Ids.now().squads.get(query_int("squad") or 0)
    day, period = query_date("day"), query_int("period")
    slot = reading.desk.judge.index.at.get((day, period)) if day and period else None
    if squad not in reading.desk.judge.index.squads or slot is None:
        abort(404)
    return squad, slot


@blueprint.post("/draft/<int:version_id>/stand")
def choose(version_id: int) -> Response:
    """Take one of the alternatives."""
    reading = load_reading(draft_or_404(version_id), reader_language())
    given = request.form
    into = Session(
        given.get("activity", ""),
        given.get("group", ""),
        given.get("start", ""),
        given.get("venue", ""),
        tuple(given.getlist("staff")),
    )
    row = chosen_number(given.get("session", ""))
    out = None if row is None else reading.desk.session_of(row)
    if out is None and given.get("session"):
        raise Refused(_("This session is not in the draft any more. Please load the page anew."))
    if out is None:
        return made(reading, (), (into,), add_words(reading.desk, into, reading.language, reading.names))
    return made(reading, (out,), (into,), move_words(reading.desk, out, into, reading.language, reading.names))


def _stand_page(
    reading: Reading,
    asking: Asking,
    found: list[Alternative],
    row: int | None,
    session: Session | None,
    lesson: tuple[str, Slot] | None,
) -> str:
    desk = reading.desk
    return render_template(
        "sessions/stand.html",
        version=reading.version,
        row=row,
        session=session,
        what=session_words(desk, session, reading.language, reading.names) if session else "",
        when=time_words(desk, session, reading.language) if session else "",
        lesson=lesson,
        asked={name: request.args[name] for name in ("squad", "day", "period")} if lesson else None,
        found=[(one, asking.effect(one), time_words(desk, one.into, reading.language)) for one in found],
        names=reading.names,
    )
