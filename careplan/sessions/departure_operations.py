"""Record that a session was not held as planned: at another time or place, merged with another, or never planned.

Each is recorded from its day on, with a reason, in the schedule in force. The session keeps how the schedule knew it,
so that a re-plan finds it again and nothing recorded is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.activities.models import Activity
from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.plans.load import squad_code
from careplan.school.load import load_year_calendar
from careplan.school.models import Squad, StaffMember, Venue
from careplan.school.queries import require_year
from careplan.sessions.beside import came_apart
from careplan.sessions.departure_models import Departure
from careplan.sessions.models import Attendance, Feedback, SessionPost, TeamSession
from careplan.sessions.schedule_queries import published_schedule, sessions_of


@dataclass(frozen=True, slots=True)
class When:
    """When and where a session really took place."""

    day: date
    period: int
    venue: Venue


def record_moved(*, actor_id: int | None, team_session: TeamSession, when: When, reason: str) -> None:
    """The session was held at another time or place than planned. Refused for one that is cancelled, and ahead."""
    _check_standing(team_session)
    _check_reason(reason)
    _check_over(when.day)
    here = (team_session.day, team_session.period, team_session.venue_id)
    if here == (when.day, when.period, when.venue.id):
        raise Refused(_("This is when and where it was planned. Please choose “held” instead."))
    _check_free(team_session.squads, when, team_session.lessons, team_session)
    _depart(actor_id, team_session, "moved", reason)
    _put(team_session, when)
    _held(actor_id, team_session)
    _record(actor_id, "record-moved", team_session, day=when.day.isoformat())
    came_apart(team_session, actor_id)


def record_merged(*, actor_id: int | None, team_session: TeamSession, into: TeamSession, reason: str) -> None:
    """The session did not take place by itself: its squads took part in another one, which counts as held.

    The roll of each squad is called in the other session. Refused before that one's day, and when this one was held.
    """
    _check_standing(team_session)
    _check_standing(into)
    _check_reason(reason)
    if into.id == team_session.id:
        raise Refused(_("Please choose another session."))
    if team_session.state == "held":
        raise Refused(_("The session was held; it cannot be cancelled any more."))
    _check_over(into.day)
    _depart(actor_id, into, "joined", reason)
    _depart(actor_id, team_session, "merged", reason, into)
    into.squads = [*into.squads, *(one for one in team_session.squads if one not in into.squads)]
    _held(actor_id, into)
    team_session.state, team_session.reason = "cancelled", reason.strip()
    team_session.recorded_at, team_session.recorded_by = now(), actor_id
    _record(actor_id, "record-merged", team_session, into=into.id)
    _tell_both(team_session, into, actor_id)


def record_unplanned(
    *,
    actor_id: int | None,
    activity: Activity,
    squads: Sequence[Squad],
    leader: StaffMember,
    when: When,
    reason: str,
) -> TeamSession:
    """A session that was held though it stood in no schedule."""
    version = published_schedule()
    if version is None:
        raise Refused(_("No schedule is published yet."))
    _check_reason(reason)
    _check_over(when.day)
    if not squads:
        raise Refused(_("Please choose at least one squad."))
    _check_free(squads, when, activity.lessons, None)
    role = activity.posts[0]["role"] if activity.posts else "leader"
    row = TeamSession(
        schedule_id=version.id,
        activity=activity,
        lessons=activity.lessons,
        planned=False,
        squads=list(squads),
        posts=[SessionPost(staff=leader, position=0, role=role)],
    )
    _put(row, when)
    db.session.add(row)
    _held(actor_id, row)
    db.session.flush()
    _depart(actor_id, row, "unplanned", reason)
    _record(actor_id, "record-unplanned", row)
    return row


def take_back(*, actor_id: int | None, team_session: TeamSession) -> bool:
    """Undo what was recorded here by mistake; False when the session was never planned and is gone with it.

    Refused once a roll or feedback is stored; for a merged session also once its squads' roll is stored in the other.
    """
    was = team_session.departure
    if was is None:
        raise Refused(_("This session was held as planned."))
    if was.kind == "joined":
        raise Refused(_("Other sessions were merged into this one. Take that back at those."))
    _check_unrecorded(team_session, None)
    kind = was.kind
    into = db.session.get(TeamSession, was.into_id) if was.into_id else None
    if into is not None:
        _part(team_session, was, into)
    elif kind == "moved":
        _put(team_session, When(was.was_day, was.was_period, db.session.get_one(Venue, was.was_venue_id)))
    _record(actor_id, "take-back", team_session, kind=kind)
    if kind == "unplanned":
        db.session.delete(team_session)
    else:
        team_session.departure = None
        team_session.state, team_session.reason = "planned", ""
        team_session.recorded_at = team_session.recorded_by = None
    db.session.flush()
    if into is not None:
        _tell_both(team_session, into, actor_id)
    elif kind != "unplanned":
        came_apart(team_session, actor_id)
    return kind != "unplanned"


def _tell_both(team_session: TeamSession, into: TeamSession, actor_id: int | None) -> None:
    """Those of either, where one of the two is not over yet."""
    if not came_apart(team_session, actor_id):
        came_apart(into, actor_id)


def _part(team_session: TeamSession, was: Departure, into: TeamSession) -> None:
    """The squads of a merged session leave the one they went to."""
    _check_unrecorded(into, team_session.squads)
    own = frozenset(into.departure.was_squads) if into.departure else frozenset()
    others = select(Departure).where(Departure.into_id == into.id, Departure.id != was.id)
    staying = {code for other in db.session.scalars(others) for code in other.was_squads} | own
    into.squads = [one for one in into.squads if squad_code(one) in staying]
    if into.departure is not None and into.departure.kind == "joined" and staying == own:
        into.departure = None


def _check_unrecorded(team_session: TeamSession, squads: Sequence[Squad] | None) -> None:
    """No roll and no feedback; with squads: no child of theirs on the roll."""
    marks = select(Attendance.id).where(Attendance.team_session_id == team_session.id)
    said = select(Feedback.id).where(Feedback.team_session_id == team_session.id)
    if squads is not None:
        marks = marks.join(Child, Child.id == Attendance.child_id).where(Child.squad_id.in_([one.id for one in squads]))
    if db.session.scalar(marks.limit(1)) or (squads is None and db.session.scalar(said.limit(1))):
        raise Refused(_("Attendance or feedback is stored already. Please correct that instead."))


def _depart(
    actor_id: int | None, team_session: TeamSession, kind: str, reason: str, into: TeamSession | None = None
) -> None:
    """Keep how the schedule knows the session, once: a second departure changes only what came of it."""
    row = team_session.departure
    if row is None:
        row = Departure(
            was_day=team_session.day,
            was_period=team_session.period,
            was_venue_id=team_session.venue_id or team_session.venue.id,
            was_squads=sorted(squad_code(one) for one in team_session.squads),
        )
        team_session.departure = row
    elif kind == "joined":
        return
    row.kind, row.reason, row.into_id = kind, reason.strip(), into.id if into else None
    row.noted_at, row.noted_by = now(), actor_id


def _put(team_session: TeamSession, when: When) -> None:
    week = load_year_calendar(require_year()).week_of(when.day)
    if week is None:
        raise Refused(_("This day lies outside the terms."))
    team_session.day, team_session.period, team_session.venue = when.day, when.period, when.venue
    team_session.week, team_session.term = week.number, week.term


def _held(actor_id: int | None, team_session: TeamSession) -> None:
    if team_session.state != "held":
        team_session.state = "held"
        team_session.recorded_at, team_session.recorded_by = now(), actor_id


def _check_standing(team_session: TeamSession) -> None:
    if team_session.schedule.state != "published":
        raise Refused(_("This session is not in the schedule in force."))
    if team_session.state == "cancelled":
        raise Refused(_("The session is cancelled. Take that back first."))


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Please say why."))


def _check_over(day: date) -> None:
    if day > today():
        raise Refused(_("This can be recorded from the day on. What lies ahead is changed in the schedule."))


def _check_free(squads: Sequence[Squad], when: When, lessons: int, but: TeamSession | None) -> None:
    """No squad can have been in two sessions at once."""
    version = published_schedule()
    asked, ids = range(when.period, when.period + lessons), {one.id for one in squads}
    for row in sessions_of(version) if version else []:
        if row is but or row.state == "cancelled" or row.day != when.day or not ids & {one.id for one in row.squads}:
            continue
        if any(period in asked for period in range(row.period, row.period + row.lessons)):
            raise Refused(_("The squad has another session at this time. Record first what happened to that one."))


def _record(actor_id: int | None, action: str, team_session: TeamSession, **detail: object) -> None:
    db.session.flush()
    record(actor_id=actor_id, action=action, entity="team_session", entity_id=team_session.id, detail=dict(detail))
