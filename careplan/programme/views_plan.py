"""Plan something beside the sessions: the days are shown with what clashes before they are kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.programme.forms import PlanForm, SeriesForm
from careplan.programme.hours_operations import keep_hours
from careplan.programme.models import Series
from careplan.programme.operations import checked_days, edit_series, plan_series
from careplan.programme.planned import KINDS, USUAL_STRAND
from careplan.programme.rhythm import Days
from careplan.programme.views_rights import blueprint, kinds_to_plan, may_change, plans_everything, series_or_404
from careplan.programme.views_words import programme_word, warnings_of
from careplan.school.queries import bands, staff, venues
from careplan.school.queries import current_year as this_year
from careplan.sessions.lesson_times import begins, ends
from careplan.web.filters import named
from careplan.web.guard import user
from careplan.web.query import query_choice, query_date

LESSONS = range(1, 9)


@blueprint.get("/new", endpoint="new")
@blueprint.post("/new", endpoint="new")
def new() -> Any:
    """?kind= and ?day= fill the form in; the button “check” shows the days and plans nothing."""
    kind = query_choice("kind", tuple(KINDS), "broadcast")
    day, me = query_date("day", today()), user().staff_id or 0
    rhythm = "weekly" if kind == "elective" else "once"
    form = PlanForm(
        data={"kind": kind, "rhythm": rhythm, "day": day, "strand": USUAL_STRAND.get(kind, "knowledge"), "staff_id": me}
    )
    offer(form)
    if form.validate_on_submit():
        try:
            return _planned(form)
        except Refused as refused:
            db.session.rollback()
            form.day.errors = [str(refused)]
    return _page(form), 422 if form.is_submitted() else 200


def _planned(form: PlanForm) -> Any:
    """Keep it and go to the series; or show its days when that was asked."""
    words = form.words(grades_of(form.bands.data or []))
    days = checked_days(words)
    series = plan_series(actor_id=user().id, words=words)
    keep_hours(actor_id=user().id, series=series)
    warned = warnings_of(list(series.items))
    if "check" in request.form:
        shown = [(item.day, warned.get(item.id, [])) for item in series.items]
        db.session.rollback()
        return _page(form, days, shown)
    db.session.commit()
    flash(ngettext("Planned: one day.", "Planned: %(num)d days.", len(days.days)), "success")
    if warned:
        flash(
            ngettext(
                "On one of them something clashes: see below.",
                "On %(num)d of them something clashes: see below.",
                len(warned),
            ),
            "warning",
        )
    if len(days.days) == 1 and series.kind != "elective":
        return redirect(url_for("programme.item", item_id=series.items[0].id))
    return redirect(url_for("programme.series", series_id=series.id))


def _page(form: PlanForm, days: Days | None = None, shown: list[tuple[date, list[str]]] | None = None) -> str:
    return render_template("programme/new.html", form=form, days=days, shown=shown, lessons=lesson_times())


@blueprint.get("/series/<int:series_id>/edit", endpoint="series_edit")
@blueprint.post("/series/<int:series_id>/edit", endpoint="series_edit")
def series_edit(series_id: int) -> Any:
    """Name, for whom, places and the deadline of a series."""
    series = series_or_404(series_id)
    if not may_change(series):
        return redirect(url_for("programme.series", series_id=series.id))
    form = SeriesForm(data=_series_data(series))
    form.offer(_bands())
    if not form.is_submitted():
        form.open_for(series)
    elif form.is_stale(series):
        form.version.data = str(series.version)
        return render_template("programme/series_edit.html", form=form, series=series, stale=True), 409
    elif form.validate():
        try:
            _save_series(series, form)
        except Refused as refused:
            db.session.rollback()
            form.places.errors = [str(refused)]
        else:
            return redirect(url_for("programme.series", series_id=series_id))
    page = render_template("programme/series_edit.html", form=form, series=series, stale=False)
    return page, 422 if form.is_submitted() else 200


def _save_series(series: Series, form: SeriesForm) -> None:
    edit_series(
        actor_id=user().id,
        series=series,
        title=form.title.data or "",
        strand=form.strand.data,
        grades=grades_of(form.bands.data or []),
        places=form.places.data,
        sign_up_until=form.sign_up_until.data,
    )
    db.session.commit()
    flash(_("Saved."), "success")


def _series_data(series: Series) -> dict[str, Any]:
    meant = set(series.grades)
    chosen = [band.code for band in bands() if meant & set(range(band.first_grade, band.last_grade + 1))]
    return {
        "title": series.title,
        "bands": chosen,
        "strand": series.strand,
        "places": series.places,
        "sign_up_until": series.sign_up_until,
    }


def offer(form: PlanForm) -> None:
    """Kinds, people, places and bands to choose from; a class teacher plans what is their own."""
    kinds = [(kind, programme_word(kind)) for kind in kinds_to_plan()]
    form.offer(kinds, people_to_choose(), venues_to_choose(), _bands())


def people_to_choose() -> list[tuple[int, str]]:
    people = [one for one in staff() if plans_everything() or one.id == user().staff_id]
    return [(one.id, one.name) for one in people]


def venues_to_choose() -> list[tuple[int, str]]:
    return [(one.id, one.name) for one in venues()]


def _bands() -> list[tuple[str, str]]:
    return [(band.code, f"{named(band)} {band.first_grade}–{band.last_grade}") for band in bands()]


def grades_of(codes: list[str]) -> tuple[int, ...]:
    """The grades of the chosen bands; all of them chosen is the whole school."""
    everyone = bands()
    chosen = [band for band in everyone if band.code in codes]
    if len(chosen) == len(everyone):
        return ()
    return tuple(grade for band in chosen for grade in range(band.first_grade, band.last_grade + 1))


def lesson_times() -> list[tuple[int, str]]:
    """The lessons of a day on the clock, to choose from."""
    year = this_year()
    day = year.terms[0].starts_on if year and year.terms else today()
    return [(n, f"{begins(day, n):%H:%M}-{ends(day, n):%H:%M}") for n in LESSONS]
