"""A set out as a workbook, and in from one as a new draft: everything or nothing, each fault at its cell."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.children.faults import Fault, place
from careplan.children.grid import Grid
from careplan.children.roster_xlsx import read_workbook
from careplan.db import db
from careplan.evaluation.forms import WorkbookForm
from careplan.evaluation.operations import start_once
from careplan.evaluation.queries import tree_of_set
from careplan.evaluation.set_xlsx import write_set
from careplan.evaluation.sheet import FAULTS, Known, SheetFault, rows_of, tree_from_sheets
from careplan.evaluation.views_parts import blueprint, chosen_year, set_or_404
from careplan.indicators.catalogue import MEASURES
from careplan.web.filters import in_english
from careplan.web.guard import user
from careplan.web.text import BadText, clean

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SHOWN = 100


def known() -> Known:
    """The measures by name and code."""
    codes = {name: code for code, one in MEASURES.items() for name in (code, one.name)}
    return Known(codes, {c: one.unit for c, one in MEASURES.items()}, {c: one.name for c, one in MEASURES.items()})


@blueprint.app_template_filter("sheet_fault")
def sheet_fault(fault: SheetFault) -> str:
    return FAULTS[fault.code][in_english()].format(text=fault.text or "—")


@blueprint.get("/sets/<int:set_id>/workbook", endpoint="workbook")
def workbook(set_id: int) -> Response:
    row = set_or_404(set_id)
    tree = tree_of_set(row)
    name = f"指标集-{row.year.label}-第{row.number}版.xlsx"
    return send_file(BytesIO(write_set(tree, rows_of(tree, known()))), XLSX, as_attachment=True, download_name=name)


@blueprint.get("/sets/take-in", endpoint="take_in")
@blueprint.post("/sets/take-in", endpoint="take_in")
def take_in() -> Any:
    """A workbook becomes a draft; with a fault nothing is kept."""
    year, form = chosen_year(), WorkbookForm()
    if not form.is_submitted():
        form.name.data = _("Our indicators %(year)s", year=year.label)
        return _page(form, year)
    given = form.file.data
    data = given.read() if given else b""
    if not form.validate() or not data:
        form.file.errors = [] if data else [_("Please choose a file.")]
        return _page(form, year), 422
    grids = read_workbook(data)
    if isinstance(grids, Fault):
        form.file.errors = [" ".join(filter(None, (place(grids), grids.message(_), grids.fix(_))))]
        return _page(form, year), 422
    try:
        tree, faults = tree_from_sheets(_cleaned(grids), form.name.data or "", known())
    except BadText:
        form.file.errors = [_("The text holds characters that cannot be used here.")]
        return _page(form, year), 422
    if tree is None:
        return _page(form, year, faults), 422
    file_name = str(given.filename or "")[:80]
    row = start_once(actor_id=user().id, year=year, origin=tree, name=form.name.data or "", based_on=file_name)
    db.session.commit()
    flash(_("Taken in as a draft: look it over, then put it into force."), "success")
    return redirect(url_for("evaluation.tree", set_id=row.id))


def _cleaned(grids: list[Grid]) -> list[Grid]:
    """Every text as a form would take it; BadText for what none would."""
    return [
        Grid(one.name, tuple(tuple(clean(v) if isinstance(v, str) else v for v in row) for row in one.rows))
        for one in grids
    ]


def _page(form: WorkbookForm, year: Any, faults: list[SheetFault] | None = None) -> str:
    found = faults or []
    return render_template(
        "evaluation/take_in.html", form=form, year=year, faults=found[:MOST_SHOWN], more=len(found[MOST_SHOWN:])
    )
