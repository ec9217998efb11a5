"""How workload is said on a page: units, kinds of work, how a line came out, states."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.web.filters import day, in_english, may, moment, named
from careplan.workload.counting import NO_ROLL, SAME_EVENT, Line
from careplan.workload.models import WorkPeriod
from careplan.workload.units import LESSON_MINUTES, UNIT, units_text, yuan_text
from careplan.workload.views_rights import blueprint
from careplan.workload.work import BASES, GROUPS, PER_LESSON, PER_WEEK, POST, base_of, work_name


@blueprint.app_template_filter("units")
def units(milli: int) -> str:
    """Thousandths as units: 1500 → 1.5."""
    return units_text(milli)


@blueprint.app_template_filter("yuan_exact")
def yuan_exact(fen: int | None) -> str:
    """Fen as yuan with both decimals; nothing where there is no money."""
    return "" if fen is None else yuan_text(fen)


@blueprint.app_template_filter("kept_moment")
def kept_moment(at: str) -> str:
    """A moment as a signed text keeps it (UTC), on the school's wall clock; "" where there is none."""
    return moment(datetime.fromisoformat(at)) if at else ""


@blueprint.app_template_filter("work_word")
def work_word(one: Any) -> str:
    """The kind of work of a line in the reader's language."""
    return work_name(one.kind, one.role)[in_english()]


@blueprint.app_template_filter("work_code")
def work_code(code: tuple[str, str]) -> str:
    return work_name(*code)[in_english()]


@blueprint.app_template_filter("work_base")
def work_base(code: tuple[str, str]) -> str:
    """For what a kind of work is counted."""
    return BASES[base_of(*code)][in_english()]


@blueprint.app_template_filter("group_word")
def group_word(group: str) -> str:
    return GROUPS[group][in_english()] if group in GROUPS else _("Other work, told together")


@blueprint.app_template_filter("line_title")
def line_title(one: Any) -> str:
    return (one.title_en or one.title) if in_english() else one.title


@blueprint.app_template_filter("reckoned")
def reckoned(line: Line) -> str:
    """How a line came out: 1 lesson × 1.2, a half of it."""
    rate, base = units_text(line.rate), base_of(line.kind, line.role)
    if base == PER_LESSON:
        amount = units_text(line.minutes * UNIT // LESSON_MINUTES)
        many = 1 if line.minutes == LESSON_MINUTES else 2
        words = ngettext("%(n)s lesson × %(rate)s", "%(n)s lessons × %(rate)s", many, n=amount, rate=rate)
    elif base == PER_WEEK:
        words = ngettext("%(n)s week × %(rate)s", "%(n)s weeks × %(rate)s", line.times, n=line.times, rate=rate)
    else:
        words = _("%(n)s × %(rate)s", n=line.times, rate=rate)
    if line.weights > line.weight:
        words += " " + _("× share %(share)s of %(all)s", share=line.weight, all=line.weights)
    return words


@blueprint.app_template_filter("cut_word")
def cut_word(line: Line) -> str:
    """Why a line counts less than it comes to; "" when it does not."""
    words = {
        NO_ROLL: _("not counted: its roll was not called"),
        SAME_EVENT: _("not counted: another record of the same event counts"),
        "week": _("cut by the week's cap from %(units)s", units=units_text(line.milli)),
        "month": _("cut by the month's cap from %(units)s", units=units_text(line.milli)),
        "period": _("cut by the period's cap from %(units)s", units=units_text(line.milli)),
    }
    return words.get(line.cut_by, "")


@blueprint.app_template_filter("record_url")
def record_url(one: Any) -> str:
    """Where the record of a line opens; "" where this person may not open it."""
    if one.source == "session" and may("sessions.session"):
        return url_for("sessions.session", session_id=one.source_id)
    if one.source == "item" and may("programme.item"):
        return url_for("programme.item", item_id=one.source_id)
    if one.source == "contact" and may("workload.contact"):
        return url_for("workload.contact", contact_id=one.source_id)
    if one.source == "entry":
        return url_for("workload.entry", entry_id=one.source_id)
    if one.kind == POST:
        return url_for("school.squads") if one.role == "squad-counselor" else ""
    return ""


def period_word(period: WorkPeriod) -> str:
    """A period's name in the reader's language."""
    return named(period)


def day_word(value: date) -> str:
    """A day of this year, short."""
    return day(value, "short")
