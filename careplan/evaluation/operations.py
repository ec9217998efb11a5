"""A set of indicators: started from another, edited while a draft, adopted for good, discarded."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.evaluation.editing import find_node, tree_faults
from careplan.evaluation.mark_operations import NoReason, refuse_names
from careplan.evaluation.models import EvaluationMark, EvaluationSet
from careplan.evaluation.queries import adopted_set, next_set_number, sets_before, sets_of, tree_of_set
from careplan.indicators.tree import Leaf, Tree, leaves
from careplan.indicators.tree_data import tree_data
from careplan.school.models import SchoolYear


def start_set(*, actor_id: int | None, year: SchoolYear, origin: Tree, name: str, based_on: str) -> EvaluationSet:
    """A draft of the school's own for a year, as a copy of another tree."""
    if not name:
        raise Refused(_("Please give the copy a name."))
    content = _copied(origin, name)
    row = EvaluationSet(
        year_id=year.id, number=next_set_number(year.id), name=name, based_on=based_on, content=content, made_at=now(),
        made_by=actor_id,
    )  # fmt: skip
    db.session.add(row)
    _note(actor_id, "add", row)
    return row


def start_once(*, actor_id: int | None, year: SchoolYear, origin: Tree, name: str, based_on: str) -> EvaluationSet:
    """The same for a form that may be sent twice: the own draft that holds exactly this already is not made again."""
    content = _copied(origin, name)
    mine = (one for one in sets_of(year.id) if one.state == "draft" and one.made_by == actor_id)
    same = next((one for one in mine if one.content == content), None)
    return same or start_set(actor_id=actor_id, year=year, origin=origin, name=name, based_on=based_on)


def _copied(origin: Tree, name: str) -> dict[str, Any]:
    data: dict[str, Any] = tree_data(replace(origin, name=name, name_en=name, example=False, source="", source_en=""))
    return data


def save_tree(*, actor_id: int | None, row: EvaluationSet, tree: Tree) -> None:
    """Another tree; only of a draft. It need not sum up yet: that is asked when it is adopted."""
    _must_be_draft(row)
    row.content, row.name = tree_data(tree), tree.name
    _note(actor_id, "edit", row)


def discard_set(*, actor_id: int | None, row: EvaluationSet) -> None:
    """Throw a draft away."""
    _must_be_draft(row)
    record(actor_id=actor_id, action="discard", entity="evaluation_set", entity_id=row.id)
    db.session.delete(row)
    db.session.flush()


def adopt_set(*, actor_id: int | None, row: EvaluationSet, reason: str = "") -> int:
    """Put a draft into force for its year, for good; how many marks went along from the set before.

    reason: why, wherever something is judged otherwise than before; it stands where two reports are compared.
    A mark goes along where the indicator is the same still: same code, same points, same scale.
    """
    _must_be_draft(row)
    if tree_faults(tree_of_set(row)):
        raise Refused(_("Something does not sum up yet. Please mend what is marked first."))
    if reason_needed(row) and not reason:
        raise NoReason(_("Please say why: something is judged in another way than before."))
    refuse_names(reason)
    former = adopted_set(row.year)
    if former:
        former.state = "replaced"
        db.session.flush()
    row.state, row.adopted_at, row.adopted_by, row.reason = "adopted", now(), actor_id, reason
    carried = _carry_over(former, row) if former else 0
    _note(actor_id, "adopt", row)
    return carried


def reason_needed(row: EvaluationSet) -> bool:
    """Whether the set in force before it, of this year or an earlier one, judged anything in another way."""
    before = adopted_set(row.year) or next(iter(sets_before(row.year.start_year)), None)
    return before is not None and judged_by(tree_of_set(before)) != judged_by(tree_of_set(row))


def judged_by(tree: Tree) -> dict[str, tuple[object, ...]]:
    """By leaf code all that makes its points."""
    return {leaf.code: (leaf.full, leaf.scale, leaf.measure, leaf.criteria) for leaf in (*leaves(tree), *tree.apart)}


def carries_over(former: EvaluationSet, row: EvaluationSet) -> list[EvaluationMark]:
    """The marks of the set before that still say something of this one."""
    old, new = tree_of_set(former), tree_of_set(row)
    return [mark for mark in former.marks if _same(find_node(old, mark.leaf), find_node(new, mark.leaf))]


def _same(one: object, other: object) -> bool:
    return isinstance(one, Leaf) and isinstance(other, Leaf) and (one.full, one.scale) == (other.full, other.scale)


def _carry_over(former: EvaluationSet, row: EvaluationSet) -> int:
    going = carries_over(former, row)
    for mark in going:
        same = ("scorer", "leaf", "quarters", "choice", "reason", "evidence", "marked_at", "marked_by")
        db.session.add(EvaluationMark(set_id=row.id, **{name: getattr(mark, name) for name in same}))
    return len(going)


def _must_be_draft(row: EvaluationSet) -> None:
    if row.state != "draft":
        raise Refused(stays_as_it_is())


def stays_as_it_is() -> str:
    """Why a set that is no draft cannot be changed, and what to do."""
    return _("This set is or was in force and stays as it is. Make a copy to change it.")


def _note(actor_id: int | None, action: str, row: EvaluationSet) -> None:
    db.session.flush()
    record(actor_id=actor_id, action=action, entity="evaluation_set", entity_id=row.id)
