"""What the calendar reads while it is open: sessions and special days, its rows, and the year strip."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from flask import abort, jsonify, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.clock import today
from careplan.plans.queries import current_year
from careplan.school.models import CalendarDay
from careplan.school.queries import calendar_days
from careplan.sessions.board_queries import ROWS, rows_of, strip_of
from careplan.sessions.calendar_beside import Beside, marks_of
from careplan.sessions.lesson_times import begins, ends
from careplan.sessions.session_queries import SessionLine, find_sessions
from careplan.sessions.views_rights import blueprint
from careplan.sessions.views_wanted import wanted_beside, wanted_sessions, wanted_version
from careplan.web.filters import in_english
from careplan.web.query import query_choice, query_date

LONGEST_FEED = timedelta(days=400)
LESSONS = 8  # of a day


@blueprint.get("/events")
def events() -> Response:
    """?start=&end=, ?rows= and the filters: sessions and special days as the calendar wants them."""
    first, last = query_date("start", today()) or today(), query_date("end", today()) or today()
    last = min(last, first + LONGEST_FEED)
    version, kind = wanted_version(), query_choice("rows", ROWS, "none")
    lines = find_sessions(replace(wanted_sessions(version), first=first, last=last), today()) if version else []
    found = [_day_event(day) for day in calendar_days(first, last)]
    beside = wanted_beside(first, last) if kind == "none" else []  # the rows are those of sessions
    marks = marks_of([line.id for line in lines])
    return jsonify(
        found + [_event(line, kind, marks.get(line.id, "")) for line in lines] + [_beside_event(one) for one in beside]
    )


@blueprint.get("/rows")
def rows() -> Response:
    """?rows=: the squads, leaders or places that the calendar has a row for."""
    version, year = wanted_version(), current_year()
    kind = query_choice("rows", ROWS, "none")
    return jsonify([asdict(row) for row in rows_of(version, kind, year)] if version and year else [])


@blueprint.get("/strip")
def strip() -> str:
    """The year strip alone, for a calendar whose sessions have just been moved."""
    version, year = wanted_version(), current_year()
    if version is None or year is None:
        abort(404)
    return render_template("sessions/_strip.html", strip=strip_of(version, year), version=version)


def _day_event(day: CalendarDay) -> dict[str, Any]:
    """A special day; weekday: whose lessons run on it, 0 for nobody's, None for its own."""
    label = (day.label_en or day.label) if in_english() else day.label
    kinds = {"closed": _("no lessons"), "makeup": _("make-up school day"), "observance": ""}
    kind = kinds.get(day.kind, "")
    return {
        "id": f"day-{day.id}",
        "title": f"{label} · {kind}" if kind else label,
        "start": day.day.isoformat(),
        "end": (day.day + timedelta(days=1)).isoformat(),
        "allDay": True,
        "weekday": 0 if day.kind == "closed" else day.timetable_weekday,
        "className": ["day-note", f"day-note-{day.kind}"],
    }


def _event(line: SessionLine, kind: str, mark: str) -> dict[str, Any]:
    """A session; title is the activity's, who the squads', rows those that it stands in, mark what else it is."""
    title = (line.title_en or line.title) if in_english() else line.title
    last = line.period + line.lessons - 1
    lesson = (
        _("lesson %(n)s", n=line.period)
        if last == line.period
        else _("lessons %(first)s–%(last)s", first=line.period, last=last)
    )
    return {
        "id": str(line.id),
        "title": title,
        "who": short_squads(line.squads),
        "detail": " · ".join([lesson, line.venue, *line.leaders[:1], *filter(None, [mark])]),
        "start": begins(line.day, line.period).isoformat(),
        "end": ends(line.day, last).isoformat(),
        "period": line.period,
        "lessons": line.lessons,
        "rows": _rows_of(line, kind),
        "url": url_for("sessions.session", session_id=line.id),
        "className": ["session", f"band-{line.band}", f"is-{'waiting' if line.waits else line.state}"],
    }


def _beside_event(one: Beside) -> dict[str, Any]:
    """What stands beside the sessions; after: how many lessons have begun by then, its place among them."""
    begun = sum(begins(one.day, lesson) <= one.begins for lesson in range(1, LESSONS + 1))
    return one.event() | {"after": begun}


def _rows_of(line: SessionLine, kind: str) -> list[int]:
    leader = () if line.leader_id is None else (line.leader_id,)
    return list({"squad": line.squad_ids, "leader": leader, "venue": (line.venue_id,)}.get(kind, ()))


def short_squads(squads: str) -> str:
    """One or two squads by name; of more, the first and how many: the activity must still be read."""
    names = squads.split("、")
    return squads if len(names) < 3 else _("%(first)s and others, %(n)s squads", first=names[0], n=len(names))
