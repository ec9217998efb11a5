"""What sessions ask of somebody today."""

from __future__ import annotations

from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from careplan.access.roles import (
    ADMINISTRATOR,
    CLASS_TEACHER,
    COUNSELLING_TEACHER,
    HEAD_COUNSELOR,
    PRINCIPAL,
    may_see_child,
)
from careplan.accounts.models import User
from careplan.clock import today
from careplan.db import db
from careplan.home.tasks import Glance, Task
from careplan.plans.queries import current_year, plan_of
from careplan.school.calendar import monday_of
from careplan.school.models import Squad
from careplan.sessions.models import TeamSession
from careplan.sessions.schedule_queries import published_schedule, schedule_versions
from careplan.sessions.session_queries import SquadNames, in_force_between, unrecorded_before
from careplan.sessions.views_version_words import version_words

LEADERS = frozenset({CLASS_TEACHER, COUNSELLING_TEACHER})
FEW = 3


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """For leaders: their sessions; for the head counselor: the schedule's next step; for both: what is unrecorded."""
    tasks: list[Task] = []
    if HEAD_COUNSELOR in roles:
        tasks += _schedule_steps()
    if roles & LEADERS and person.staff_id:
        tasks += _own_sessions(person.staff_id, roles)
    if roles & {HEAD_COUNSELOR, PRINCIPAL}:
        tasks += _school_wide(HEAD_COUNSELOR in roles)
    return tasks


def _schedule_steps() -> list[Task]:
    year = current_year()
    plan = plan_of(year) if year else None
    if year is None or plan is None or plan.state != "approved":
        return []
    in_force, versions = published_schedule(), schedule_versions()
    url = url_for("sessions.versions")
    newest = next((one for one in versions if one.state == "draft"), None)
    if newest and (in_force is None or newest.number > in_force.number):
        title = _("A draft of the schedule waits to be published")
        detail = newest.name or version_words(newest)
        return [Task(title, detail, url_for("sessions.desk", version_id=newest.id), "calendar2-check", "now")]
    if in_force is None:
        return [Task(_("Make the year's schedule"), _("The plan is approved."), url, "calendar2-plus", "now")]
    return []


def _own_sessions(staff_id: int, roles: frozenset[str]) -> list[Task]:
    squads = frozenset(db.session.scalars(select(Squad.id).where(Squad.counselor_id == staff_id, Squad.active)))
    names = SquadNames.now()

    def is_own(row: TeamSession) -> bool:
        return any(post.staff_id == staff_id for post in row.posts) or any(one.id in squads for one in row.squads)

    late = [row for row in unrecorded_before(today()) if is_own(row)]
    rolls = frozenset(squad.id for row in late for squad in row.squads if may_see_child(roles, squads, squad.id))
    coming = [
        row
        for row in in_force_between(today(), monday_of(today()) + timedelta(days=13))
        if is_own(row) and row.state == "planned"
    ]
    return (
        [_late(row, names, rolls) for row in late[:FEW]]
        + _more(len(late) - FEW)
        + [_coming(row, names) for row in coming]
    )


def _late(row: TeamSession, names: SquadNames, rolls: frozenset[int]) -> Task:
    """Opens the roll itself; the session's page where several of its squads are on `rolls`, or none."""
    called = [squad.id for squad in row.squads if squad.id in rolls]
    url = url_for("sessions.session", session_id=row.id)
    if len(called) == 1:
        url = url_for("sessions.attendance", session_id=row.id, squad_id=called[0])
    return Task(
        _("Record attendance: %(title)s", title=row.activity.title), _where(row, names), url, "card-checklist", "now"
    )


def _more(number: int) -> list[Task]:
    if number <= 0:
        return []
    words = ngettext("One more session without a record", "%(num)d more sessions without a record", number)
    return [
        Task(words, "", url_for("sessions.list", scope="mine", span="year", show="unrecorded"), "card-checklist", "now")
    ]


def _coming(row: TeamSession, names: SquadNames) -> Task:
    is_today = row.day == today()
    title = _("Today: %(title)s", title=row.activity.title) if is_today else row.activity.title
    url = url_for("sessions.session", session_id=row.id)
    return Task(title, _where(row, names), url, "calendar-event", "now" if is_today else "info")


def _where(row: TeamSession, names: SquadNames) -> str:
    weekday = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))[row.day.weekday()]
    return _(
        "%(month)s/%(day)s (%(weekday)s), lesson %(n)s, %(squads)s",
        month=row.day.month,
        day=row.day.day,
        weekday=weekday,
        n=row.period,
        squads=names.label(row.squads),
    )


def _school_wide(may_act: bool) -> list[Task]:
    late = unrecorded_before(today())
    if not late:
        return []
    title = ngettext("One past session is not recorded", "%(num)d past sessions are not recorded", len(late))
    url = url_for("sessions.list", scope="all", span="year", show="unrecorded")
    detail = _("The leaders see them on their first page.")
    return [Task(title, detail, url, "card-checklist", "soon" if may_act else "info")]


def glances_for(person: User, roles: frozenset[str]) -> list[Glance]:
    """How many of the year's sessions were held, and how many this week holds: the whole school's."""
    in_force = published_schedule()
    if in_force is None or roles <= {ADMINISTRATOR}:
        return []
    query = select(TeamSession.state, func.count(TeamSession.id)).where(TeamSession.schedule_id == in_force.id)
    states: dict[str, int] = {row[0]: row[1] for row in db.session.execute(query.group_by(TeamSession.state))}
    monday = monday_of(today())
    this_week = in_force_between(monday, monday + timedelta(days=6))
    url = url_for("sessions.calendar")
    held = Glance(
        _("Sessions held"),
        str(states.get("held", 0)),
        _("of %(n)s in the year", n=sum(states.values()) - states.get("cancelled", 0)),
        url,
    )
    return [held, Glance(_("Sessions this week"), str(len(this_week)), _("in the whole school"), url)]
