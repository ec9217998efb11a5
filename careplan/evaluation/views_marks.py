"""The evaluation sheet: every leaf with its live figure and what each scorer says; one mark given or taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _

from careplan.clock import today
from careplan.errors import Refused
from careplan.evaluation.editing import find_node
from careplan.evaluation.forms import MarkForm
from careplan.evaluation.mark_operations import WrongMark, give_mark, take_back_mark
from careplan.evaluation.marking import Marking, compare
from careplan.evaluation.models import EvaluationMark, EvaluationSet
from careplan.evaluation.queries import adopted_set, find_mark, mark_of, rows_by_leaf, said, tree_of_set
from careplan.evaluation.views_parts import blueprint, chosen_year, evaluation_word, form_page, set_or_404
from careplan.evaluation.words import CHECK, REVIEW, SCORERS, SELF
from careplan.indicators.catalogue import measure_all
from careplan.indicators.load import load_snapshot
from careplan.indicators.queries import example_tree
from careplan.indicators.tree import Leaf
from careplan.school.models import SchoolYear
from careplan.web.filters import may, named
from careplan.web.guard import user

TAKE_BACK = "take-back"
Rows = dict[str, dict[str, EvaluationMark]]


@blueprint.get("/", endpoint="sheet")
def sheet() -> str:
    """All scorers beside each other, as of today or of the year's last day."""
    year = chosen_year()
    row = adopted_set(year)
    rows: Rows = {one: rows_by_leaf(row, one) for one in SCORERS} if row else {}
    day = _day(year)
    tree = tree_of_set(row) if row else example_tree()
    results = measure_all(load_snapshot(day, year))
    found: Marking = compare(tree, results, {one: said(marks) for one, marks in rows.items()})
    return render_template(
        "evaluation/sheet.html",
        year=year,
        row=row,
        tree=tree,
        found=found,
        marks=rows,
        as_of=day,
        scorers=tuple(SCORERS),
        mine=tuple(one for one in SCORERS if row and may(f"evaluation.mark_{one}", "POST")),
    )


def _day(year: SchoolYear) -> date:
    """Today, within the year's terms."""
    ends = [term.ends_on for term in year.terms]
    return min(today(), max(ends)) if ends else today()


@blueprint.get("/sets/<int:set_id>/marks/<code>/self", endpoint="mark_self")
@blueprint.post("/sets/<int:set_id>/marks/<code>/self", endpoint="mark_self")
def mark_self(set_id: int, code: str) -> Any:
    """自评: what the school says of itself."""
    return _mark(set_id, code, SELF)


@blueprint.get("/sets/<int:set_id>/marks/<code>/check", endpoint="mark_check")
@blueprint.post("/sets/<int:set_id>/marks/<code>/check", endpoint="mark_check")
def mark_check(set_id: int, code: str) -> Any:
    """考核 (初查、考评): what the head or the district found."""
    return _mark(set_id, code, CHECK)


@blueprint.get("/sets/<int:set_id>/marks/<code>/review", endpoint="mark_review")
@blueprint.post("/sets/<int:set_id>/marks/<code>/review", endpoint="mark_review")
def mark_review(set_id: int, code: str) -> Any:
    """复核: what the authority decided, entered from its paper."""
    return _mark(set_id, code, REVIEW)


def _mark(set_id: int, code: str, scorer: str) -> Any:
    row, leaf = _leaf(set_id, code)
    mark = find_mark(row, scorer, code)
    form = MarkForm(data=_stored(mark))
    form.take(leaf)
    takes_back = request.form.get("does") == TAKE_BACK and mark is not None
    if takes_back:
        form.only_the_reason()
    back = url_for("evaluation.sheet", year=row.year.start_year, _anchor=f"leaf-{code}")

    def save() -> str:
        if takes_back and mark is not None:
            take_back_mark(actor_id=user().id, mark=mark, reason=form.reason.data or "")
            return back
        give_mark(
            actor_id=user().id, row=row, scorer=scorer, code=code, mark=form.mark, reason=form.reason.data or "",
            evidence=form.evidence.data or "",
        )  # fmt: skip
        return back

    def place(refused: Refused) -> str:
        if not isinstance(refused, WrongMark):
            return "reason"
        return "points" if "points" in form else "choice"

    who = evaluation_word(scorer, "scorer")
    return form_page(
        form, save, heading=f"{who} · {named(leaf)}", back=back, refused_at=place, row=mark or _Fresh, leaf=leaf,
        stored=_both(mark, form), history=_history(mark), figure=_figure(row, code) if leaf.measure else None,
        counts_before_figure=scorer == SELF, lead=_entered_by_the_school() if scorer == REVIEW else "",
        take_back=TAKE_BACK if mark and mark_of(mark) else "",
        helps={"reason": _("Needed beside a figure, for a change, and where something is not met.")},
    )  # fmt: skip


def _entered_by_the_school() -> str:
    return _("The authority's review is entered by the school: name the paper or record; your name stands beside it.")


class _Fresh:
    """No mark yet: the form carries version 0, so that two first marks at once are not both kept."""

    version = 0


def _leaf(set_id: int, code: str) -> tuple[EvaluationSet, Leaf]:
    row = set_or_404(set_id)
    if row.state == "replaced" and request.method == "POST":  # its page was open while another set came into force
        raise Refused(_("Marks belong to a set in force."))
    leaf = find_node(tree_of_set(row), code)
    if row.state != "adopted" or not isinstance(leaf, Leaf):
        abort(404)
    return row, leaf


def _stored(mark: EvaluationMark | None) -> dict[str, Any]:
    if mark is None:
        return {}
    points = "" if mark.points is None else f"{mark.points.normalize():f}"
    return {"points": points, "choice": mark.choice, "reason": "", "evidence": mark.evidence}


def _both(mark: EvaluationMark | None, form: MarkForm) -> list[tuple[str, Any, Any]]:
    stored = _stored(mark)
    names = (name for name in ("points", "choice", "evidence") if name in form)
    return [(form[name].label.text, stored.get(name, "—"), form[name].data) for name in names]


def _history(mark: EvaluationMark | None) -> list[Any]:
    """How it stood, the newest first, with how it stands."""
    return [] if mark is None else [mark, *reversed(mark.changes)]


def _figure(row: EvaluationSet, code: str) -> Any:
    """The leaf as the figure alone scores it today."""
    results = measure_all(load_snapshot(_day(row.year), row.year))
    scored = compare(tree_of_set(row), results, {}).scored[SELF]
    return next((one for one in (*scored.leaves, *scored.apart) if one.leaf.code == code), None)
