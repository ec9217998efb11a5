"""The new school year: what carries over, what waits for a person, and opening it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.rollover.forms import OpeningForm, has_changed, opening_form
from careplan.rollover.load import carried, leavers, turning
from careplan.rollover.load_undecided import past_the_last_grade, waiting
from careplan.rollover.operations import Undecided, open_year, opens_from
from careplan.rollover.views_words import list_of, open_words, page_of_line, paired, squad_word
from careplan.rollover.words import CARRIED, WAITING, Leaver, TermDates, terms_after
from careplan.school.models import SchoolYear
from careplan.school.queries import current_year, require_year, squads_of_year
from careplan.school.school_year import year_label
from careplan.web.guard import audit_read, user
from careplan.web.query import query_choice

blueprint = Blueprint("rollover", __name__, url_prefix="/new-year")
LOOK_AHEAD = timedelta(days=60)
"""So long before the last school day the page shows the next year first."""
NEXT, NOW = "next", "now"


@blueprint.context_processor
def _words() -> dict[str, Any]:
    return {
        "page_of_line": page_of_line,
        "list_of": list_of,
        "squad_word": squad_word,
        "open_words": open_words,
        "paired": paired,
    }


def may_open(year: SchoolYear) -> bool:
    """Whether the last school day is over."""
    last = opens_from(year)
    return last is not None and last < today()


def _shown(year: SchoolYear) -> str:
    last = opens_from(year)
    soon = last is not None and last - LOOK_AHEAD <= today()
    return query_choice("of", (NEXT, NOW), NEXT if soon else NOW)


@blueprint.get("/", endpoint="year")
def overview() -> str:
    """What carries over and what waits: of the year that runs, or of the next one."""
    year = current_year()
    if year is None:
        return render_template("rollover/none.html")
    shown = _shown(year)
    start_year = year.start_year + (shown == NEXT)
    lines = waiting(start_year, today())
    if shown == NOW:
        lines = {"leaving": past_the_last_grade(start_year), **lines}
    leaving = leavers(start_year, today()) if shown == NEXT else []
    audit_read("school_year", None, children=sum(len(one) for one in lines.values()) + len(leaving))
    return render_template(
        "rollover/year.html",
        shown=shown,
        label=year_label(start_year),
        labels={NOW: year_label(year.start_year), NEXT: year_label(year.start_year + 1)},
        start_year=start_year,
        carried=carried(start_year, today()) | turning(start_year, leaving=shown == NEXT),
        carried_words=CARRIED,
        waiting=lines,
        words=WAITING,
        leaving=leaving,
        by_class=_by_class(leaving),
        may_open=may_open(year),
        opens_from=opens_from(year),
    )


def _by_class(leaving: list[Leaver]) -> dict[tuple[int, int], list[Leaver]]:
    found: dict[tuple[int, int], list[Leaver]] = {}
    for one in leaving:
        found.setdefault(one.squad, []).append(one)
    return found


@blueprint.get("/open", endpoint="open")
@blueprint.post("/open", endpoint="open")
def opening() -> Any:
    """Terms, first grade, and the children who leave; nothing happens before the form is sent."""
    year = require_year()
    if request.form.get("opens") == str(year.start_year):
        flash(_("It is open already: nothing was done again."), "info")
        return redirect(url_for("rollover.year", of=NOW))
    if not may_open(year):
        flash(_("The new school year can be opened when the last school day of this one is over."), "info")
        return redirect(url_for("rollover.year", of=NEXT))
    start_year = year.start_year + 1
    leaving = leavers(start_year, today())
    labels = {one.child_id: f"{squad_word(one.squad, year.start_year)} {one.name}" for one in leaving}
    form = _form(year, leaving, labels)
    if form.is_submitted():
        if form.is_stale(year) or has_changed(form, leaving):
            form.open_for(year)
            return _page(year, form, leaving, stale=True), 409
        if form.validate() and _opened(form, leaving, start_year):
            return redirect(url_for("rollover.year", of=NOW))
        return _page(year, form, leaving), 422
    form.open_for(year)
    return _page(year, form, leaving)


def _form(year: SchoolYear, leaving: list[Leaver], labels: dict[int, str]) -> OpeningForm:
    terms = terms_after([TermDates(term.starts_on, term.ends_on) for term in year.terms])
    first_grade = sum(squad.entry_year == year.start_year for squad in squads_of_year(year.start_year))
    form: OpeningForm = opening_form(leaving, labels, terms, first_grade)
    return form


def _opened(form: OpeningForm, leaving: list[Leaver], start_year: int) -> bool:
    """Whether the year was opened; else the faults stand at their fields."""
    try:
        made = open_year(
            actor_id=user().id,
            start_year=start_year,
            dates=form.dates(),
            new_classes=form.new_classes.data or 0,
            choices=form.choices_made([one for one in leaving if one.open]),
        )
    except Undecided as undecided:
        db.session.rollback()
        form[f"note_{undecided.child_id}"].errors = [str(undecided)]
        return False
    except Refused as refused:
        db.session.rollback()
        form[getattr(refused, "field", "first_1")].errors = [str(refused)]
        return False
    db.session.commit()
    if made is not None:
        flash(_("The school year %(year)s is open.", year=year_label(start_year)), "success")
    return True


def _page(year: SchoolYear, form: OpeningForm, leaving: list[Leaver], *, stale: bool = False) -> str:
    audit_read("school_year", year.id, children=len(leaving), form="open")
    return render_template(
        "rollover/open.html",
        form=form,
        stale=stale,
        label=year_label(year.start_year + 1),
        start_year=year.start_year,
        leaving=leaving,
        open_ones=[one for one in leaving if one.open],
        by_class=_by_class(leaving),
        carried=carried(year.start_year + 1, today()) | turning(year.start_year + 1, leaving=True),
        carried_words=CARRIED,
        last_day=opens_from(year),
    )


from careplan.rollover import views_days  # noqa: E402,F401 - its routes join the blueprint
