"""Another school beside ours: our public figures as a file to give, its file taken in, and the two side by side."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.errors import Refused
from careplan.indicators import views_words
from careplan.reports.exchange import PublicFigures, Told, fingerprint_of, read_aloud, written
from careplan.reports.exchange_operations import remove_other, take_other
from careplan.reports.exchange_reading import FAULTS, LARGEST, FileFault
from careplan.reports.forms import OtherSchoolForm
from careplan.reports.load_exchange import (
    figures_of,
    givable_files,
    givable_reports,
    load_public,
    other_taken,
    others_taken,
)
from careplan.reports.queries import NOT_IN_A_NAME, issued_report
from careplan.reports.two_schools import WHY, Pair, beside
from careplan.reports.views import blueprint
from careplan.web.filters import in_english
from careplan.web.guard import user
from careplan.web.query import query_int
from careplan.web.text import BadText, clean


@blueprint.get("/<int:report_id>/public.json", endpoint="public_file")
def public_file(report_id: int) -> Response:
    """The public figures of a signed report as one file."""
    found = issued_report(report_id) or abort(404)
    ours = load_public(found) or abort(404)
    name = NOT_IN_A_NAME.sub("", f"{ours.school}-{ours.year}-{ours.number}-公开数据") + ".json"
    return send_file(BytesIO(written(ours)), "application/json", as_attachment=True, download_name=name)


@blueprint.get("/schools", endpoint="schools")
def schools() -> str:
    """The files that other schools gave, and ours to give."""
    return render_template("reports/schools.html", rows=others_taken(), ours=givable_files(), aloud=read_aloud)


@blueprint.get("/schools/take-in", endpoint="take_other")
@blueprint.post("/schools/take-in", endpoint="take_other")
def take_in() -> Any:
    """A file becomes one of the schools beside ours; with a fault nothing is kept."""
    form = OtherSchoolForm()
    if form.validate_on_submit():
        given = form.file.data
        try:
            row = take_other(
                actor_id=user().id, data=given.read(LARGEST + 1) if given else b"", file_name=_file_name(given)
            )
        except FileFault as fault:
            form.file.errors = [FAULTS[fault.code][in_english()].format(at=fault.at)]
        except Refused as refused:
            form.file.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Taken in."), "success")
            return redirect(url_for("reports.other", other_id=row.id))
        db.session.rollback()
    return render_template("reports/take_other.html", form=form), 422 if form.is_submitted() else 200


def _file_name(given: Any) -> str:
    """What the file was called; "" where that cannot be shown."""
    try:
        return clean(str(given.filename or ""))[:80] if given else ""
    except BadText:
        return ""


@blueprint.get("/schools/<int:other_id>", endpoint="other")
def other(other_id: int) -> str:
    """?report= one of our signed reports; without it the one of the same year, else the newest."""
    row = other_taken(other_id) or abort(404)
    theirs, own = figures_of(row), givable_reports()
    if not own:
        return render_template("reports/other.html", row=row, theirs=theirs, own=own, ours=None)
    same_year = (report for report, year in own if year.label == theirs.year)
    wanted = query_int("report", next(same_year, own[0][0]).id)
    report = next((one for one, _year in own if one.id == wanted), None) or abort(404)
    ours = load_public(report) or abort(404)
    pairs = beside(ours, theirs)
    return render_template(
        "reports/other.html",
        row=row,
        theirs=theirs,
        aloud=read_aloud,
        our_sha256=fingerprint_of(ours),
        own=own,
        report=report,
        ours=ours,
        warnings=_warnings(ours, theirs),
        together=[_line(one) for one in pairs if not one.why],
        apart=[_line(one) for one in pairs if one.why],
    )


@blueprint.post("/schools/<int:other_id>/remove", endpoint="remove_other")
def remove(other_id: int) -> Response:
    """Remove a file; its page asks before."""
    row = other_taken(other_id) or abort(404)
    school = figures_of(row).school
    remove_other(actor_id=user().id, row=row)
    db.session.commit()
    flash(_("The figures of %(school)s are removed.", school=school), "info")
    return redirect(url_for("reports.schools"))


def _warnings(ours: PublicFigures, theirs: PublicFigures) -> list[str]:
    """What a reader has to know before comparing."""
    if ours.year != theirs.year:
        years = {"ours": ours.year, "theirs": theirs.year}
        return [_("The two reports are of different school years: %(ours)s and %(theirs)s.", **years)]
    if ours.cut_off != theirs.cut_off:
        return [_("The two reports hold facts up to different days; a part of a year is not a whole one.")]
    return []


def _line(pair: Pair) -> dict[str, Any]:
    """A measure in words."""
    english, measure = in_english(), pair.measure
    return {
        "code": pair.code,
        "area": views_words.area(measure.area),
        "name": measure.name_en if english else measure.name,
        "definition": measure.definition_en if english else measure.definition,
        "ours": told_words(pair.ours.told, pair.ours.unit) if pair.ours else "—",
        "theirs": told_words(pair.theirs.told, pair.theirs.unit) if pair.theirs else "—",
        "why": WHY[pair.why][english] if pair.why else "",
        "definitions": [
            one.definition_en if english else one.definition
            for one in (pair.ours, pair.theirs)
            if one and pair.why == "definition"
        ],
    }


def told_words(told: Told, unit: str) -> str:
    """A public figure in the reader's language."""
    if told.says == "no-data":
        return _("no data")
    if told.says == "hidden":
        return _("fewer than five, not told")
    value = float(told.number)
    figure = views_words.in_unit(value / 100 if unit == "rate" else value, unit)
    if told.says == "at-least":
        return _("at least %(figure)s", figure=figure)
    return _("at most %(figure)s", figure=figure) if told.says == "at-most" else figure
