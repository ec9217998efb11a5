"""One session's page: activity, when and where, who came, what was said."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from careplan.access.roles import PRINCIPAL
from careplan.clock import today
from careplan.db import db
from careplan.plans.queries import current_year
from careplan.school.models import Goal
from careplan.seeds.guidance import CeremonyStep
from careplan.sessions.beside import has_records, parts_of
from careplan.sessions.forms import CancelForm, FeedbackForm, NotesForm
from careplan.sessions.heir_load import session_now
from careplan.sessions.load import ceremony
from careplan.sessions.models import TeamSession
from careplan.sessions.record_queries import Opinion, feedback_of, find_session, note_versions, tallies_of
from careplan.sessions.roll import Tally, spoken
from careplan.sessions.views_rights import (
    blueprint,
    is_concerned,
    may_call_roll,
    may_keep_record,
    may_see_version,
    session_or_404,
)
from careplan.web.guard import roles, user

CEREMONY_CHANNEL = "team-day"


@blueprint.get("/<int:session_id>")
def session(session_id: int) -> Any:
    """The session's page; names of children are on the roll only.

    Who sees the schedule in force only and comes by an old address, is led to the session as it stands today.
    """
    found = find_session(session_id)
    if found is not None and found.schedule.state == "superseded" and not may_see_version(found.schedule):
        return _lead_on(found)
    return session_page(session_or_404(session_id))


def _lead_on(former: TeamSession) -> Response:
    row = session_now(former)
    if row is None:
        flash(_("This session is not in the schedule any more."), "warning")
        return redirect(url_for("sessions.list", day=former.day.isoformat()))
    flash(_("The schedule was changed: this is the session as it stands now."), "info")
    return redirect(url_for("sessions.session", session_id=row))


def session_page(team_session: TeamSession, **forms: Any) -> str:
    """The page with fresh forms, or with those that were refused (feedback, notes, cancel)."""
    tallies = tallies_of([team_session])[team_session.id]
    opinions = [one for one in feedback_of(team_session.id) if one.name is not None]
    year = current_year()
    in_force = team_session.schedule.state == "published"
    codes = team_session.activity.goals
    return render_template(
        "sessions/session.html",
        one=team_session,
        activity=team_session.activity,
        start_year=year.start_year if year else 0,
        tallies=tallies,
        total=sum(tallies.values(), Tally(0)),
        opinions=opinions,
        goals=list(db.session.scalars(select(Goal).where(Goal.code.in_(codes)).order_by(Goal.position))),
        steps=_ceremony(team_session, tallies, year.start_year if year else 0),
        in_force=in_force,
        now_in_force=session_now(team_session) if team_session.schedule.state == "superseded" else None,
        is_over=team_session.day <= today(),
        rolls=[squad for squad in team_session.squads if in_force and may_call_roll(squad.id)],
        may_record=in_force and may_keep_record(team_session),
        may_say=in_force and is_concerned(team_session),
        sees_words=may_keep_record(team_session) or PRINCIPAL in roles(),
        versions=note_versions(team_session.id),
        beside=parts_of(team_session),
        has_records=has_records(team_session.id),
        **{"stale": False, **_fresh(team_session, opinions), **forms},
    )


def _ceremony(team_session: TeamSession, tallies: dict[int, Tally], start_year: int) -> list[tuple[CeremonyStep, str]]:
    """The order of the meeting with what is called out; of several squads each fills in its own words."""
    if team_session.activity.channel != CEREMONY_CHANNEL:
        return []
    alone = team_session.squads[0] if len(team_session.squads) == 1 else None
    return [
        (step, spoken(step.words, alone.label(start_year), tallies[alone.id]) if alone else step.words)
        for step in ceremony()
    ]


def _fresh(team_session: TeamSession, opinions: list[Opinion]) -> dict[str, Any]:
    own = next((one for one in opinions if one.user_id == user().id), None)
    notes = NotesForm(formdata=None, obj=team_session)
    notes.open_for(team_session)
    return {
        "feedback": FeedbackForm(formdata=None, obj=own),
        "notes": notes,
        "cancel": CancelForm(formdata=None),
    }
