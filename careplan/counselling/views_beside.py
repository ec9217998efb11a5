"""On a child's time line: talks, each time the glass was broken. Nobody leaves while notes would lose their keeper."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.casework.beside import Moment, show_on_time_line
from careplan.clock import local
from careplan.counselling.note_queries import broken_for, children_kept, notes_of
from careplan.counselling.views_rights import DATED, REASON_SEEN
from careplan.errors import Reason
from careplan.school.beside import Leaving, hold_leaving
from careplan.web.filters import moment
from careplan.web.guard import roles


def moments(child_id: int) -> list[Moment]:
    """Never a word of what was said."""
    if not roles() & DATED:
        return []
    url = url_for("counselling.child", child_id=child_id)
    found = [Moment(row.day, "chat-heart", _("Talk in the counselling room"), url=url) for row in notes_of(child_id)]
    for one in broken_for(child_id):
        title = _("Counselling notes opened by the principal until %(at)s", at=moment(one.ended))
        found.append(
            Moment(
                local(one.row.opened_at).date(),
                "unlock",
                title,
                one.reason if roles() & REASON_SEEN else "",
                one.name,
                url,
                order=1,
            )
        )
    return found


def holds(leaving: Leaving) -> Reason | None:
    """Why this person cannot leave yet: nobody would open the notes any longer (S35)."""
    children = children_kept(leaving)
    if not children:
        return None
    words = ngettext(
        "This person keeps the sealed notes of %(num)d child.",
        "This person keeps the sealed notes of %(num)d children.",
        children,
    )
    how = _("The counselling teacher or the principal hands them over first: Hand over all notes.")
    return Reason(f"{words} {how}", _("Hand it over first"), "counselling.hand_over_all")


show_on_time_line(moments)
hold_leaving(holds)
