"""Marks by hand: given with a reason and evidence, changed with a trail, taken back."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.evaluation.editing import find_node
from careplan.evaluation.models import EvaluationMark, EvaluationSet, MarkChange
from careplan.evaluation.queries import children_named, find_mark, mark_of, tree_of_set
from careplan.evaluation.words import SCORERS
from careplan.indicators.points import Mark, said_points
from careplan.indicators.scales import FAILED, MET, Gate, Grades, Levels, Veto
from careplan.indicators.tree import Leaf

QUARTER = Decimal("0.25")


class WrongMark(Refused):
    """The points or the choice do not fit the leaf."""

    fields = ("points", "choice")


class NamesAChild(Refused):
    """Reason or evidence name a child: the sheet is read by people who see no child."""


class NoReason(Refused):
    """A mark beside a figure, or one that changes or fails something, needs a reason."""


def give_mark(
    *, actor_id: int | None, row: EvaluationSet, scorer: str, code: str, mark: Mark, reason: str, evidence: str
) -> EvaluationMark:
    """A scorer's mark of one leaf of a set in force; the one before goes into the trail."""
    leaf = _leaf_of(row, code)
    refuse_names(reason, evidence)
    if scorer not in SCORERS:
        raise Refused(_("Please choose one of the scorers."))
    _check_mark(leaf, mark)
    found = find_mark(row, scorer, code)
    if not reason and (leaf.measure or mark.choice == FAILED or (found is not None and mark_of(found) is not None)):
        raise NoReason(_("Please say why: a figure or an earlier mark stands beside it, or something is not met."))
    if found is None:
        found = EvaluationMark(set_id=row.id, scorer=scorer, leaf=code)
        db.session.add(found)
    else:
        _keep(found)
    _write(found, actor_id, mark, reason, evidence)
    record(actor_id=actor_id, action="mark", entity="evaluation_mark", entity_id=found.id)
    return found


def take_back_mark(*, actor_id: int | None, mark: EvaluationMark, reason: str) -> None:
    """The mark no longer counts; that it was stays in the trail."""
    if mark.of_set.state != "adopted":
        raise Refused(_("Marks belong to a set in force."))
    if mark_of(mark) is None:
        raise Refused(_("This mark was taken back already."))
    if not reason:
        raise NoReason(_("Please say why it is taken back."))
    refuse_names(reason)
    _keep(mark)
    _write(mark, actor_id, Mark(), reason, "")
    record(actor_id=actor_id, action="take-back", entity="evaluation_mark", entity_id=mark.id)


def refuse_names(*texts: str) -> None:
    """NamesAChild where a child of the school is named in them."""
    words = "、".join(children_named(*texts))
    if words:
        raise NamesAChild(
            _("The name of a child of this school stands here (%(words)s). Please write it without.", words=words)
        )


def _leaf_of(row: EvaluationSet, code: str) -> Leaf:
    if row.state != "adopted":
        raise Refused(_("Marks belong to a set in force."))
    leaf = find_node(tree_of_set(row), code)
    if not isinstance(leaf, Leaf):
        raise Refused(_("There is no such indicator in this set."))
    return leaf


def _check_mark(leaf: Leaf, mark: Mark) -> None:
    """WrongMark where it says nothing, does not fit the scale, or lies outside the leaf's points."""
    if isinstance(leaf.scale, Grades | Levels | Gate | Veto):
        if mark.points is not None or said_points(leaf, mark) is None:
            raise WrongMark(_("Please choose one of the answers."))
    elif mark.points is None or mark.choice:
        raise WrongMark(_("Please enter points."))
    elif not 0 <= mark.points <= leaf.full or mark.points % QUARTER:
        full = f"{leaf.full:f}"
        raise WrongMark(_("Points from 0 to %(full)s, in steps of a quarter at most.", full=full))


def _keep(mark: EvaluationMark) -> None:
    same = ("quarters", "choice", "reason", "evidence", "marked_at", "marked_by")
    mark.changes.append(MarkChange(**{name: getattr(mark, name) for name in same}))


def _write(row: EvaluationMark, actor_id: int | None, mark: Mark, reason: str, evidence: str) -> None:
    row.quarters = None if mark.points is None else int(mark.points * 4)
    row.choice, row.reason, row.evidence = mark.choice, reason, evidence
    row.marked_at, row.marked_by = now(), actor_id
    db.session.flush()


def answers(leaf: Leaf) -> tuple[str, ...]:
    """What can be chosen for a leaf; () where points are entered."""
    if isinstance(leaf.scale, Grades | Levels):
        return tuple(one.name for one in leaf.scale.options)
    return (MET, FAILED) if isinstance(leaf.scale, Gate | Veto) else ()
