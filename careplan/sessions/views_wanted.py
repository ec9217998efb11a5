"""Whose sessions of which version a page of the calendar asks for."""

from __future__ import annotations

from datetime import date

from flask import request

from careplan.access.roles import CLASS_TEACHER, HEAD_COUNSELOR, PRINCIPAL
from careplan.sessions.calendar_beside import Asked, Beside, beside_sessions
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.schedule_queries import published_schedule
from careplan.sessions.session_queries import Wanted
from careplan.sessions.views_rights import version_or_404
from careplan.web.guard import own_squads, roles, user
from careplan.web.query import query_choice, query_int

SCOPES = ("mine", "all")


def wanted_version() -> ScheduleVersion | None:
    """The schedule in force; ?version= another one, for those who make it."""
    chosen = query_int("version")
    return version_or_404(chosen) if chosen else published_schedule()


def has_own() -> bool:
    return bool(own_squads()) or user().staff_id is not None


def wanted_scope() -> str:
    """A class teacher begins with the own sessions, everybody else with all."""
    leads_all = bool(roles() & {PRINCIPAL, HEAD_COUNSELOR})
    narrowed = any(request.args.get(name) for name in ("squad", "leader", "venue"))
    mine = CLASS_TEACHER in roles() and not leads_all and has_own() and not narrowed
    return query_choice("scope", SCOPES, "mine" if mine else "all")


def wanted_sessions(version: ScheduleVersion) -> Wanted:
    mine = (own_squads(), user().staff_id) if wanted_scope() == "mine" else None
    return Wanted(
        version.id, squad_id=query_int("squad"), staff_id=query_int("leader"), venue_id=query_int("venue"), mine=mine
    )


def wanted_beside(first: date, last: date) -> list[Beside]:
    """What stands beside the sessions, narrowed as they are; ?beside=no leaves it out."""
    if request.args.get("beside") == "no":
        return []
    mine = (own_squads(), user().staff_id) if wanted_scope() == "mine" else None
    squad, leader, venue = query_int("squad"), query_int("leader"), query_int("venue")
    in_force = not query_int("version")
    return beside_sessions(Asked(first, last, squad, leader, venue, mine, in_force))
