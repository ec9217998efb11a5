"""Sets are copied, edited, adopted for good; marks are given with a reason and leave a trail."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from careplan.audit.models import AuditEvent
from careplan.db import db, school_scope
from careplan.errors import Refused
from careplan.evaluation.editing import change_node, delete_node, find_node, put_in
from careplan.evaluation.mark_operations import NoReason, WrongMark, give_mark, take_back_mark
from careplan.evaluation.models import EvaluationMark, EvaluationSet
from careplan.evaluation.operations import adopt_set, discard_set, save_tree, start_set
from careplan.evaluation.queries import adopted_set, find_set, marks_for, own_set, sets_of, tree_for, tree_of_set
from careplan.indicators.points import Mark, score_tree
from careplan.indicators.queries import evaluate, example_tree
from careplan.indicators.tree import Leaf, Manual, tree_of
from careplan.school.queries import require_year
from careplan.seeds.load import shipped_seeds
from tests.indicators.played_year import TODAY

D = Decimal
pytestmark = pytest.mark.usefixtures("in_school_1")


def started(code: str = "default", *, adopt: bool = True, reason: str = "") -> EvaluationSet:
    origin = tree_of(shipped_seeds().indicator_sets[code])
    row = start_set(actor_id=None, year=require_year(), origin=origin, name="本校", based_on=origin.name)
    if adopt:
        adopt_set(actor_id=None, row=row, reason=reason)
    return row


def marked(row: EvaluationSet, code: str, mark: Mark, scorer: str = "self", reason: str = "看了材料") -> EvaluationMark:
    return give_mark(actor_id=None, row=row, scorer=scorer, code=code, mark=mark, reason=reason, evidence="纪要")


def test_without_a_set_of_its_own_a_school_is_judged_by_the_example() -> None:
    assert (tree_for(require_year()), marks_for(require_year()), own_set(2026)) == (example_tree(), {}, None)
    assert (tree_for(None), marks_for(None)) == (example_tree(), {})


@pytest.mark.plan("S39")
def test_a_draft_does_not_count_until_it_is_adopted_and_then_never_changes() -> None:
    row = started(adopt=False)
    save_tree(actor_id=None, row=row, tree=replace(tree_of_set(row), name="改名"))
    assert tree_for(require_year()) == example_tree()
    adopt_set(actor_id=None, row=row)
    assert (tree_for(require_year()).name, adopted_set(require_year()), row.name) == ("改名", row, "改名")
    for change in (lambda: save_tree(actor_id=None, row=row, tree=example_tree()), lambda: discard_set(actor_id=None, row=row), lambda: adopt_set(actor_id=None, row=row)):  # fmt: skip
        with pytest.raises(Refused, match="启用"):
            change()
    written = db.session.scalars(select(AuditEvent.action).where(AuditEvent.entity == "evaluation_set")).all()
    assert written == ["add", "edit", "adopt"]


def test_what_does_not_sum_up_is_not_adopted() -> None:
    row = started(adopt=False)
    save_tree(actor_id=None, row=row, tree=delete_node(tree_of_set(row), "care.visits"))
    with pytest.raises(Refused, match="合计"):
        adopt_set(actor_id=None, row=row)


def test_a_new_version_takes_the_marks_that_still_fit_along() -> None:
    first = started("bands")
    for code, points in (("team.leader", 8), ("home.room", 9), ("home.phone", 4)):
        marked(first, code, Mark(D(points)))
    second = start_set(actor_id=None, year=require_year(), origin=tree_of_set(first), name="第二版", based_on="本校")
    tree = tree_of_set(second)
    room, phone = find_node(tree, "home.room"), find_node(tree, "home.phone")
    assert isinstance(room, Leaf) and isinstance(phone, Leaf)
    tree = change_node(change_node(tree, replace(room, full=D(11))), replace(phone, full=D(4)))
    save_tree(actor_id=None, row=second, tree=tree)
    for reason in ("", " "):
        with pytest.raises(NoReason):
            adopt_set(actor_id=None, row=second, reason=reason.strip())
    assert adopt_set(actor_id=None, row=second, reason="两项分值按区里通知调整") == 1
    assert second.reason == "两项分值按区里通知调整"
    assert (first.state, second.number, marks_for(require_year())) == ("replaced", 2, {"team.leader": Mark(D(8))})


def test_only_one_set_of_a_year_is_in_force() -> None:
    first, second = started(), started("gates", reason="区里换了表")
    assert [(one.number, one.state) for one in sets_of(require_year().id)] == [(2, "adopted"), (1, "replaced")]
    assert (adopted_set(require_year()), first.state) == (second, "replaced")


def test_another_schools_set_is_not_there() -> None:
    row = started()
    db.session.commit()
    with school_scope(2):
        assert (find_set(row.id), own_set(2026)) == (None, None)


def test_a_mark_beside_a_figure_needs_a_reason_and_both_are_kept() -> None:
    row = started()
    with pytest.raises(NoReason):
        marked(row, "organisation.plan", Mark(D(3)), reason="")
    marked(row, "organisation.plan", Mark(D(3)))
    now = evaluate(TODAY)
    (one,) = [leaf for leaf in now.scored.leaves if leaf.leaf.code == "organisation.plan"]
    assert (one.points, one.mark, one.result is not None) == (D(3), Mark(D(3)), True)
    assert one.by_figure is None or one.differs


def test_a_changed_mark_leaves_a_trail_and_a_taken_back_one_counts_no_more() -> None:
    row = started("bands")
    first = marked(row, "home.books", Mark(D("2.5")), reason="")
    with pytest.raises(NoReason):
        marked(row, "home.books", Mark(D(3)), reason="")
    mark = marked(row, "home.books", Mark(D(3)), reason="补了书目")
    take_back_mark(actor_id=None, mark=mark, reason="记错了")
    assert first is mark and marks_for(require_year()) == {}
    assert [(one.points, one.reason) for one in mark.changes] == [(D("2.5"), ""), (D(3), "补了书目")]
    with pytest.raises(Refused, match="已经撤回"):
        take_back_mark(actor_id=None, mark=mark, reason="再一次")


def test_each_scorer_has_marks_of_its_own() -> None:
    row = started("grades")
    for scorer, grade in (("self", "A"), ("check", "B"), ("review", "C")):
        marked(row, "a1.b1", Mark(choice=grade), scorer)
    sums = [score_tree(tree_for(require_year()), {}, marks_for(require_year(), s)).sum.points for s in ("self", "check", "review")]  # fmt: skip
    assert sums == [D("8.0"), D("6.4"), D("4.8")]
    with pytest.raises(Refused):
        marked(row, "a1.b1", Mark(choice="A"), "somebody")


@pytest.mark.parametrize(
    ("code", "mark"),
    [
        ("scored.people", Mark(D(3))), ("scored.people", Mark(choice="Z")), ("must.safe", Mark(choice="A")),
        ("must.safe", Mark()), ("scored.visits", Mark(D(16))), ("scored.visits", Mark(D(-1))),
        ("scored.visits", Mark(D("0.1"))), ("scored.visits", Mark()), ("scored.visits", Mark(D(1), "A")),
        ("scored.level", Mark(choice="最好")),
    ],
)  # fmt: skip
def test_a_mark_that_does_not_fit_is_refused(code: str, mark: Mark) -> None:
    with pytest.raises(WrongMark):
        marked(started("gates"), code, mark)


def test_marks_belong_to_a_leaf_of_a_set_in_force() -> None:
    draft = started(adopt=False)
    with pytest.raises(Refused):
        marked(draft, "care.visits", Mark(D(1)))
    adopt_set(actor_id=None, row=draft)
    for code in ("care", "nothing"):
        with pytest.raises(Refused):
            marked(draft, code, Mark(D(1)))


def test_a_leaf_by_hand_can_be_added_to_the_copy_of_the_default_set() -> None:
    row = started(adopt=False)
    tree = put_in(tree_of_set(row), "results", Leaf("n1", "社会评价", "", D(2), Manual()))
    save_tree(actor_id=None, row=row, tree=replace(tree, full=D(102)))
    with pytest.raises(Refused):
        adopt_set(actor_id=None, row=row)
    results = find_node(tree, "results")
    assert results is not None
    save_tree(actor_id=None, row=row, tree=change_node(replace(tree, full=D(102)), replace(results, full=D(10))))
    adopt_set(actor_id=None, row=row)
    assert tree_for(require_year()).full == D(102)
