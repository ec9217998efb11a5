"""What has fallen waits for those who arrange the sessions; whose absence it is stands on the page only."""

from __future__ import annotations

from babel.dates import format_skeleton
from flask import url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from careplan.access.roles import HEAD_COUNSELOR, PRINCIPAL
from careplan.accounts.models import User
from careplan.home.tasks import Task
from careplan.upsets.load import load_in_force
from careplan.upsets.standing import Fallen


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """For the head counselor: choose somebody, find another time. The principal reads that it waits."""
    if not roles & {HEAD_COUNSELOR, PRINCIPAL}:
        return []
    now = load_in_force()
    fallen = now.fallen if now else ()
    acts = HEAD_COUNSELOR in roles
    people, moving = [one for one in fallen if not one.moves], [one for one in fallen if one.moves]
    found = []
    if people:
        words = ngettext("%(num)d session needs somebody else", "%(num)d sessions need somebody else", len(people))
        url = url_for("upsets.substitutes" if acts else "upsets.upsets")
        found.append(_task(words, people, url, "people", acts))
    if moving:
        words = ngettext("%(num)d session has to move", "%(num)d sessions have to move", len(moving))
        found.append(_task(words, moving, url_for("upsets.upsets"), "calendar2-x", acts))
    return found


def _task(words: str, fallen: list[Fallen], url: str, icon: str, acts: bool) -> Task:
    first = format_skeleton("MMMd", fallen[0].session.day, locale=get_locale())
    detail = _("The first is on %(day)s.", day=first)
    return Task(words, detail, url, icon, "now" if acts else "info")
