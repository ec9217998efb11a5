"""What the counselling room asks of somebody today. No reminder names a child or a reason."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.access.roles import CLASS_TEACHER, COUNSELLING_TEACHER
from careplan.accounts.models import User
from careplan.clock import local, now, today
from careplan.counselling.note_queries import unseen_count
from careplan.counselling.room_queries import away_from_class, coming_appointments, fallen_appointments
from careplan.counselling.slots import minutes_of
from careplan.home.tasks import Task
from careplan.school.queries import squads_led_by


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """Counts only: a first page is seen by whoever passes by."""
    found = [*_broken(person), *_room(person)] if COUNSELLING_TEACHER in roles else []
    return [*found, *(_away(person) if CLASS_TEACHER in roles else [])]


def _broken(person: User) -> list[Task]:
    unseen = unseen_count(person.id)
    if not unseen:
        return []
    words = ngettext(
        "The principal opened notes you keep", "The principal opened notes you keep, %(num)d times", unseen
    )
    return [Task(words, _("Look who, when and why."), url_for("counselling.room"), "unlock", "now")]


def _room(person: User) -> list[Task]:
    own = [row for row in coming_appointments() if row.staff_id == person.staff_id]
    clock = local(now())
    over = sum((row.day, row.ends) <= (clock.date(), minutes_of(clock.time())) for row in own)
    due = sum(row.day == today() for row in own) - sum(
        row.day == today() and row.ends <= minutes_of(clock.time()) for row in own
    )
    found = _fallen()
    if due:
        words = ngettext("%(num)d appointment today", "%(num)d appointments today", due)
        found.append(Task(words, _("In the counselling room"), url_for("counselling.room"), "calendar-heart", "now"))
    if over:
        words = ngettext("%(num)d appointment is over", "%(num)d appointments are over", over)
        detail = _("Note whether it took place.")
        found.append(Task(words, detail, url_for("counselling.room"), "calendar-check", "soon"))
    return found


def _fallen() -> list[Task]:
    """Booked times in hours that fell away: told to every counselling teacher, whoever is away cannot act."""
    fallen = len(fallen_appointments(coming_appointments()))
    if not fallen:
        return []
    words = ngettext("%(num)d appointment cannot take place", "%(num)d appointments cannot take place", fallen)
    return [
        Task(words, _("The hours fell away. Move it, or cancel it."), url_for("counselling.room"), "calendar-x", "now")
    ]


def _away(person: User) -> list[Task]:
    away = len(away_from_class(squads_led_by(person.staff_id), today(), today()))
    if not away:
        return []
    words = ngettext(
        "%(num)d child leaves class for a while today", "%(num)d children leave class for a while today", away
    )
    return [Task(words, _("Let them go on time."), url_for("counselling.away"), "door-open", "now")]
