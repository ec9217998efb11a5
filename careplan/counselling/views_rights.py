"""The blueprint of the counselling room, who reads what is sealed, and who sees no more than that there was a talk."""

from __future__ import annotations

from flask import Blueprint, abort, request

from careplan.access.roles import (
    CLASS_TEACHER,
    COMMUNITY_WORKER,
    COUNSELLING_TEACHER,
    HEAD_COUNSELOR,
    OFFICE,
    PRINCIPAL,
)
from careplan.counselling.models import Appointment, Referral
from careplan.counselling.note_queries import find_referral, glass_of, keeper_of
from careplan.counselling.room_queries import find_appointment
from careplan.counselling.slots import clock_text
from careplan.counselling.words import (
    ASKED_BY,
    CANCELLED,
    COMES,
    FALLEN,
    REFERRAL_STATES,
    REFERRAL_TONES,
    RISK,
    STATES,
    TOLD_HOW,
    TONES,
)
from careplan.errors import StaleEdit
from careplan.seeds.guidance import Hotline
from careplan.seeds.load import shipped_hotlines
from careplan.web.filters import in_english
from careplan.web.guard import roles, user

blueprint = Blueprint("counselling", __name__, url_prefix="/counselling")
DATED = frozenset({PRINCIPAL, COUNSELLING_TEACHER, CLASS_TEACHER})
"""Who sees on which days a child was in the room; the others see that there was a talk, no more."""
REASON_SEEN = frozenset({PRINCIPAL, COUNSELLING_TEACHER})
"""Who reads why the glass was broken."""
HELPERS = frozenset({PRINCIPAL, HEAD_COUNSELOR, CLASS_TEACHER, COUNSELLING_TEACHER, OFFICE, COMMUNITY_WORKER})
KINDS = {
    "state": STATES,
    "comes": COMES,
    "asked_by": ASKED_BY,
    "cancelled": CANCELLED,
    "fallen": FALLEN,
    "risk": RISK,
    "told_how": TOLD_HOW,
    "referral": REFERRAL_STATES,
}


@blueprint.app_template_filter("room_word")
def room_word(code: str, kind: str) -> str:
    """A code of the room in the reader's language: `"booked" | room_word("state")`."""
    return KINDS[kind].get(code, (code, code))[in_english()]


@blueprint.app_template_filter("room_tone")
def room_tone(code: str) -> str:
    return {**TONES, **REFERRAL_TONES}[code]


blueprint.add_app_template_filter(clock_text, "clock_text")


@blueprint.app_template_global()
def helplines() -> tuple[Hotline, ...]:
    """The national lines for the frame of every page, for those who help children (DOMAIN 1.4); else none."""
    return shipped_hotlines() if roles() & HELPERS else ()


def may_read(child_id: int) -> bool:
    """Whether this person opens the child's notes now: the keeper, or a principal whose glass is not over."""
    keeper = keeper_of(child_id)
    if keeper is not None and keeper.user_id == user().id and COUNSELLING_TEACHER in roles():
        return True
    return PRINCIPAL in roles() and glass_of(user().id, child_id) is not None


def keeps(child_id: int) -> bool:
    """Whether this person may write: the keeper, or a counselling teacher where nobody keeps notes yet."""
    keeper = keeper_of(child_id)
    return COUNSELLING_TEACHER in roles() and (keeper is None or keeper.user_id == user().id)


def appointment_or_404(appointment_id: int) -> Appointment:
    return find_appointment(appointment_id) or abort(404)


def fresh_appointment(appointment_id: int) -> Appointment:
    """The appointment that a form was sent for; StaleEdit when somebody changed it meanwhile."""
    row = appointment_or_404(appointment_id)
    if request.form.get("version") != str(row.version):
        raise StaleEdit
    return row


def referral_or_404(referral_id: int) -> Referral:
    """A slip that this person may read."""
    row = find_referral(referral_id)
    return row if row and may_read(row.child_id) else abort(404)
