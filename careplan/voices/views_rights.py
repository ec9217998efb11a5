"""The blueprint of the voices, and who may ask the children of a session."""

from __future__ import annotations

from flask import Blueprint, abort

from careplan.access.roles import PRINCIPAL
from careplan.clock import today
from careplan.school.models import Squad
from careplan.sessions.models import TeamSession
from careplan.sessions.views_rights import is_concerned, may_keep_record, session_or_404
from careplan.voices.answers import CHOICES, QUESTIONS, WAYS, WORDS
from careplan.web.filters import in_english
from careplan.web.guard import roles

blueprint = Blueprint("voices", __name__)


@blueprint.app_template_filter("voice_word")
def voice_word(code: str, question: str = "") -> str:
    """A question or a way of asking; with `question`, a face's word under it."""
    names = WORDS[question][code] if question else {**QUESTIONS, **WAYS}[code]
    return names[in_english()]


@blueprint.app_template_global("faces")
def faces() -> tuple[str, ...]:
    """The three faces in order."""
    return CHOICES


def may_ask(team_session: TeamSession) -> bool:
    """The session's own people, from its day on, unless it was cancelled."""
    return (
        is_concerned(team_session)
        and team_session.schedule.state == "published"
        and team_session.state != "cancelled"
        and team_session.day <= today()
    )


def may_see_answers(team_session: TeamSession) -> bool:
    """Who sees the squads' answers one by one: who may read the words of the feedback too."""
    return may_keep_record(team_session) or PRINCIPAL in roles()


def asked_or_404(session_id: int, squad_id: int) -> tuple[TeamSession, Squad]:
    """The session and its squad for those who may ask it."""
    found = session_or_404(session_id)
    squad = next((one for one in found.squads if one.id == squad_id), None)
    if squad is None or not may_ask(found):
        abort(404)
    return found, squad
