"""Nobody leaves the staff list while children, promises or opening hours hang on them (C7, C9, S32)."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.casework.help_queries import hours_held_by
from careplan.casework.register_queries import caseload, promised_to_others
from careplan.errors import Reason
from careplan.school.beside import hold_staff
from careplan.school.models import ANSWERS


def holds(staff_id: int) -> Reason | None:
    """Why this person cannot leave yet: children are in their care."""
    children = caseload(staff_id)
    if not children:
        return None
    words = ngettext("%(num)d child is in this person's care.", "%(num)d children are in this person's care.", children)
    how = _("The principal or the counselling teacher hands them over first: Visits and contacts, Hand over.")
    return Reason(f"{words} {how}", _("Hand it over first"), "casework.handover", {"from": staff_id})


def holds_promises(staff_id: int) -> Reason | None:
    """Promises to children for whom somebody else answers: they go along with no caseload."""
    open_ones = promised_to_others(staff_id)
    if not open_ones:
        return None
    words = ngettext(
        "This person promised something to a child for whom another person answers. Close that promise first.",
        "This person made %(num)d promises to children for whom other people answer. Close them first.",
        len(open_ones),
    )
    return Reason(words, _("Hand it over first"), "casework.child", {"child_id": open_ones[0].child_id})


def holds_hours(staff_id: int) -> Reason | None:
    """Opening hours of the room or the hotline: children would come and find nobody."""
    hours = hours_held_by(staff_id)
    if not hours:
        return None
    words = ngettext(
        "This person is there in one of the weekly opening hours. Give it to somebody else first: Where to find help.",
        "This person is there in %(num)d of the weekly opening hours. Give them to somebody else first: "
        "Where to find help.",
        hours,
    )
    return Reason(words, _("Hand it over first"), "casework.help")


hold_staff(holds, kinds=ANSWERS)
hold_staff(holds_promises, kinds=ANSWERS, of_account=False)
hold_staff(holds_hours, of_account=False)
