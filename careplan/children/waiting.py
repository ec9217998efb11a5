"""What the register asks of somebody today."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.access.roles import HEAD_COUNSELOR, OFFICE
from careplan.accounts.models import User
from careplan.children.list_queries import UNCLEAR, count_by_squad
from careplan.children.queries import number_enrolled
from careplan.clock import today
from careplan.home.tasks import Task

ICON = "file-earmark-spreadsheet"


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """Import the first roster (office, head counselor); fill in what the definitions of left-behind ask (office)."""
    if not roles & {OFFICE, HEAD_COUNSELOR}:
        return []
    if not number_enrolled():
        words = _("Everything else begins with the children of the school.")
        return [Task(_("Import the school's roster"), words, url_for("children.roster"), ICON, "now")]
    if OFFICE not in roles:
        return []
    counts = count_by_squad(today()).values()
    unclear = max(sum(count.unclear[code] for count in counts) for code in next(iter(counts)).unclear)
    if not unclear:
        return []
    title = ngettext("%(num)s child: left behind or not?", "%(num)s children: left behind or not?", unclear)
    detail = _("Where the parents are or whom the child lives with is not recorded.")
    return [Task(title, detail, url_for("children.children", left=UNCLEAR), "question-circle", "info")]
