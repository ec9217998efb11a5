"""How those who led a session together share it."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.school.queries import current_year
from careplan.sessions.models import TeamSession
from careplan.sessions.record_queries import find_session
from careplan.sessions.session_queries import SquadNames
from careplan.web.guard import user
from careplan.web.text import whole_number
from careplan.workload.entry_operations import MOST_WEIGHT, share_session
from careplan.workload.load_sessions import held_sessions, shares_of
from careplan.workload.views_rights import blueprint
from careplan.workload.work import LEADER


@blueprint.get("/shares", endpoint="shares")
def shares() -> str:
    """This year's sessions that several people led, the newest first."""
    year = current_year()
    found = held_sessions(year.terms[0].starts_on, today()) if year and year.terms else []
    together = [row for row in reversed(found) if len(leaders_of(row)) > 1]
    names = SquadNames.now()
    return render_template(
        "workload/shares.html",
        sessions=[(row, names.label(row.squads), _parts(row)) for row in together],
    )


def leaders_of(row: TeamSession) -> list[Any]:
    """The posts of those who led."""
    return [post for post in row.posts if post.role == LEADER]


def _parts(row: TeamSession) -> list[tuple[int, str, int]]:
    """Staff id, name and weight of each leader."""
    weights = shares_of([row.id])
    return [(post.staff_id, post.staff.name, weights.get((row.id, post.staff_id), 1)) for post in leaders_of(row)]


@blueprint.get("/shares/<int:session_id>", endpoint="share")
@blueprint.post("/shares/<int:session_id>", endpoint="share")
def share(session_id: int) -> Any:
    row = find_session(session_id)
    if row is None or row.state != "held" or len(leaders_of(row)) < 2:
        abort(404)
    parts, fault = _parts(row), ""
    if request.method == "POST":
        typed = {
            staff_id: whole_number(request.form.get(f"weight-{staff_id}", "").strip()) for staff_id, *_rest in parts
        }
        parts = [(staff_id, name, typed[staff_id] or 0) for staff_id, name, _weight in parts]
        try:
            if any(weight is None for weight in typed.values()):
                raise Refused(_("Please enter a whole number."))
            share_session(actor=user(), team_session=row, weights={key: one or 0 for key, one in typed.items()})
        except Refused as refused:
            db.session.rollback()
            fault = str(refused)
            row = find_session(session_id)
        else:
            db.session.commit()
            flash(_("Saved. It counts when the period is computed the next time."), "success")
            return redirect(url_for("workload.shares"))
    page = render_template("workload/share.html", row=row, parts=parts, fault=fault, most=MOST_WEIGHT)
    return (page, 422) if fault else page
