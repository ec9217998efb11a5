"""What aid does when a person leaves or another is responsible for a child; its cases, for attachments.

Children whom nothing has reached for a month and a half stand first in every list of care, and the year plan is told
in which months help came thinly (C29).
"""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.aid.duty_operations import follow_assignment
from careplan.aid.even_load import trough_days
from careplan.aid.lean_load import lean_before
from careplan.aid.models import AidCase
from careplan.aid.queries import cases_of, duties_held_by, is_running
from careplan.aid.views_rights import aid_visible
from careplan.aid.views_words import aid_word
from careplan.casework.assign_beside import when_assigned
from careplan.casework.beside import Related, offer_to_attachments, put_first
from careplan.children.queries import find_child
from careplan.clock import local, today
from careplan.errors import Reason
from careplan.plans.beside import tell_lean
from careplan.school.beside import hold_staff


def related(child_id: int) -> list[Related]:
    """The aid cases of a child whose aid the reader may see."""
    child = find_child(child_id)
    if child is None or not aid_visible(child):
        return []
    return [_case(one) for one in cases_of([child_id]).get(child_id, [])]


def _case(case: AidCase) -> Related:
    day = case.steps[0].day if case.steps else local(case.opened_at).date()
    words = f"{day:%Y-%m-%d} {aid_word(case.kind, 'kind')}"
    return Related(f"aid_case:{case.id}", words, day, url_for("aid.case", case_id=case.id))


def holds(staff_id: int) -> Reason | None:
    """Why this person cannot leave yet: a duty that goes on is not left behind without an owner."""
    held = [duty for duty in duties_held_by(staff_id) if is_running(duty, today())]
    if not held:
        return None
    words = ngettext(
        "This person still does one regular duty. Hand it over first, under Aid › Regular duties.",
        "This person still does %(num)d regular duties. Hand them over first, under Aid › Regular duties.",
        len(held),
    )
    return Reason(words, _("Hand it over first"), "aid.duties", {"show": "all"})


offer_to_attachments(related)
put_first(trough_days)
tell_lean(lean_before)

when_assigned(follow_assignment)
hold_staff(holds)
