"""The school year's calendar: a month at a time, each day to edit; the terms' dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from careplan.clock import today
from careplan.db import db
from careplan.school.calendar import months_of_year
from careplan.school.calendar_operations import add_days, edit_day, edit_terms, remove_day
from careplan.school.forms import DAY_KINDS, WEEKDAYS, DayForm, NewDayForm, TermsForm
from careplan.school.load import load_year_calendar
from careplan.school.models import CalendarDay, SchoolYear
from careplan.school.month import MonthPage, day_kind, month_page, spans
from careplan.school.queries import calendar_days, current_year, require_year
from careplan.school.seed_operations import take_over_year
from careplan.school.views_edit import blueprint, edit_page
from careplan.seeds.calendar import Rhythm
from careplan.seeds.load import shipped_calendars
from careplan.web.guard import user
from careplan.web.query import query_choice

AROUND = timedelta(days=7)


@blueprint.get("/calendar", endpoint="calendar")
def calendar() -> str:
    year = current_year()
    if year is None:
        return render_template("school/calendar_none.html", calendars=list(shipped_calendars().values()))
    months = months_of_year(year.start_year)
    shown = _chosen_month(months)
    month = _month(year, *shown)
    return render_template(
        "school/calendar.html",
        year=year,
        month=month,
        months=months,
        before=months[months.index(shown) - 1] if shown != months[0] else None,
        after=months[months.index(shown) + 1] if shown != months[-1] else None,
        agenda=spans(month.entries),
        rhythm=_rhythm(year, month.month),
        weekdays=WEEKDAYS,
        kinds=DAY_KINDS,
        unconfirmed=_unconfirmed(year),
    )


def _chosen_month(months: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    names = {f"{year}-{month:02}": (year, month) for year, month in months}
    now = f"{today():%Y-%m}"
    chosen = query_choice("month", list(names), now if now in names else next(iter(names)))
    return names[chosen]


def _month(year: SchoolYear, number: int, month: int) -> MonthPage:
    first = date(number, month, 1) - AROUND
    entries: dict[date, list[CalendarDay]] = {}
    for entry in calendar_days(first, first + 7 * AROUND):
        entries.setdefault(entry.day, []).append(entry)
    return month_page(load_year_calendar(year), number, month, entries, today())


def _rhythm(year: SchoolYear, month: int) -> list[Rhythm]:
    shipped = shipped_calendars().get(year.label)
    return [one for one in shipped.rhythm if month in one.months] if shipped else []


def _unconfirmed(year: SchoolYear) -> list[CalendarDay]:
    """The holidays ahead whose notice is not out, one day of each."""
    if not year.terms:
        return []
    days = calendar_days(max(today(), year.terms[0].starts_on), year.terms[-1].ends_on)
    return list({day.label: day for day in days if not day.confirmed}.values())


@blueprint.post("/calendar/take-over", endpoint="calendar_take_over")
def calendar_take_over() -> Response:
    if current_year() is not None:
        flash(_("The school has a school year already."), "info")
        return redirect(url_for("school.calendar"))
    for shipped in shipped_calendars().values():
        take_over_year(calendar=shipped, actor_id=user().id)
    db.session.commit()
    flash(_("The school year is set up. Please check the terms' dates for your county."), "success")
    return redirect(url_for("school.terms"))


@blueprint.get("/calendar/terms", endpoint="terms")
@blueprint.post("/calendar/terms", endpoint="terms")
def terms() -> Any:
    year = require_year()
    stored = {
        f"{side}_{term.number}": value
        for term in year.terms
        for side, value in (("first", term.starts_on), ("last", term.ends_on))
    }
    return edit_page(
        make=lambda **rest: TermsForm(data=stored, **rest),
        row=year,
        save=lambda form: edit_terms(actor_id=user().id, year=year, dates=form.dates()),
        template="school/terms_form.html",
        back=url_for("school.calendar"),
        refused_at="first_2",
        year=year,
        calendar=load_year_calendar(year),
    )


@blueprint.get("/calendar/<day>", endpoint="day")
@blueprint.post("/calendar/<day>", endpoint="day")
def one_day(day: str) -> Any:
    """A day with its entries; a new entry for it, or for the days up to another."""
    chosen = _date(day)
    year = require_year()

    def save(form: NewDayForm) -> None:
        add_days(
            actor_id=user().id,
            first=chosen,
            last=form.last.data,
            kind=form.kind.data,
            label=form.label.data or "",
            note=form.note.data or "",
            timetable_weekday=form.timetable_weekday.data or None if form.kind.data == "makeup" else None,
            confirmed=bool(form.confirmed.data),
        )

    calendar_of_year = load_year_calendar(year)
    return edit_page(
        make=NewDayForm,
        row=None,
        save=save,
        template="school/day.html",
        back=_month_url(chosen),
        refused_at="label",
        chosen=chosen,
        entries=calendar_days(chosen, chosen),
        kind=day_kind(calendar_of_year, chosen),
        week=calendar_of_year.week_of(chosen),
        kinds=DAY_KINDS,
        weekdays=WEEKDAYS,
    )


@blueprint.get("/calendar/entries/<int:entry_id>", endpoint="day_entry")
@blueprint.post("/calendar/entries/<int:entry_id>", endpoint="day_entry")
def day_entry(entry_id: int) -> Any:
    row = _entry(entry_id)

    def make(**rest: Any) -> DayForm:
        form = DayForm(obj=row, **rest)
        if rest or not form.is_submitted():
            form.timetable_weekday.data = row.timetable_weekday or 0
        return form

    def save(form: DayForm) -> None:
        edit_day(
            actor_id=user().id,
            entry=row,
            kind=form.kind.data,
            label=form.label.data or "",
            note=form.note.data or "",
            timetable_weekday=form.timetable_weekday.data or None,
            confirmed=bool(form.confirmed.data),
        )

    return edit_page(
        make=make,
        row=row,
        save=save,
        template="school/day_form.html",
        back=_month_url(row.day),
        refused_at="label",
    )


@blueprint.post("/calendar/entries/<int:entry_id>/remove", endpoint="day_remove")
def day_remove(entry_id: int) -> Response:
    entry = _entry(entry_id)
    back = _month_url(entry.day)
    remove_day(actor_id=user().id, entry=entry)
    db.session.commit()
    flash(_("The entry is removed."), "success")
    return redirect(back)


def _entry(entry_id: int) -> CalendarDay:
    return db.session.scalar(select(CalendarDay).where(CalendarDay.id == entry_id)) or abort(404)


def _date(text: str) -> date:
    try:
        found = date.fromisoformat(text) if len(text) == len("2026-09-01") else None
    except ValueError:
        found = None
    return found or abort(404)


def _month_url(day: date) -> str:
    """The month of a day when the current year has it, else the calendar."""
    year = current_year()
    shown = year is not None and (day.year, day.month) in months_of_year(year.start_year)
    return url_for("school.calendar", month=f"{day:%Y-%m}") if shown else url_for("school.calendar")
