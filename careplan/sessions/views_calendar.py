"""Calendar and list of the sessions in force, and the feed that the calendar reads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from flask import jsonify, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.access.roles import CLASS_TEACHER, HEAD_COUNSELOR, PRINCIPAL
from careplan.clock import today
from careplan.plans.queries import current_year
from careplan.school.calendar import DAYS_OF_WEEK, monday_of
from careplan.school.models import CalendarDay, SchoolYear
from careplan.school.queries import bands, calendar_days
from careplan.sessions.calendar_beside import Asked, Beside, beside_sessions
from careplan.sessions.lesson_times import begins, ends
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.schedule_queries import published_schedule
from careplan.sessions.session_queries import SessionLine, Wanted, choices_of, find_sessions
from careplan.sessions.views_rights import blueprint, version_or_404
from careplan.web.filters import in_english
from careplan.web.guard import own_squads, roles, user
from careplan.web.query import query_choice, query_date, query_int

SCOPES = ("mine", "all")
SPANS = ("week", "month", "term", "year")
SHOWS = ("all", "unrecorded")
LONGEST_FEED = timedelta(days=400)


@blueprint.get("/")
def calendar() -> str:
    """Month, week and list with filters; a phone gets the list."""
    version = _version()
    if version is None:
        return render_template("sessions/none.html", year=current_year())
    return render_template(
        "sessions/calendar.html",
        version=version,
        choices=choices_of(version),
        wanted=_wanted(version),
        scope=_scope(),
        has_own=_has_own(),
        bands=bands(),
        opening=_opening_day(current_year()),
    )


@blueprint.get("/events")
def events() -> Response:
    """?start=&end= and the filters: sessions and special days as the calendar wants them."""
    first, last = query_date("start", today()) or today(), query_date("end", today()) or today()
    last = min(last, first + LONGEST_FEED)
    version = _version()
    lines = find_sessions(replace(_wanted(version), first=first, last=last), today()) if version else []
    found = [_day_event(day) for day in calendar_days(first, last)]
    return jsonify(found + [_event(line) for line in lines] + [one.event() for one in _beside(first, last)])


def _beside(first: date, last: date) -> list[Beside]:
    """What stands beside the sessions, narrowed as they are; ?beside=no leaves it out."""
    if request.args.get("beside") == "no":
        return []
    mine = (own_squads(), user().staff_id) if _scope() == "mine" else None
    squad, leader, venue = query_int("squad"), query_int("leader"), query_int("venue")
    return beside_sessions(Asked(first, last, squad, leader, venue, mine))


def _day_event(day: CalendarDay) -> dict[str, Any]:
    label = (day.label_en or day.label) if in_english() else day.label
    kinds = {"closed": _("no lessons"), "makeup": _("make-up school day"), "observance": ""}
    kind = kinds.get(day.kind, "")
    return {
        "id": f"day-{day.id}",
        "title": f"{label} · {kind}" if kind else label,
        "start": day.day.isoformat(),
        "end": (day.day + timedelta(days=1)).isoformat(),
        "allDay": True,
        "className": ["day-note", f"day-note-{day.kind}"],
    }


def _event(line: SessionLine) -> dict[str, Any]:
    marks = {"held": "✓ ", "cancelled": "✗ "}
    title = (line.title_en or line.title) if in_english() else line.title
    last = line.period + line.lessons - 1
    lesson = (
        _("lesson %(n)s", n=line.period)
        if last == line.period
        else _("lessons %(first)s–%(last)s", first=line.period, last=last)
    )
    return {
        "id": str(line.id),
        "title": f"{marks.get(line.state, '')}{_short(line.squads)} {title}",
        "detail": " · ".join([lesson, line.venue, *line.leaders[:1]]),
        "start": begins(line.day, line.period).isoformat(),
        "end": ends(line.day, last).isoformat(),
        "url": url_for("sessions.session", session_id=line.id),
        "className": ["session", f"band-{line.band}", f"is-{'waiting' if line.waits else line.state}"],
    }


def _short(squads: str) -> str:
    """One or two squads by name; of more, the first and how many: the activity must still be read."""
    names = squads.split("、")
    return squads if len(names) < 3 else _("%(first)s and others, %(n)s squads", first=names[0], n=len(names))


@blueprint.get("/list", endpoint="list")
def list_page() -> str:
    """The same without script: by week, to read and to print; ?span=week, month, term or year around ?day=."""
    version = _version()
    year = current_year()
    if version is None or year is None:
        return render_template("sessions/none.html", year=year)
    span = query_choice("span", SPANS, "term" if _scope() == "mine" else "month")
    around = query_date("day", _opening_day(year)) or today()
    shown = _span(span, around, year)
    show = query_choice("show", SHOWS, "all")
    unrecorded = today() if show == "unrecorded" else None
    wanted = replace(_wanted(version), first=shown.first, last=shown.last, unrecorded=unrecorded)
    lines = find_sessions(wanted, today())
    beside = _beside(shown.first, shown.last) if unrecorded is None else []
    return render_template(
        "sessions/list.html",
        version=version,
        choices=choices_of(version),
        wanted=wanted,
        scope=_scope(),
        has_own=_has_own(),
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


def _version() -> ScheduleVersion | None:
    """The schedule in force; ?version= another one, for those who make it."""
    chosen = query_int("version")
    return version_or_404(chosen) if chosen else published_schedule()


def _has_own() -> bool:
    return bool(own_squads()) or user().staff_id is not None


def _scope() -> str:
    """A class teacher begins with the own sessions, everybody else with all."""
    leads_all = bool(roles() & {PRINCIPAL, HEAD_COUNSELOR})
    narrowed = any(request.args.get(name) for name in ("squad", "leader", "venue"))
    mine = CLASS_TEACHER in roles() and not leads_all and _has_own() and not narrowed
    return query_choice("scope", SCOPES, "mine" if mine else "all")


def _wanted(version: ScheduleVersion) -> Wanted:
    mine = (own_squads(), user().staff_id) if _scope() == "mine" else None
    return Wanted(
        version.id, squad_id=query_int("squad"), staff_id=query_int("leader"), venue_id=query_int("venue"), mine=mine
    )
