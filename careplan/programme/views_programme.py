"""What is planned beside the sessions, by week; all series; what was counted (S36, S21, S22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.programme.hours_operations import plan_hours
from careplan.programme.models import Item, Series
from careplan.programme.planned import HOURS, KINDS, MEDIA, SETTINGS, STRANDS
from careplan.programme.queries import (
    WantedItems,
    counts_of,
    find_items,
    hours_not_planned,
    places_of,
    series_between,
)
from careplan.programme.sign_up import is_open
from careplan.programme.views_rights import blueprint, may_change, may_keep_record
from careplan.programme.views_words import warnings_of
from careplan.school.calendar import DAYS_OF_WEEK, TermSpan, monday_of
from careplan.school.load import load_year_calendar
from careplan.school.models import SchoolYear
from careplan.school.queries import current_year
from careplan.web.guard import user
from careplan.web.query import query_choice, query_date

SPANS = ("weeks", "term")
SHOWN_WEEKS = 3
GROUPS: dict[str, frozenset[str]] = {
    "all": frozenset(KINDS),
    "media": MEDIA,
    "parents": frozenset({"parents-lesson"}),
    "help": HOURS,
    "electives": frozenset({"elective"}),
}
SCOPES = ("all", "mine", "open")
"""open: over, and nothing is recorded."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the list."""

    monday: date
    items: list[Item]


@blueprint.get("/")
def programme() -> str:
    """The weeks around a day, with what clashes; ?span=term for the whole term."""
    year = current_year()
    group, scope = query_choice("kind", tuple(GROUPS), "all"), query_choice("scope", SCOPES, "all")
    span, around = query_choice("span", SPANS, "weeks"), query_date("day", today()) or today()
    term = _term_at(year, around)
    first, last = _shown(span, around, term)
    items = _wanted(GROUPS[group], scope, first, last)
    return render_template(
        "programme/programme.html",
        year=year,
        term=term,
        group=group,
        groups=GROUPS,
        scope=scope,
        span=span,
        around=around,
        first=first,
        last=last,
        weeks=[Week(monday, list(rows)) for monday, rows in groupby(items, key=lambda one: monday_of(one.day))],
        warnings=warnings_of(items),
        keeps={item.id for item in items if item.day <= today() and may_keep_record(item)},
        hours_waiting=len(hours_not_planned(max(term.first, today()), term.last)) if term else 0,
        total=len(items),
    )


def _wanted(kinds: frozenset[str], scope: str, first: date, last: date) -> list[Item]:
    staff_id = (user().staff_id or 0) if scope == "mine" else None
    if scope == "open":
        items = find_items(WantedItems(last=today() - timedelta(days=1), kinds=kinds, states=("planned",)))
        return [item for item in items if may_keep_record(item)]
    return find_items(WantedItems(first, last, kinds=kinds, staff_id=staff_id))


def _shown(span: str, around: date, term: TermSpan | None) -> tuple[date, date]:
    if span == "term" and term is not None:
        return term.first, term.last
    monday = monday_of(around)
    return monday, monday + timedelta(days=SHOWN_WEEKS * DAYS_OF_WEEK - 1)


def _term_at(year: SchoolYear | None, day: date) -> TermSpan | None:
    """The term the day lies in; between terms the next one, after the last the last."""
    terms = load_year_calendar(year).terms if year else ()
    return next((term for term in terms if day <= term.last), terms[-1] if terms else None)


@blueprint.get("/series", endpoint="all_series")
def all_series() -> str:
    """Everything planned this school year, each series a line; electives with how full they are."""
    year = current_year()
    found = series_between(date(year.start_year, 8, 1), date(year.start_year + 1, 8, 31)) if year else []
    ordered = sorted(found, key=lambda one: (list(KINDS).index(one.kind), one.items[0].day.isoweekday()))
    by_term: dict[int | None, list[Series]] = {}
    for one in ordered:
        term = _term_at(year, one.first_on)
        by_term.setdefault(term.number if term else None, []).append(one)
    now = _term_at(year, today())
    return render_template(
        "programme/all_series.html",
        terms=sorted(by_term.items(), key=lambda pair: (pair[0] != (now.number if now else None), pair[0] or 0)),
        places=places_of([one for one in found if one.kind == "elective"]),
        is_open=lambda one: is_open(one.sign_up_until, one.last_on, today()),
        changes={one.id for one in found if may_change(one)},
    )


@blueprint.get("/counts", endpoint="counts")
def counts() -> str:
    """How much was done: by kind and month, by strand, by place."""
    year = current_year()
    counted = counts_of(year, today()) if year else None
    months = sorted({month for rows in counted.months.values() for month in rows}) if counted else []
    return render_template(
        "programme/counts.html",
        counted=counted,
        kinds=[kind for kind in KINDS if counted and kind in counted.kinds],
        months=months,
        media=MEDIA,
        strands=STRANDS,
        settings=SETTINGS,
        year=year,
    )


@blueprint.post("/hours", endpoint="hours")
def hours() -> Response:
    """Put the opening hours of the term into the calendar."""
    term: Any = _term_at(current_year(), today())
    try:
        if term is None:
            raise Refused(_("The school has no term yet."))
        found = plan_hours(actor_id=user().id, term=term)
    except Refused as refused:
        db.session.rollback()
        flash(str(refused), "warning")
    else:
        db.session.commit()
        words = ngettext(
            "One opening hour stands in the calendar.", "%(num)d opening hours stand in the calendar.", found
        )
        flash(words, "success")
    return redirect(url_for("programme.programme", kind="help"))
