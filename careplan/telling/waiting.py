"""What telling asks of somebody today: messages to send, changes to acknowledge."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.access.roles import HEAD_COUNSELOR
from careplan.accounts.models import User
from careplan.home.tasks import Notice, Task
from careplan.telling.queries import unread_messages, waiting_messages


def tasks_for(_person: User, roles: frozenset[str]) -> list[Task]:
    """For the head counselor: what waits in the outbox."""
    if HEAD_COUNSELOR not in roles:
        return []
    count, announcement_id = waiting_messages()
    if not count:
        return []
    title = ngettext("One message waits to be sent", "%(num)d messages wait to be sent", count)
    detail = _("The schedule in force has changed; nobody was told yet.")
    url = url_for("telling.announcement", announcement_id=announcement_id)
    return [Task(title, detail, url, "send", "now")]


def notices_for(person: User, _roles: frozenset[str]) -> list[Notice]:
    """For each person: what changed for them and they have not acknowledged."""
    if person.staff_id is None:
        return []
    return [
        Notice(
            title=_("A change for you"),
            text=one.text,
            action=url_for("telling.acknowledge", message_id=one.id),
            button=_("Got it"),
            note=ngettext("Reminded once", "Reminded %(num)d times", one.reminders) if one.reminders else "",
        )
        for one in unread_messages(person.staff_id)
    ]
