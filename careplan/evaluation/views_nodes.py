"""One node of a draft: added, changed, moved, deleted. Each goes back to its line in the tree."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.errors import Refused
from careplan.evaluation.editing import (
    ROOT,
    change_node,
    delete_node,
    find_node,
    lines,
    move_node,
    move_under,
    new_code,
    put_in,
)
from careplan.evaluation.forms import BRANCH_KIND, NodeForm
from careplan.evaluation.models import EvaluationSet
from careplan.evaluation.operations import save_tree
from careplan.evaluation.queries import tree_of_set
from careplan.evaluation.scale_text import kind_of, scale_text
from careplan.evaluation.views_parts import blueprint, draft_or_404, form_page
from careplan.evaluation.words import APART, SCALES
from careplan.indicators.catalogue import MEASURES
from careplan.indicators.tree import DEEPEST, Branch, Leaf, Tree
from careplan.web.filters import named
from careplan.web.guard import user
from careplan.web.query import query_choice, query_text
from careplan.web.text import whole_number

BESIDE = "apart"


@blueprint.get("/sets/<int:set_id>/nodes/new", endpoint="node_new")
@blueprint.post("/sets/<int:set_id>/nodes/new", endpoint="node_new")
def node_new(set_id: int) -> Any:
    """?under= the code of a group, empty: a new area; `apart`: bonus, minus, veto."""
    row = draft_or_404(set_id)
    found, under = tree_of_set(row), query_text("under")
    form = NodeForm()
    form.offer(_kinds(found, under), [])
    del form.under
    code = new_code(found)

    def save() -> str:
        parent = ROOT if under == BESIDE else under
        try:
            save_tree(actor_id=user().id, row=row, tree=put_in(found, parent, form.node(code, None)))
        except ValueError as wrong:
            raise Refused(_("It cannot stand there.")) from wrong
        return _line(row, code)

    lead = _("Beside the sum") if under == BESIDE else _place(found, under)
    return _node_page(row, form, save, _("New indicator"), lead)


def _place(tree: Tree, under: str) -> str:
    if under == ROOT:
        return _("A first-level indicator")
    node = find_node(tree, under)
    return _("Under: %(name)s", name=named(node)) if node else ""


def _kinds(tree: Tree, under: str) -> tuple[str, ...]:
    """What can stand there: an area is a group; the fourth level holds leaves only."""
    if under == BESIDE:
        return tuple(APART)
    if under == ROOT:
        return (BRANCH_KIND,)
    level = next((line.level for line in lines(tree) if line.node.code == under and not line.is_leaf), None)
    if level is None:
        abort(404)
    return (*SCALES, BRANCH_KIND) if level + 1 < DEEPEST else tuple(SCALES)


@blueprint.get("/sets/<int:set_id>/nodes/<code>", endpoint="node")
@blueprint.post("/sets/<int:set_id>/nodes/<code>", endpoint="node")
def node(set_id: int, code: str) -> Any:
    """A node changed, or put under another group."""
    row = draft_or_404(set_id)
    found = tree_of_set(row)
    old = find_node(found, code)
    if old is None and request.method == "POST":  # deleted while its page was open: what was typed is shown again
        raise Refused(_gone())
    if old is None:
        abort(404)
    form = NodeForm(data=_data(old))
    form.offer(_own_kinds(old), _places(found, old))
    apart = isinstance(old, Leaf) and old.apart
    parent = next((line.parent for line in lines(found) if line.node.code == code), ROOT)
    if apart:
        del form.under
    elif not form.is_submitted():
        form.under.data = parent

    def save() -> str:
        changed = change_node(found, form.node(code, old))
        if not apart and form.under.data != parent:
            try:
                changed = move_under(changed, code, form.under.data)
            except ValueError as wrong:
                raise Refused(_("It cannot stand there: too deep, or inside itself.")) from wrong
        save_tree(actor_id=user().id, row=row, tree=changed)
        return _line(row, code)

    stored = [
        (form[name].label.text, value, form[name].data)
        for name, value in _data(old).items()
        if name in form and form[name].data != value
    ]
    return _node_page(row, form, save, named(old), "", "name" if apart else "under", stored)


def _own_kinds(old: Branch | Leaf) -> tuple[str, ...]:
    if isinstance(old, Branch):
        return (BRANCH_KIND,)
    return tuple(APART) if old.apart else tuple(SCALES)


def _places(tree: Tree, old: Branch | Leaf) -> list[tuple[str, str]]:
    """The groups under which it can stand; a group also as a first-level indicator."""
    first = [(ROOT, _("A first-level indicator"))] if isinstance(old, Branch) else []
    groups = [line for line in lines(tree) if not line.is_leaf and line.level < DEEPEST and line.node.code != old.code]
    return [*first, *((line.node.code, f"{line.number} {named(line.node)}") for line in groups)]


def _data(old: Branch | Leaf) -> dict[str, Any]:
    found: dict[str, Any] = {"name": old.name, "name_en": old.name_en, "full": f"{old.full:f}"}
    if isinstance(old, Branch):
        return {**found, "kind": BRANCH_KIND}
    unit = MEASURES[old.measure].unit if old.measure in MEASURES else ""
    text = scale_text(old.scale, unit)
    if kind_of(old.scale) == "proportional":
        text = text.removesuffix("= 1") + f"= {old.full:f}"
    return {
        **found,
        "kind": kind_of(old.scale),
        "measure": old.measure,
        "detail": text,
        "criteria": old.criteria,
        "evidence": list(old.evidence),
        "methods": "".join(old.methods),
        **{note.kind: note.zh for note in old.notes},
    }


def _node_page(
    row: EvaluationSet, form: NodeForm, save: Any, heading: str, lead: str, at: str = "name", stored: Any = ()
) -> Any:
    helps = {
        "detail": _(
            "Such as 95% = 8; grades A = 1; levels good = 5; in proportion 50% = 0 and 100% = 8; a deduction 0.5."
        ),
        "measure": _("From which the points follow; without one people give the points."),
        "full": _("Half points are allowed."),
    }
    if [kind for kind, _label in form.kind.choices] == [BRANCH_KIND]:
        for name in ("measure", "detail", "criteria", "meets", "model", "how", "evidence", "methods", "kind"):
            if name != "kind":
                del form[name]
    back = url_for("evaluation.tree", set_id=row.id)
    crumbs = [(_("Sets of indicators"), url_for("evaluation.sets", year=row.year.start_year)), (row.name, back)]
    return form_page(
        form, save, heading=heading, back=back, refused_at=at, row=row, lead=lead, helps=helps, stored=stored,
        crumbs=crumbs,
    )  # fmt: skip


def _line(row: EvaluationSet, code: str) -> str:
    return url_for("evaluation.tree", set_id=row.id, _anchor=f"node-{code}")


@blueprint.post("/sets/<int:set_id>/nodes/<code>/move", endpoint="node_move")
def node_move(set_id: int, code: str) -> Response:
    """?step= up or down among its siblings."""
    step = {"up": -1, "down": 1}[query_choice("step", ("up", "down"), "up")]
    return _at_once(set_id, code, lambda tree: move_node(tree, code, step), _line)


@blueprint.post("/sets/<int:set_id>/nodes/<code>/delete", endpoint="node_delete")
def node_delete(set_id: int, code: str) -> Response:
    """The node and all that lies below it, after the page asked."""
    return _at_once(set_id, code, lambda tree: delete_node(tree, code), _whole)


def _whole(row: EvaluationSet, _code: str) -> str:
    return url_for("evaluation.tree", set_id=row.id)


def _gone() -> str:
    return _("This indicator is no longer in the set.")


def _at_once(set_id: int, code: str, change: Any, back: Any) -> Response:
    """A change by one button: refused with words when the set was changed meanwhile."""
    row = draft_or_404(set_id)
    found = tree_of_set(row)
    if find_node(found, code) is None:  # the button was pressed twice, or somebody was quicker
        flash(_gone(), "info")
        return redirect(_whole(row, code))
    if whole_number(request.form.get("version", "")) != row.version:
        flash(_("Somebody else changed this record meanwhile. Please look at it again."), "warning")
        return redirect(url_for("evaluation.tree", set_id=set_id))
    save_tree(actor_id=user().id, row=row, tree=change(found))
    db.session.commit()
    return redirect(back(row, code))
