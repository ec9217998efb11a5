"""From figures to points."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from careplan.indicators.catalogue import measure_all
from careplan.indicators.facts import YearPlan
from careplan.indicators.points import Mark, Sum, earned, said_points, score_tree
from careplan.indicators.results import MeasureResult
from careplan.indicators.tree import (
    Band,
    Bonus,
    Branch,
    Deduct,
    Gate,
    Grades,
    Leaf,
    Levels,
    Manual,
    Minus,
    Option,
    Proportional,
    Scale,
    Steps,
    Tree,
    Veto,
    leaves,
    tree_of,
    unbalanced,
)  # fmt: skip
from careplan.seeds.load import check_seeds
from tests.indicators.case import day, ses, snap

D = Decimal
SEEDS, _FAULTS = check_seeds()
FALLING = Steps(((7, D(4)), (14, D(2)), (30, D(1))), falling=True)
RISING = Steps(((0.95, D(4)), (0.8, D(2))))


@pytest.mark.parametrize(
    ("scale", "value", "points"),
    [
        (RISING, 1.0, "4"), (RISING, 0.95, "4"), (RISING, 0.94, "2"), (RISING, 0.79, "0"),
        (FALLING, 0, "4"), (FALLING, 7, "4"), (FALLING, 7.5, "2"), (FALLING, 31, "0"),
        (Proportional(0.5, 1.0), 0.5, "0.0"), (Proportional(0.5, 1.0), 0.75, "2.0"), (Proportional(0.5, 1.0), 2, "4.0"),
        (Proportional(0.5, 1.0), 0.1, "0.0"), (Proportional(30, 0), 15, "2.0"), (Proportional(0, 1), 0.3375, "1.4"),
        (Proportional(1, 1), 1, "4.0"), (Proportional(1, 1), 0.9, "0.0"),
        (Deduct(D("0.5")), 0, "4.0"), (Deduct(D("0.5")), 3, "2.5"), (Deduct(D("0.5")), 20, "0.0"),
        (Gate(1.0), 1.0, "4"), (Gate(1.0), 0.99, "0"),
    ],
)  # fmt: skip
def test_earned_by_scale(scale: Scale, value: float, points: str) -> None:
    assert earned(scale, D(4), value) == D(points)


def test_earned_by_people_is_not_worked_out() -> None:
    assert earned(Manual(), D(4), 1.0) is None


def leaf(code: str, full: int, scale: Scale = RISING, measure: str = "m") -> Leaf:
    return Leaf(code, code, code, D(full), scale, measure)


def tree(*children: Leaf | Branch) -> Tree:
    full = sum((c.full for c in children), D())
    return Tree("t", "树", "tree", full, (Branch("a", "一", "one", full, children),))


GOOD = MeasureResult("m", "rate", 0.96, 96, 100)
NONE = MeasureResult("n", "rate", None, 0, 0, no_data="no_plan")


@pytest.mark.plan("S39")
def test_score_tree_says_points_judged_and_without_data() -> None:
    got = score_tree(tree(leaf("x", 4), leaf("y", 6, measure="n")), {"m": GOOD, "n": NONE})
    assert got.sum == Sum(D(4), D(4), D(6))
    assert got.sum.full == D(10)
    assert [(one.points, one.reason) for one in got.leaves] == [(D(4), ""), (None, "no_plan")]


def test_score_tree_adds_up_through_four_levels() -> None:
    deep = Branch("b", "", "", D(8), (Branch("c", "", "", D(8), (leaf("x", 4), leaf("y", 4))),))
    got = score_tree(tree(deep, leaf("z", 4)), {"m": GOOD})
    assert got.sum == got.areas[0].sum == Sum(D(12), D(12), D(0))


def test_score_tree_without_mark_waits_for_people() -> None:
    by_hand = leaf("x", 4, Manual(), "")
    assert score_tree(tree(by_hand), {}).leaves[0].reason == "not_marked"
    assert score_tree(tree(by_hand), {}, {"x": Mark(D(3))}).sum == Sum(D(3), D(4), D(0))
    assert score_tree(tree(by_hand), {}, {"x": Mark(D(9))}).sum.points == D(4)


def test_score_tree_with_unknown_measure_has_no_data() -> None:
    assert score_tree(tree(leaf("x", 4, measure="gone")), {"m": GOOD}).leaves[0].reason == "unknown_measure"


def test_score_tree_names_failed_gates() -> None:
    got = score_tree(tree(leaf("x", 4, Gate(1.0)), leaf("y", 4, Gate(0.9))), {"m": GOOD})
    assert [one.leaf.code for one in got.failed_gates] == ["x"]


def test_unbalanced_names_a_branch_whose_leaves_do_not_sum() -> None:
    wrong = Tree("t", "", "", D(5), (Branch("a", "", "", D(5), (leaf("x", 4),)),))
    assert unbalanced(wrong) == [("a", D(5), D(4))]


@pytest.mark.plan("S39")
def test_example_set_has_100_points_and_scores_without_facts() -> None:
    made = tree_of(SEEDS.indicator_sets["default"])
    assert unbalanced(made) == []
    got = score_tree(made, measure_all(snap()))
    assert got.sum == Sum(D(0), D(0), D(100))
    assert all(one.points is None and one.reason for one in got.leaves)
    assert len(list(leaves(made))) == len(got.leaves)


def test_example_set_scores_an_approved_plan_with_four_points() -> None:
    made = tree_of(SEEDS.indicator_sets["default"])
    facts = snap(plan=YearPlan("P", "approved", None, day("09-01")), sessions=[ses("1")])
    by_code = {one.leaf.code: one for one in score_tree(made, measure_all(facts)).leaves}
    assert by_code["organisation.plan"].points == D(4)
    assert by_code["organisation.budget"].points == D(0)
    assert by_code["care.visits"].points is None


FOUR = Leaf("x", "", "", D(4), Manual())
AB = Grades((Option("A", "A", D(1)), Option("B", "B", D("0.8"))))


@pytest.mark.parametrize(
    ("scale", "mark", "points"),
    [
        (Manual(), Mark(D("2.5")), "2.5"), (Manual(), Mark(D(9)), "4"), (Manual(), Mark(D(-1)), "0"), (Manual(), Mark(), None),
        (AB, Mark(choice="A"), "4"), (AB, Mark(choice="B"), "3.2"), (AB, Mark(choice="C"), None), (AB, Mark(D(3)), None),
        (Levels((Option("好", "good", D(4)), Option("差", "poor", D(0)))), Mark(choice="好"), "4"),
        (Levels((Option("好", "good", D(4)), Option("差", "poor", D(0)))), Mark(choice="差"), "0"),
        (Gate(1.0), Mark(choice="met"), "4"), (Gate(1.0), Mark(choice="failed"), "0"), (Gate(1.0), Mark(D(1)), None),
        (Bonus(), Mark(D(3)), "3"), (Minus(D(2)), Mark(D(2)), "2"), (Veto(), Mark(choice="failed"), "0"), (Veto(), Mark(), None),
        (RISING, Mark(D(1)), "1"), (Deduct(D("0.5")), Mark(D("3.5")), "3.5"), (Proportional(0, 1), Mark(D(2)), "2"),
    ],
)  # fmt: skip
def test_said_points_by_scale(scale: Scale, mark: Mark, points: str | None) -> None:
    assert said_points(replace(FOUR, scale=scale), mark) == (None if points is None else D(points))


def test_a_mark_that_does_not_fit_leaves_the_figure_as_it_is() -> None:
    (got,) = score_tree(tree(leaf("x", 4)), {"m": GOOD}, {"x": Mark(choice="A")}).leaves
    assert (got.points, got.mark, got.differs) == (D(4), None, False)


def test_a_mark_beside_a_figure_keeps_both() -> None:
    (got,) = score_tree(tree(leaf("x", 4)), {"m": GOOD}, {"x": Mark(D(3))}).leaves
    assert (got.points, got.by_figure, got.differs, got.result) == (D(3), D(4), True, GOOD)
    (same,) = score_tree(tree(leaf("x", 4)), {"m": GOOD}, {"x": Mark(D(4))}).leaves
    assert (same.points, same.differs) == (D(4), False)


def test_a_mark_fills_in_where_there_is_no_data() -> None:
    (got,) = score_tree(tree(leaf("y", 6, measure="n")), {"n": NONE}, {"y": Mark(D(2))}).leaves
    assert (got.points, got.by_figure, got.differs) == (D(2), None, False)


def test_an_empty_tree_and_a_tree_of_one_leaf() -> None:
    empty = score_tree(Tree("t", "", "", D(0), ()), {})
    assert (empty.sum, empty.total, empty.band, empty.leaves) == (Sum(D(0), D(0), D(0)), D(0), None, ())
    assert score_tree(tree(leaf("x", 4)), {"m": GOOD}).sum == Sum(D(4), D(4), D(0))


@pytest.mark.parametrize(("points", "band"), [(100, "一级"), (90, "一级"), (89, "二级"), (70, None)])
def test_band_of_a_total(points: int, band: str | None) -> None:
    one = replace(tree(leaf("x", 100, Manual(), "")), bands=(Band("一级", "", D(90)), Band("二级", "", D(80))))
    got = score_tree(one, {}, {"x": Mark(D(points))}).band
    assert (got and got.name) == band


def test_total_takes_the_minus_off_and_is_never_below_nothing() -> None:
    one = replace(tree(leaf("x", 4)), apart=(Leaf("p", "", "", D(9), Minus()), Leaf("q", "", "", D(5), Bonus())), bonus_most=D(2))  # fmt: skip
    got = score_tree(one, {"m": GOOD}, {"p": Mark(D(3)), "q": Mark(D(5))})
    assert (got.bonus, got.minus, got.total, got.sum.points) == (D(2), D(3), D(3), D(4))
    assert score_tree(one, {"m": GOOD}, {"p": Mark(D(9))}).total == D(0)
