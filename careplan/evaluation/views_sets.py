"""The sets of a year: start from an example or a year before, look, edit what concerns the whole, adopt, discard."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.errors import Refused
from careplan.evaluation.editing import lines, sum_of, tree_faults
from careplan.evaluation.forms import AdoptForm, FrameForm, StartForm
from careplan.evaluation.mark_operations import NamesAChild, NoReason
from careplan.evaluation.models import EvaluationSet
from careplan.evaluation.operations import (
    adopt_set,
    carries_over,
    discard_set,
    reason_needed,
    save_tree,
    start_once,
)
from careplan.evaluation.queries import adopted_set, sets_before, sets_of, tree_of_set
from careplan.evaluation.views_parts import blueprint, chosen_year, draft_or_404, form_page, set_or_404
from careplan.evaluation.words import EXAMPLES
from careplan.indicators.tree import Tree, tree_of
from careplan.school.models import SchoolYear
from careplan.seeds.load import shipped_seeds
from careplan.web.filters import named
from careplan.web.guard import user


def origins(year: SchoolYear) -> dict[str, tuple[str, Tree]]:
    """What a set of the year can start from, by key: its label and the tree; what is in force comes first."""
    found = {}
    for row in sorted(sets_of(year.id), key=lambda one: one.state != "adopted"):
        words = _("Version %(n)s of this year: %(name)s", n=row.number, name=row.name)
        found[f"set-{row.id}"] = (words, tree_of_set(row))
    for row in sets_before(year.start_year):
        words = _("School year %(year)s: %(name)s", year=row.year.start_year, name=row.name)
        found[f"set-{row.id}"] = (words, tree_of_set(row))
    for code in EXAMPLES:
        tree = tree_of(shipped_seeds().indicator_sets[code])
        found[f"example-{code}"] = (named(tree), tree)
    return found


@blueprint.get("/sets", endpoint="sets")
def sets() -> str:
    year = chosen_year()
    return _sets_page(year, _start_form(year))


def _start_form(year: SchoolYear) -> StartForm:
    offered = origins(year)
    form = StartForm()
    form.origin.choices = [(key, label) for key, (label, _tree) in offered.items()]
    if not form.is_submitted():
        form.origin.data = next(iter(offered))
        form.name.data = _("Our indicators %(year)s", year=year.label)
    return form


def _sets_page(year: SchoolYear, form: StartForm) -> str:
    years = db.session.scalars(select(SchoolYear).order_by(SchoolYear.start_year.desc())).all()
    examples = [(key, tree) for key, (_label, tree) in origins(year).items() if key.startswith("example-")]
    return render_template(
        "evaluation/sets.html", year=year, years=years, rows=sets_of(year.id), form=form, examples=examples
    )


@blueprint.post("/sets/start", endpoint="start")
def start() -> Any:
    """A draft of the school's own, copied."""
    year = chosen_year()
    form = _start_form(year)
    if not form.validate():
        return _sets_page(year, form), 422
    _label, tree = origins(year)[form.origin.data]
    row = start_once(actor_id=user().id, year=year, origin=tree, name=form.name.data or "", based_on=tree.name)
    db.session.commit()
    flash(_("This copy is yours: change what is different with you, then put it into force."), "success")
    return redirect(url_for("evaluation.tree", set_id=row.id))


@blueprint.get("/sets/<int:set_id>", endpoint="tree")
def tree(set_id: int) -> str:
    """The whole tree with its sums; what does not sum up is said at its line."""
    row = set_or_404(set_id)
    found = tree_of_set(row)
    faults = tree_faults(found)
    return render_template(
        "evaluation/tree.html",
        row=row,
        tree=found,
        lines=lines(found),
        total=sum_of(found.areas),
        faults=faults,
        fault_at={fault.at: fault for fault in faults},
    )


@blueprint.get("/sets/<int:set_id>/frame", endpoint="frame")
@blueprint.post("/sets/<int:set_id>/frame", endpoint="frame")
def frame(set_id: int) -> Any:
    """Name, total, bands, ways of looking."""
    row = draft_or_404(set_id)
    found, form = tree_of_set(row), FrameForm()
    if not form.is_submitted():
        form.fill(found)
    back = url_for("evaluation.tree", set_id=set_id)

    def save() -> str:
        save_tree(actor_id=user().id, row=row, tree=form.changed(found))
        return back

    helps = {
        "full": _("Usually 100; the areas must sum to it."),
        "bands": _("Such as First = 90 prize: name, least points, what comes of it."),
        "methods": _("Such as a = reading the papers; an indicator then names the letters."),
    }
    stored = [
        (_("What your set is called"), found.name, form.name.data),
        (_("Points in all"), f"{found.full:f}", form.full.data),
    ]
    return form_page(
        form, save, heading=_("What concerns the whole set"), back=back, refused_at="name", row=row, helps=helps,
        stored=stored,
    )  # fmt: skip


@blueprint.get("/sets/<int:set_id>/adopt", endpoint="adopt")
@blueprint.post("/sets/<int:set_id>/adopt", endpoint="adopt")
def adopt(set_id: int) -> Any:
    """What it replaces and which marks go along; the button puts it into force for good."""
    row = set_or_404(set_id)
    if row.state != "draft":  # pressed twice
        return redirect(url_for("evaluation.tree", set_id=set_id))
    asked, form = request.method == "POST", AdoptForm()
    if asked and request.form.get("version") == str(row.version):
        if not form.validate():
            return _adopt_page(row, form), 422
        try:
            carried = adopt_set(actor_id=user().id, row=row, reason=form.reason.data or "")
        except (NoReason, NamesAChild) as refused:
            db.session.rollback()
            form.reason.errors = [str(refused)]
            return _adopt_page(row, form), 422
        except Refused as refused:
            db.session.rollback()
            flash(str(refused), "danger")
            return redirect(url_for("evaluation.tree", set_id=set_id))
        db.session.commit()
        flash(_("In force."), "success")
        if carried:
            flash(ngettext("One mark went along.", "%(num)d marks went along.", carried), "info")
        return redirect(url_for("evaluation.tree", set_id=set_id))
    return _adopt_page(row, form, stale=asked), 409 if asked else 200


def _adopt_page(row: EvaluationSet, form: AdoptForm, *, stale: bool = False) -> str:
    found, former = tree_of_set(row), adopted_set(row.year)
    return render_template(
        "evaluation/adopt.html",
        row=row,
        tree=found,
        form=form,
        reason_needed=reason_needed(row),
        stale=stale,
        faults=tree_faults(found),
        former=former,
        marks=len(former.marks) if former else 0,
        carried=len(carries_over(former, row)) if former else 0,
    )


@blueprint.post("/sets/<int:set_id>/discard", endpoint="discard")
def discard(set_id: int) -> Response:
    row = draft_or_404(set_id)
    start_year = row.year.start_year
    discard_set(actor_id=user().id, row=row)
    db.session.commit()
    flash(_("The draft is thrown away."), "info")
    return redirect(url_for("evaluation.sets", year=start_year))
