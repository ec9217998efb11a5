"""The example tree: 100 points that sum up, and each fault in it named."""

from __future__ import annotations

import pytest

from careplan.seeds.indicators import IndicatorSet, Leaf
from careplan.seeds.load import Seeds
from tests.seeds.conftest import Folder

NAME = "indicators/default.toml"


@pytest.fixture
def tree(seeds: Seeds) -> IndicatorSet:
    return seeds.indicator_sets["default"]


def leaf(tree: IndicatorSet, code: str) -> Leaf:
    return next(one for one in tree.leaves if one.code == code)


@pytest.mark.plan("S39")
def test_tree_has_100_points_that_sum_up(tree: IndicatorSet) -> None:
    assert tree.points == 100
    assert sum(group.points for group in tree.groups) == 100
    assert all(sum(one.points for one in group.leaves) == group.points for group in tree.groups)
    assert [group.points for group in tree.groups] == [15, 20, 25, 20, 12, 8]


def test_tree_is_marked_as_an_example(tree: IndicatorSet) -> None:
    assert tree.example
    assert "示例" in tree.name


def test_tree_names_each_measure_once(tree: IndicatorSet) -> None:
    measures = [one.measure for one in tree.leaves] + [one.measure for one in tree.watch]

    assert len(set(measures)) == len(measures) == 34


@pytest.mark.parametrize(
    ("code", "measure", "words"),
    [
        ("training.leaders", "qualified_on_the_day", "当日资格有效"),
        ("activities.parents", "parent_participation", "有家长到场的次数"),
    ],
)
def test_criteria_say_what_the_measure_counts(tree: IndicatorSet, code: str, measure: str, words: str) -> None:
    assert leaf(tree, code).measure == measure
    assert words in leaf(tree, code).criteria


@pytest.mark.parametrize(
    ("code", "figure", "points"),
    [
        ("register.files", 1.0, 8),
        ("register.files", 0.95, 8),
        ("register.files", 0.949, 6),
        ("register.files", 0.1, 0),
        ("register.lag", 0, 4),
        ("register.lag", 7, 4),
        ("register.lag", 8, 2),
        ("register.lag", 31, 0),
        ("organisation.plan", 1, 4),
        ("organisation.plan", 0, 0),
        ("results.satisfaction", 3.9, 1),
    ],
)
def test_earned_points_at_the_edges(tree: IndicatorSet, code: str, figure: float, points: float) -> None:
    assert leaf(tree, code).earned(figure) == points


def test_leaves_that_do_not_sum_are_named(folder: Folder) -> None:
    folder.replace(NAME, 'name_en = "The year plan"\npoints = 4', 'name_en = "The year plan"\npoints = 5')

    messages = [fault.message for fault in folder.faults(NAME)]

    assert "the leaves of “组织领导” have 16 points together, not 15" in messages
    assert "the first step earns 4 points, not all 5" in messages


def test_groups_that_do_not_sum_are_named_at_the_total(folder: Folder) -> None:
    line = folder.replace(NAME, "points = 100", "points = 99")

    (fault,) = folder.faults(NAME)

    assert (fault.line, fault.message) == (line, "the groups have 100 points together, not 99")


def test_steps_in_the_wrong_order_are_named(folder: Folder) -> None:
    line = folder.replace(
        NAME,
        "steps = [{ at = 7, points = 4 }, { at = 14, points = 2 }, { at = 30, points = 1 }]",
        "steps = [{ at = 7, points = 4 }, { at = 3, points = 2 }]",
    )

    assert [(f.line, "best to the easiest" in f.message) for f in folder.faults(NAME)] == [(line, True)]


def test_step_without_number_is_named(folder: Folder) -> None:
    folder.replace(NAME, "{ at = 7, points = 4 }", "{ points = 4 }")

    assert "each step needs the numbers `at` and `points`" in [f.message for f in folder.faults(NAME)]


def test_unknown_scale_is_named(folder: Folder) -> None:
    line = folder.replace(NAME, 'scale = "days"', 'scale = "weeks"')

    assert line in [f.line for f in folder.faults(NAME) if "“weeks”, which is not known" in f.message]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("gates", 'scale = "deduct"\nmeasure = "change_lag"\neach = 0.5', 'scale = "deduct"\nmeasure = "change_lag"', "`each` is missing"),
        ("meets-model", "points = 1.5", "points = 1.3", "`points` is 1.3; it must be above 0, in whole or half points"),
        ("meets-model", 'name_en = "just", value = 1', 'name_en = "just", value = 3', "from the best down"),
        ("meets-model", 'name_en = "complete", value = 5', 'name_en = "complete", value = 4', "the best of “B4 硬件” earns 4, not 5"),
        ("meets-model", '"达到"', '"基本"', "two options have one name"),
        ("meets-model", 'methods = ["b"]', 'methods = ["z"]', "“z”, which is not known"),
        ("meets-model", 'code = "a1.b1"', 'code = "a2.b4"', "the indicator “a2.b4” is there twice"),
        ("meets-model", "[[group.group.group.leaf]]\ncode = \"a1.b3.c5.all\"", "[[group.group.group.group]]\ncode = \"x\"\nname = \"深\"\nname_en = \"deep\"\npoints = 1\n\n[[group.group.group.leaf]]\ncode = \"a1.b3.c5.all\"", "“深” lies too deep"),
        ("meets-model", 'code = "a1.b3.c5.one"\nname = "个案"\nname_en = "Single cases"\npoints = 1.5', 'code = "a1.b3.c5.one"\nname = "个案"\nname_en = "Single cases"\npoints = 2.5', "the leaves of “C5 档案” have 4 points together, not 3"),
        ("bands", "least = 80", "least = 95", "the bands must go from the highest down: “二级” follows “一级”"),
        ("gates", 'measure = "visit_coverage"\nfloor = 0.5', 'measure = "visit_coverage"\nfloor = "half"', "`floor` must be a number"),
        ("gates", 'scale = "rate"\nmeasure = "session_completion"', 'scale = "rate"', "`measure` is missing"),
    ],
)  # fmt: skip
def test_each_fault_of_the_further_scales_is_named(folder: Folder, file: str, old: str, new: str, said: str) -> None:
    folder.replace(f"indicators/{file}.toml", old, new)
    assert any(said in fault.message for fault in folder.faults(f"indicators/{file}.toml"))
