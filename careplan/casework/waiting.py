"""What the care for children asks of somebody today."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.access.roles import CLASS_TEACHER, COMMUNITY_WORKER, COUNSELLING_TEACHER, PRINCIPAL
from careplan.accounts.models import User
from careplan.casework.help_queries import due_talks
from careplan.casework.missing_queries import gap_ids
from careplan.casework.queries import Sight, care_list, children_of_staff
from careplan.casework.register_queries import promises_due
from careplan.clock import today
from careplan.home.tasks import Task
from careplan.school.queries import squads_led_by


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """For those who follow children: who waits for a contact, promises that are due; for leaders the gaps. No names."""
    if not roles & {CLASS_TEACHER, COUNSELLING_TEACHER, COMMUNITY_WORKER, PRINCIPAL}:
        return []
    follows = roles & {CLASS_TEACHER, COUNSELLING_TEACHER, COMMUNITY_WORKER}
    found = [*_contacts(person, roles), *_promises(person)] if follows else []
    return [
        *found,
        *(_gaps() if roles & {PRINCIPAL} else []),
        *(_talks(person) if COUNSELLING_TEACHER in roles else []),
    ]


def _talks(person: User) -> list[Task]:
    """The writer's own talks whose follow-up is due (S32)."""
    due = due_talks(person.id, today())
    if not due:
        return []
    words = ngettext("%(num)d talk waits for a second look", "%(num)d talks wait for a second look", due)
    return [Task(words, "", url_for("casework.help_mine"), "chat-heart", "now")]


def _contacts(person: User, roles: frozenset[str]) -> list[Task]:
    """Of every child, of the own squads' and one's own, or, for a worker of the community with a register, of hers."""
    own = _own_only(person, roles)
    every = roles & {COUNSELLING_TEACHER, COMMUNITY_WORKER} and not own
    squads = frozenset() if own else squads_led_by(person.staff_id)
    lines = care_list(Sight(None) if every else Sight(squads, person.staff_id), today())
    overdue = sum(one.standing.is_overdue(today()) for one in lines)
    if not overdue:
        return []
    words = ngettext("%(num)d child waits for a contact", "%(num)d children wait for a contact", overdue)
    said = (
        _("of the %(n)s children you answer for", n=len(lines)) if own else _("of %(n)s children in care", n=len(lines))
    )
    url = url_for("casework.contacts", show="overdue", owner=person.staff_id if own else None)
    return [Task(words, said, url, "house-heart", "now")]


def _own_only(person: User, roles: frozenset[str]) -> bool:
    """Whether only the own register is meant: a worker of the community who answers for children (C6)."""
    follows = roles & {CLASS_TEACHER, COUNSELLING_TEACHER, COMMUNITY_WORKER}
    return follows == {COMMUNITY_WORKER} and bool(children_of_staff(person.staff_id))


def _promises(person: User) -> list[Task]:
    """Own promises whose day has come (C7)."""
    due = promises_due(person.staff_id, today())
    if not due:
        return []
    words = ngettext("%(num)d promise is due", "%(num)d promises are due", due)
    return [Task(words, "", url_for("casework.register"), "bookmark-check", "now")]


def _gaps() -> list[Task]:
    """For the leader: how much is missing in the care for each child (C10)."""
    found = gap_ids(Sight(None), today())
    children = {child_id for kind in ("owner", "contact", "fields", "stale") for child_id in found[kind]}
    if not children:
        return []
    words = ngettext("%(num)d child's care has gaps", "The care of %(num)d children has gaps", len(children))
    detail = _(
        "%(owner)s without a person responsible, %(contact)s without contact in time",
        owner=len(found["owner"]),
        contact=len(found["contact"]),
    )
    return [Task(words, detail, url_for("casework.missing"), "list-check", "soon")]
