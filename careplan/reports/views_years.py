"""Another report beside this one, measure by measure."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template
from flask_babel import gettext as _

from careplan.access.roles import EVERY_CHILD
from careplan.indicators import views_words
from careplan.indicators.catalogue import MEASURES
from careplan.indicators.results import MeasureResult
from careplan.indicators.tree import Leaf
from careplan.reports.basis import Rescored, basis
from careplan.reports.frozen import Frozen
from careplan.reports.load import load_frozen
from careplan.reports.models import Report
from careplan.reports.queries import issued_report, issued_reports
from careplan.reports.views import blueprint
from careplan.reports.years import Beside, areas_beside, may_tell, side_by_side
from careplan.web.filters import in_english, named
from careplan.web.guard import roles
from careplan.web.query import query_choice, query_int


@blueprint.get("/<int:report_id>/beside", endpoint="beside")
def beside(report_id: int) -> str:
    """?other= a report of this school; ?show=all also what is the same."""
    found, frozen = _kept(report_id)
    others = [(one, year) for one, year, _by in issued_reports() if one.id != report_id and one.frozen_sha256]
    other_id = query_int("other", others[0][0].id if others else None)
    if other_id is None or not others:
        return render_template("reports/beside.html", report=found, others=others, other=None, rows=[])
    if other_id not in {one.id for one, _year in others}:
        abort(404)
    other, second = _kept(other_id)
    first, last = sorted(((found, frozen), (other, second)), key=lambda pair: (pair[0].cut_off, pair[0].id))
    rows = side_by_side(first[1], last[1])
    every = query_choice("show", ("changed", "all"), "changed") == "all"
    same_year = found.year_id == other.year_id
    return render_template(
        "reports/beside.html",
        report=found,
        others=others,
        other=other,
        earlier=first[0],
        later=last[0],
        rows=[_row(one, same_year=same_year) for one in rows if every or one.redefined or not one.same],
        every=every,
        areas=areas_beside(first[1], last[1]),
        changed=basis(first[1], last[1]),
        judged=[_set_name(one) for one in (first[1], last[1])],
        reason=last[1].judged_by.reason if last[1].judged_by else "",
        changed_words=_changed_words,
        measure_name=_measure_name,
        total=len(rows),
    )


def _kept(report_id: int) -> tuple[Report, Frozen]:
    found = issued_report(report_id) or abort(404)
    return found, load_frozen(found) or abort(404)


def _set_name(frozen: Frozen) -> str:
    kept = frozen.judged_by
    return _("%(name)s, version %(n)s", name=kept.name, n=kept.number) if kept else named(frozen.tree)


def _changed_words(one: Rescored) -> str:
    """What of an indicator is judged in another way."""
    words = {
        "new": _("new"),
        "gone": _("no longer judged"),
        "points": _("what it is worth"),
        "scale": _("scale"),
        "measure": _("figure"),
        "criteria": _("criteria"),
    }
    return ("; " if in_english() else "、").join(words[what] for what in one.what)


def _measure_name(leaf: Leaf) -> str:
    return named(MEASURES[leaf.measure]) if leaf.measure in MEASURES else _("judged by people")


def _row(one: Beside, *, same_year: bool) -> dict[str, Any]:
    """A measure in words: its figures, and both definitions where they differ."""
    opens = bool(roles() & EVERY_CHILD)
    tell = may_tell(one, opens=opens, same_year=same_year)
    language = in_english()
    kept = [m for m in (one.earlier, one.later) if m is not None] if one.redefined else []
    return {
        "code": one.code,
        "area": views_words.area(one.area),
        "name": one.measure.name_en if language else one.measure.name,
        "earlier": _text(one.figures.then, one, opens),
        "later": _text(one.figures.now, one, opens) if tell else "",
        "definitions": [m.definition_en if language else m.definition for m in kept],
    }


def _text(result: MeasureResult | None, one: Beside, opens: bool) -> str:
    return "—" if result is None else views_words.told(result, opens or not one.measure.personal)
