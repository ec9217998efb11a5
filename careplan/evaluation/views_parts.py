"""What the pages of evaluation share: the blueprint, its words, which set is meant, and the one way of its forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask_babel import gettext as _
from sqlalchemy import select

from careplan.db import db
from careplan.errors import Refused
from careplan.evaluation import words
from careplan.evaluation.editing import TreeFault
from careplan.evaluation.models import EvaluationSet
from careplan.evaluation.operations import stays_as_it_is
from careplan.evaluation.queries import find_set
from careplan.evaluation.scale_text import kind_of, scale_text
from careplan.indicators import views_words
from careplan.indicators.catalogue import MEASURES
from careplan.indicators.scales import Deduct, Gate, Proportional, Steps
from careplan.indicators.tree import Leaf
from careplan.school.models import SchoolYear
from careplan.school.queries import require_year
from careplan.seeds.indicator_leaf import plain
from careplan.web.filters import in_english
from careplan.web.query import query_int
from careplan.web.saving import answer

blueprint = Blueprint("evaluation", __name__, url_prefix="/evaluation")
PLAIN: dict[str, Any] = {
    "crumbs": (),
    **{"lead": "", "helps": {}, "stored": (), "take_back": ""},
    **{"leaf": None, "history": (), "figure": None, "counts_before_figure": False},
}
"""What a form's page has when it has nothing of it."""
GROUPS = {
    "scorer": words.SCORERS,
    "state": words.STATES,
    "kind": {**words.SCALES, **words.APART, "branch": words.BRANCH},
    "evidence": words.EVIDENCE,
    "note": words.NOTES,
    "answer": words.ANSWERS,
    "veto": words.VETO_ANSWERS,
}


@blueprint.app_template_filter("evaluation_word")
def evaluation_word(code: str, group: str) -> str:
    """A code's word in the reader's language."""
    return GROUPS[group].get(code, (code, code))[in_english()]


@blueprint.app_template_global()
def scale_kind(leaf: Leaf) -> str:
    return kind_of(leaf.scale)


@blueprint.app_template_global()
def scale_lines(leaf: Leaf) -> list[str]:
    """What earns how many points, line by line: ≥ 95% = 8; grades and levels as they are written."""
    unit = MEASURES[leaf.measure].unit if leaf.measure in MEASURES else ""
    if isinstance(leaf.scale, Steps | Proportional | Gate | Deduct) and leaf.measure:
        return [f"{condition} = {points}" for condition, points in views_words.scale(leaf, unit)]
    return scale_text(leaf.scale, unit).splitlines()


@blueprint.app_template_global()
def fault_words(fault: TreeFault) -> str:
    said = words.FAULTS[fault.code][in_english()]
    return said.format(name=fault.name, full=f"{plain(fault.full):f}", total=f"{plain(fault.total):f}")


@blueprint.context_processor
def _words() -> dict[str, Any]:
    return {"words": views_words, "measures": MEASURES, "tones": words.TONES}


def set_or_404(set_id: int) -> EvaluationSet:
    return find_set(set_id) or abort(404)


def draft_or_404(set_id: int) -> EvaluationSet:
    """A draft; what is or was in force has no page to change it."""
    row = set_or_404(set_id)
    if row.state != "draft" and request.method == "POST":  # its page was open while somebody put it into force
        raise Refused(stays_as_it_is())
    return row if row.state == "draft" else abort(404)


def chosen_year() -> SchoolYear:
    """?year= of the school's years; else the current one."""
    start = query_int("year")
    if start is None:
        return require_year()
    return db.session.scalar(select(SchoolYear).where(SchoolYear.start_year == start)) or abort(404)


def form_page(
    form: Any,
    save: Callable[[], str],
    *,
    heading: str,
    back: str,
    refused_at: str | Callable[[Refused], str],
    row: Any = None,
    **more: Any,
) -> Any:
    """Show a form; save gives where to go. row: the record that it edits, for the version (409 when it is stale).

    refused_at: the field at which a refusal stands, or what gives it.
    """
    place = refused_at if callable(refused_at) else lambda _refused: str(refused_at)
    answered = answer(form, save, said=_("Saved."), place=place, row=row)
    return answered.gone or (
        render_template(
            "evaluation/form.html", form=form, heading=heading, back=back, stale=answered.stale, **{**PLAIN, **more}
        ),
        answered.status,
    )
