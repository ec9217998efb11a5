"""On a child's time line: the days of talks for those who may know them, and each time the glass was broken."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from careplan.casework.beside import Moment, show_on_time_line
from careplan.clock import local
from careplan.counselling.note_queries import broken_for, notes_of
from careplan.counselling.views_rights import DATED, REASON_SEEN
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


show_on_time_line(moments)
