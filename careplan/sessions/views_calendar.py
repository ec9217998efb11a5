"""The calendar and the list of a schedule's sessions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from careplan.access.roles import HEAD_COUNSELOR
from careplan.clock import today
from careplan.db import db
from careplan.plans.queries import current_year
from careplan.school.calendar import DAYS_OF_WEEK, monday_of
from careplan.school.models import CalendarDay, SchoolYear
from careplan.school.queries import bands, calendar_days
from careplan.sessions.board_queries import ROWS, lessons_of_day, strip_of
from careplan.sessions.calendar_beside import Beside
from careplan.sessions.draft_operations import open_draft
from careplan.sessions.draft_queries import open_version
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.session_queries import SessionLine, choices_of, find_sessions
from careplan.sessions.views_rights import UNPUBLISHED, blueprint
from careplan.sessions.views_wanted import has_own, wanted_beside, wanted_scope, wanted_sessions, wanted_version
from careplan.web.guard import roles, user
from careplan.web.query import query_choice, query_date

VIEWS = ("month", "week", "list")
SPANS = ("week", "month", "term", "year")
SHOWS = ("all", "unrecorded")
LONGEST_FEED = timedelta(days=400)


@blueprint.get("/")
def calendar() -> str:
    """Month, week and list, by squad, leader or place as rows; whoever may change a draft changes it here.

    ?view=, ?rows=, ?day= open it where somebody was. A phone gets the list.
    """
    version, year = wanted_version(), current_year()
    if version is None or year is None:
        return render_template("sessions/none.html", year=year)
    changing = is_changed_here(version)
    return render_template(
        "sessions/calendar.html",
        version=version,
        choices=choices_of(version),
        wanted=wanted_sessions(version),
        scope=wanted_scope(),
        has_own=has_own(),
        bands=bands(),
        opening=query_date("day") or _opening_day(year),
        view=query_choice("view", VIEWS, "month"),
        rows=query_choice("rows", ROWS, "squad" if changing else "none"),
        lessons=lessons_of_day(version),
        strip=strip_of(version, year),
        changing=changing,
        draft_url=url_for("sessions.desk", version_id=version.id),
        open_draft=open_version() if roles() & UNPUBLISHED else None,
    )


@blueprint.post("/board")
def open_board() -> Response:
    """To the one draft on the calendar; a copy of the schedule in force where none is open."""
    version = open_draft(actor_id=user().id)
    db.session.commit()
    return redirect(url_for("sessions.calendar", version=version.id))


def is_changed_here(version: ScheduleVersion) -> bool:
    """Whether the sessions can be moved on the calendar: a draft, before somebody who may change it."""
    return version.state == "draft" and HEAD_COUNSELOR in roles()


@blueprint.get("/list", endpoint="list")
def list_page() -> str:
    """The same without script: by week, to read and to print; ?span=week, month, term or year around ?day=."""
    version = wanted_version()
    year = current_year()
    if version is None or year is None:
        return render_template("sessions/none.html", year=year)
    span = query_choice("span", SPANS, "term" if wanted_scope() == "mine" else "month")
    around = query_date("day", _opening_day(year)) or today()
    shown = _span(span, around, year)
    show = query_choice("show", SHOWS, "all")
    unrecorded = today() if show == "unrecorded" else None
    wanted = replace(wanted_sessions(version), first=shown.first, last=shown.last, unrecorded=unrecorded)
    lines = find_sessions(wanted, today())
    beside = wanted_beside(shown.first, shown.last) if unrecorded is None else []
    return render_template(
        "sessions/list.html",
        version=version,
        choices=choices_of(version),
        wanted=wanted,
        scope=wanted_scope(),
        has_own=has_own(),
        span=span,
        show=show,
        shown=shown,
        around=around,
        weeks=_weeks(lines, beside),
        beside={monday: list(rows) for monday, rows in groupby(beside, key=lambda one: monday_of(one.day))},
        special=_special(shown),
        counts={state: sum(one.state == state for one in lines) for state in ("planned", "held", "cancelled")},
        waiting=sum(one.waits for one in lines),
        total=len(lines),
    )


def _mondays(lines: list[SessionLine], beside: list[Beside]) -> set[date]:
    return {monday_of(one.day) for one in lines} | {monday_of(one.day) for one in beside}


def _weeks(lines: list[SessionLine], beside: list[Beside]) -> list[tuple[date, list[SessionLine]]]:
    """The sessions by the Monday of their week; a week in which only other things stand has none."""
    found: dict[date, list[SessionLine]] = {monday: [] for monday in _mondays(lines, beside)}
    for line in lines:
        found[monday_of(line.day)].append(line)
    return sorted(found.items())


@dataclass(frozen=True, slots=True)
class Shown:
    """The days of a list, both included, and a day of the stretch before and of the one after."""

    first: date
    last: date

    @property
    def before(self) -> date:
        return self.first - timedelta(days=1)

    @property
    def after(self) -> date:
        return self.last + timedelta(days=1)


def _span(span: str, day: date, year: SchoolYear) -> Shown:
    if span == "week":
        return Shown(monday_of(day), monday_of(day) + timedelta(days=DAYS_OF_WEEK - 1))
    if span == "month":
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return Shown(day.replace(day=1), following - timedelta(days=1))
    terms = sorted(year.terms, key=lambda term: term.starts_on)
    if span == "year" or not terms:
        return Shown(date(year.start_year, 9, 1), date(year.start_year + 1, 8, 31))
    chosen = next((term for term in terms if day <= term.ends_on), terms[-1])
    return Shown(chosen.starts_on, chosen.ends_on)


def _special(shown: Shown) -> dict[date, list[CalendarDay]]:
    """Closed days, make-up days and observances by the Monday of their week."""
    found: dict[date, list[CalendarDay]] = {}
    for day in calendar_days(shown.first, shown.last):
        found.setdefault(monday_of(day.day), []).append(day)
    return found


def _opening_day(year: SchoolYear | None) -> date:
    """Today, or the nearest day of the school year."""
    if year is None or not year.terms:
        return today()
    first = min(term.starts_on for term in year.terms)
    last = max(term.ends_on for term in year.terms)
    return min(max(today(), first), last)
