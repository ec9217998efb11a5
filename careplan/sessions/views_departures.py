"""Recording that a session was held at another time, together with another one, or without being planned."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from careplan.access.roles import HEAD_COUNSELOR
from careplan.activities.models import Activity
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.school.models import Squad, StaffMember, Venue
from careplan.school.queries import may_lead
from careplan.sessions.departure_forms import MergedForm, MovedForm, UnplannedForm
from careplan.sessions.departure_operations import When, record_merged, record_moved, record_unplanned, take_back
from careplan.sessions.models import TeamSession
from careplan.sessions.session_queries import SquadNames, in_force_between
from careplan.sessions.views_rights import blueprint, may_keep_record, session_or_404
from careplan.web.filters import day as day_words
from careplan.web.filters import in_english
from careplan.web.guard import own_squads, roles, user

AROUND = timedelta(days=7)


def _own(session_id: int) -> TeamSession:
    found = session_or_404(session_id)
    if not may_keep_record(found):
        abort(403)
    return found


@blueprint.get("/<int:session_id>/otherwise", endpoint="otherwise")
@blueprint.post("/<int:session_id>/otherwise", endpoint="otherwise")
def otherwise(session_id: int) -> Any:
    """Held at another time or place, or together with another session; ?do= says which of the two forms was sent."""
    one = _own(session_id)
    sent = request.form.get("do", "")
    moved = MovedForm(formdata=request.form if sent == "moved" else None, obj=one)
    merged = MergedForm(formdata=request.form if sent == "merged" else None)
    _offer(one, moved, merged)
    if sent == "moved" and moved.validate() and _saved(moved.day, lambda: _record_moved(one, moved)):
        return _back(one, _("Recorded: held at another time or place."))
    if sent == "merged" and merged.validate() and _saved(merged.into_id, lambda: _record_merged(one, merged)):
        return _back(one, _("Recorded: held together with another session. Call the roll there."))
    page = render_template("sessions/otherwise.html", one=one, moved=moved, merged=merged)
    return page, 422 if sent else 200


def _offer(one: TeamSession, moved: MovedForm, merged: MergedForm) -> None:
    moved.venue_id.choices = _venues()
    names = SquadNames.now()
    near = [row for row in in_force_between(one.day - AROUND, one.day + AROUND) if row.id != one.id]
    merged.into_id.choices = [(0, "—"), *((row.id, _named(row, names)) for row in near if row.day <= today())]


def _named(row: TeamSession, names: SquadNames) -> str:
    title = (row.activity.title_en or row.activity.title) if in_english() else row.activity.title
    return f"{day_words(row.day, 'short')} {names.label(row.squads)} {title}"


def _venues() -> list[tuple[int, str]]:
    query = select(Venue.id, Venue.name).where(Venue.active).order_by(Venue.kind, Venue.name)
    return [(row[0], row[1]) for row in db.session.execute(query)]


def _saved(field: Any, change: Any) -> bool:
    """Do it and commit; where it is refused the words stand at the field and nothing is lost."""
    try:
        change()
    except Refused as refused:
        db.session.rollback()
        field.errors = [str(refused)]
        return False
    db.session.commit()
    return True


def _when(form: MovedForm | UnplannedForm) -> When:
    day, venue = form.day.data, db.session.get(Venue, form.venue_id.data)
    if day is None or venue is None:
        abort(404)
    return When(day, form.period.data, venue)


def _record_moved(one: TeamSession, form: MovedForm) -> None:
    record_moved(actor_id=user().id, team_session=one, when=_when(form), reason=form.reason.data or "")


def _record_merged(one: TeamSession, form: MergedForm) -> None:
    into = session_or_404(form.into_id.data)
    record_merged(actor_id=user().id, team_session=one, into=into, reason=form.reason.data or "")


def _back(one: TeamSession, words: str) -> Response:
    flash(words, "success")
    return redirect(url_for("sessions.session", session_id=one.id))


@blueprint.post("/<int:session_id>/take-back", endpoint="take_back")
def take_it_back(session_id: int) -> Response:
    one = _own(session_id)
    stays = take_back(actor_id=user().id, team_session=one)
    db.session.commit()
    if stays:
        return _back(one, _("Taken back. The session is planned as before."))
    flash(_("Taken back. The session is no longer recorded."), "success")
    return redirect(url_for("sessions.list"))


@blueprint.get("/unplanned", endpoint="unplanned")
@blueprint.post("/unplanned", endpoint="unplanned")
def unplanned() -> Any:
    """Held though no schedule had it: of the own squads, or, by the head counselor, of any."""
    form = UnplannedForm()
    squads = _squads_offered()
    _offer_unplanned(form, squads)
    if not form.is_submitted():
        form.staff_id.data = form.staff_id.data or user().staff_id
        form.day.data = form.day.data or today()
        return render_template("sessions/unplanned.html", form=form)
    made: list[TeamSession] = []
    if form.validate() and _saved(form.day, lambda: made.append(_record_unplanned(form, squads))):
        return _back(made[0], _("Recorded. The roll can be called now."))
    return render_template("sessions/unplanned.html", form=form), 422


def _squads_offered() -> list[Squad]:
    query = select(Squad).where(Squad.active).order_by(Squad.entry_year.desc(), Squad.number)
    found = list(db.session.scalars(query))
    return found if HEAD_COUNSELOR in roles() else [one for one in found if one.id in own_squads()]


def _offer_unplanned(form: UnplannedForm, squads: list[Squad]) -> None:
    names = SquadNames.now()
    activities = select(Activity.id, Activity.title, Activity.title_en).where(Activity.retired.is_(False))
    people = select(StaffMember.id, StaffMember.name).where(may_lead()).order_by(StaffMember.number)
    titles = [(row[0], (row[2] or row[1]) if in_english() else row[1]) for row in db.session.execute(activities)]
    form.activity_id.choices = [(0, "—"), *sorted(titles, key=lambda one: one[1])]
    form.squad_ids.choices = [(one.id, one.label(names.start_year)) for one in squads]
    form.staff_id.choices = [(0, "—"), *((row[0], row[1]) for row in db.session.execute(people))]
    form.venue_id.choices = _venues()


def _record_unplanned(form: UnplannedForm, squads: list[Squad]) -> TeamSession:
    return record_unplanned(
        actor_id=user().id,
        activity=db.session.get_one(Activity, form.activity_id.data),
        squads=[one for one in squads if one.id in (form.squad_ids.data or [])],
        leader=db.session.get_one(StaffMember, form.staff_id.data),
        when=_when(form),
        reason=form.reason.data or "",
    )
