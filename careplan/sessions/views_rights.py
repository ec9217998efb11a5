"""Who may do what with a session beyond the policy file: its own people, and who may read names (DOMAIN 5.2)."""

from __future__ import annotations

from flask import Blueprint, abort, request
from flask_babel import gettext as _

from careplan.access.roles import HEAD_COUNSELOR, PRINCIPAL, may_see_child
from careplan.errors import Refused
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.sessions.record_queries import find_session
from careplan.sessions.session_queries import version_named
from careplan.web.filters import may
from careplan.web.guard import own_squads, roles, user

blueprint = Blueprint("sessions", __name__, url_prefix="/sessions")
UNPUBLISHED = frozenset({HEAD_COUNSELOR, PRINCIPAL})
"""Roles that see drafts and former versions; everybody else sees the schedule in force."""


def session_or_404(session_id: int) -> TeamSession:
    """The session when it is there for this person: of the schedule in force, or of any for those who make it."""
    found = find_session(session_id)
    if found is None or not may_see_version(found.schedule):
        abort(404)
    return found


def version_or_404(version_id: int) -> ScheduleVersion:
    found = version_named(version_id)
    if found is None or not may_see_version(found):
        abort(404)
    return found


def draft_or_404(version_id: int) -> ScheduleVersion:
    """The open draft, for those who make it."""
    found = version_or_404(version_id)
    return found if found.state == "draft" else abort(404)


def check_seen(version: ScheduleVersion) -> None:
    """Refused where somebody changed the draft since the page was shown: nobody answers for what they did not see."""
    seen = request.form.get("edit")
    if seen is not None and seen != str(version.edits):
        raise Refused(_("The draft was changed in the meantime. Please look at it again."))


def may_see_version(version: ScheduleVersion) -> bool:
    return version.state == "published" or bool(roles() & UNPUBLISHED)


def is_concerned(team_session: TeamSession) -> bool:
    """Whether the person leads the session, holds a post in it, or is the counselor of one of its squads."""
    staff_id = user().staff_id
    posts = {post.staff_id for post in team_session.posts}
    return (staff_id is not None and staff_id in posts) or bool(
        own_squads() & {squad.id for squad in team_session.squads}
    )


def may_keep_record(team_session: TeamSession) -> bool:
    """Held, cancelled, notes: the session's own people and the head counselor."""
    return HEAD_COUNSELOR in roles() or is_concerned(team_session)


def may_call_roll(squad_id: int) -> bool:
    """Who may open the roll's page at all, and read the squad's names."""
    return may("sessions.attendance") and may_see_child(roles(), own_squads(), squad_id)
