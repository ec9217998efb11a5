"""The roll of a squad: everybody is present but the ones tapped."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.plans.queries import current_year
from careplan.school.models import Squad
from careplan.sessions.forms import RollForm, entered_roll
from careplan.sessions.models import TeamSession
from careplan.sessions.record_operations import record_attendance
from careplan.sessions.record_queries import TrailLine, feedback_of, roll_of, tallies_of, trail_of
from careplan.sessions.roll import MOST_MINUTES, ROLES, Entry, RollLine, stamp, tally
from careplan.sessions.views_rights import blueprint, is_concerned, may_call_roll, session_or_404
from careplan.web.guard import audit_read, user


@blueprint.get("/<int:session_id>/attendance/<int:squad_id>")
def attendance(session_id: int, squad_id: int) -> Any:
    """The roll with names: an audited read."""
    found, squad = _found(session_id, squad_id)
    if found.day > today() or found.state == "cancelled" or found.schedule.state != "published":
        flash(_("The roll of this session cannot be called now."), "info")
        return redirect(url_for("sessions.session", session_id=session_id))
    lines = roll_of(found, squad_id)
    audit_read("team_session", found.id, squad=squad_id)
    form = RollForm(formdata=None, data={"parents_came": found.parents_came})
    return _page(found, squad, lines, form, _first_choice(lines))


def _found(session_id: int, squad_id: int) -> tuple[TeamSession, Squad]:
    found = session_or_404(session_id)
    squad = next((one for one in found.squads if one.id == squad_id), None)
    if squad is None or not may_call_roll(squad_id):
        abort(404)
    return found, squad


def _first_choice(lines: list[RollLine]) -> dict[int, Entry]:
    """What is stored; on a roll never called, everybody is present."""
    called = any(line.entry for line in lines)
    return {line.child_id: line.entry or Entry("present") for line in lines if line.entry or not called}


def _page(
    found: TeamSession,
    squad: Squad,
    lines: list[RollLine],
    form: RollForm,
    entries: dict[int, Entry],
    faults: dict[int, str] | None = None,
    stale: bool = False,
) -> str:
    year = current_year()
    form.stamp.data = stamp(lines, found.parents_came)
    return render_template(
        "sessions/attendance.html",
        one=found,
        squad=squad,
        start_year=year.start_year if year else 0,
        lines=lines,
        entries=entries,
        tally=tally(entries.values()),
        form=form,
        faults=faults or {},
        stale=stale,
        called=any(line.entry for line in lines),
        roles=ROLES,
        most_minutes=MOST_MINUTES,
        trail=_trail(found.id, squad.id),
    )


def _trail(session_id: int, squad_id: int) -> list[list[TrailLine]]:
    """What was saved together stands together: the first call of a roll is one line, not one for each child."""
    lines = trail_of(session_id, squad_id)
    return [list(rows) for _key, rows in groupby(lines, key=lambda one: (one.at, one.who, one.before is None))]


@blueprint.post("/<int:session_id>/attendance/<int:squad_id>")
def call_roll(session_id: int, squad_id: int) -> Any:
    found, squad = _found(session_id, squad_id)
    lines, form = roll_of(found, squad_id), RollForm()
    entries, faults = entered_roll(request.form, lines)
    if form.stamp.data != stamp(lines, found.parents_came):
        return _page(found, squad, lines, form, entries, faults, stale=True), 409
    if faults or not form.validate():
        return _page(found, squad, lines, form, entries, faults), 422
    return _save(found, squad, entries, form.parents_came.data)


def _save(found: TeamSession, squad: Squad, entries: dict[int, Entry], parents_came: int | None) -> Response:
    if not entries:
        raise Refused(_("There is nobody on this roll."))
    record_attendance(
        actor_id=user().id, team_session=found, squad_id=squad.id, entries=entries, parents_came=parents_came
    )
    session_id, asked = found.id, _is_asked(found)
    db.session.commit()
    counted = tally(entries.values())
    words = _("Saved: %(came)s of %(expected)s came.", came=counted.came, expected=counted.expected)
    if asked:
        words = f"{words} {_('Now please answer the three questions below.')}"
    flash(words, "success")
    return redirect(url_for("sessions.session", session_id=session_id, _anchor="feedback" if asked else None))


def _is_asked(found: TeamSession) -> bool:
    """Whether the person's three answers come next: all rolls in the own hands are called, the answers not given."""
    tallies = tallies_of([found])[found.id]
    called = all(tallies[squad.id].recorded for squad in found.squads if may_call_roll(squad.id))
    answered = any(one.user_id == user().id for one in feedback_of(found.id))
    return called and is_concerned(found) and not answered
