"""How a week is called, one way on every page: by its term and its place in it, 第二学期第3周."""

from __future__ import annotations

from datetime import date

from flask import g
from flask_babel import gettext as _

from careplan.plans.queries import current_year
from careplan.school.calendar import Week, monday_of
from careplan.school.load import load_year_calendar
from careplan.school.week_names import term_name, week_name
from careplan.sessions.views_rights import blueprint
from careplan.web.filters import in_english


def _language() -> str:
    return "en" if in_english() else "zh"


def weeks_now() -> tuple[Week, ...]:
    """The weeks of the current school year; none without one. Read once for a page, which names each of them."""
    if "weeks_now" not in g:
        year = current_year()
        g.weeks_now = load_year_calendar(year).weeks() if year else ()
    found: tuple[Week, ...] = g.weeks_now
    return found


def numbered(number: int) -> str:
    """The week with this number over the whole year."""
    return next((week_name(one, _language()) for one in weeks_now() if one.number == number), _("Week"))


def week_of_day(day: date) -> str:
    """The week in which a day lies; nothing in the holidays between the terms."""
    return next((week_name(one, _language()) for one in weeks_now() if one.monday == monday_of(day)), "")


@blueprint.app_template_filter("week_words")
def week_of_words(day: date) -> str:
    """The week in which a day lies; just “Week” in the holidays between the terms."""
    return week_of_day(day) or _("Week")


@blueprint.app_template_filter("term_words")
def term_words(number: int) -> str:
    """第一学期, Term 1."""
    return term_name(number, _language())
