"""Nobody leaves the staff list while children hang on them (C9)."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.casework.register_queries import caseload
from careplan.school.beside import hold_staff


def holds(staff_id: int) -> str:
    """Why this person cannot leave yet."""
    children = caseload(staff_id)
    if not children:
        return ""
    words = ngettext("%(num)d child is in this person's care.", "%(num)d children are in this person's care.", children)
    return " ".join([words, _("Please have them handed over first: Visits and contacts, Hand over.")])


hold_staff(holds)
