"""The ten shapes of real evaluation sheets (DOMAIN 6.4): each can be entered, sums up, and scores as counted by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from careplan.indicators.points import Mark, score_tree
from careplan.indicators.results import MeasureResult
from careplan.indicators.tree import Branch, Leaf, Tree, leaves, tree_of, unbalanced
from careplan.indicators.tree_data import tree_data, tree_from
from careplan.seeds.indicators import read_indicators
from careplan.seeds.load import seed_folder, shipped_seeds
from careplan.seeds.source import read_source

D = Decimal
FOLDER = Path(__file__).parent / "shapes"
SHIPPED = seed_folder() / "indicators"
GUIZHOU = {"team.leader": 10, "team.load": 3, "home.room": 10, "home.phone": 5, "home.books": 4, "effect.known": 9}
FIGURES = {"leading_group_named": 1.0, "year_plan_approved": 1.0, "teacher_training": 0.8, "file_completeness": 0.9}


def points(**given: float) -> dict[str, Mark]:
    """Marks in points; `a_1` is the leaf a.1."""
    return {code.replace("_", "."): Mark(D(str(value))) for code, value in given.items()}


def chosen(**given: str) -> dict[str, Mark]:
    return {code.replace("_", "."): Mark(choice=name) for code, name in given.items()}


# shape of DOMAIN 6.4 → file, total, levels, marks, points counted by hand
SHAPES = {
    "安徽 校内留守儿童之家": ("anhui", 21, 2, points(lead_1=1, lead_2=1.5, policy_1=3.5, policy_2=0.5), "6.5"),
    "一所学校的自查": ("self-check", 30, 2, points(measure_1=8, plan_1=4), "12"),
    "武汉 合格学校": ("grades", 100, 2, chosen(a1_b1="A", a1_b2="B", a2_b5="C", a2_b6="D"), "20.6"),
    "上海 达标/示范": ("meets-model", 48, 4, points(a1_b3_c5_all=1.5, a1_b3_c5_one=0.5) | chosen(a2_b4="基本"), "5"),
    "南昌": ("nanchang", 12, 3, points(a1_b1=3, a1_b2_c2=2.5, a1_b2_c4=1), "6.5"),
    "南通 星级": ("nantong", 260, 4, points(soft_org_lead_1=18, soft_body_1=66.5, soft_team_1=100), "184.5"),
    "心理辅导室等级表": ("room", 100, 2, points(lead_1=9, team_1=14, team_2=3, team_3=3, rest_1=61), "90"),
    "甘肃 0/1/3/5": ("gansu", 20, 2, chosen(a_1="5", a_2="3", b_1="1", b_2="0"), "9"),
    "贵州 留守儿童之家": ("bands", 100, 2, {code: Mark(D(value)) for code, value in GUIZHOU.items()}, "41"),
    "示范中心 必达指标": ("gates", 100, 3, chosen(must_safe="met", scored_people="B", scored_level="较好"), "22"),
}  # fmt: skip


def read(name: str) -> Tree:
    path = next(one for one in (FOLDER / f"{name}.toml", SHIPPED / f"{name}.toml") if one.exists())
    source = read_source(path)
    found = read_indicators(source, shipped_seeds().sentences)
    assert [str(fault) for fault in source.faults] == []
    return tree_of(found)


def depth(node: Branch | Leaf) -> int:
    return 1 if isinstance(node, Leaf) else 1 + max(depth(child) for child in node.children)


def test_there_are_ten_shapes_and_four_of_them_are_shipped_as_examples() -> None:
    shipped = {one.code: one for one in shipped_seeds().indicator_sets.values()}
    examples = [shipped[name] for name, *_rest in SHAPES.values() if name in shipped]
    assert (len(SHAPES), len(examples)) == (10, 4)
    assert all(one.example and "示例" in one.name and "非官方" in one.source for one in examples)


@pytest.mark.plan("S39")
@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_can_be_entered_and_sums_up(shape: str) -> None:
    name, total, levels, _marks, _points = SHAPES[shape]
    tree = read(name)
    assert (tree.full, unbalanced(tree)) == (D(total), [])
    assert max(depth(area) for area in tree.areas) == levels


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_scores_as_counted_by_hand(shape: str) -> None:
    name, total, _levels, marks, expected = SHAPES[shape]
    tree = read(name)
    assert set(marks) <= {leaf.code for leaf in leaves(tree)}
    got = score_tree(tree, {}, marks)
    assert (got.sum.points, got.sum.full) == (D(expected), D(total))
    assert got.sum.judged == sum(leaf.full for leaf in leaves(tree) if leaf.code in marks)


@pytest.mark.parametrize("name", [*(one[0] for one in SHAPES.values()), "default"])
def test_a_tree_is_kept_as_plain_data_without_loss(name: str) -> None:
    tree = read(name)
    assert tree_from(tree_data(tree)) == tree


def test_what_is_no_tree_is_refused() -> None:
    for data in ({}, {"kind_of": "Leaf"}, {"kind_of": "os"}):
        with pytest.raises((ValueError, TypeError)):
            tree_from(data)


def figures(**more: float) -> dict[str, MeasureResult]:
    return {code: MeasureResult(code, "rate", value, value * 100, 100) for code, value in (FIGURES | more).items()}


def test_bonus_minus_and_bands_stand_apart_from_the_sum() -> None:
    """41 by hand, 5 + 5 + 5 by steps, 10 × (0.9 − 0.6) / 0.4 = 7.5 in proportion: 63.5; with 10 and less 5: 68.5."""
    marks = SHAPES["贵州 留守儿童之家"][3] | {"bonus.prize": Mark(D(25)), "minus.accident": Mark(D(5))}
    got = score_tree(read("bands"), figures(), marks)
    assert (got.sum.points, got.bonus, got.minus, got.total, got.band) == (D("63.5"), D(10), D(5), D("68.5"), None)
    better = score_tree(read("bands"), figures(session_completion=0.95), marks)
    assert (better.total, better.band and better.band.name, better.band and better.band.note) == (
        D("83.5"),
        "二级",
        "奖2万",
    )


def test_a_veto_and_a_failed_gate_leave_no_band() -> None:
    marks = SHAPES["贵州 留守儿童之家"][3] | {"veto.unreported": Mark(choice="failed")}
    got = score_tree(read("bands"), figures(session_completion=1, visit_coverage=1, annual_report=1), marks)
    assert (got.total, got.band, [one.leaf.code for one in got.vetoes]) == (D("93.5"), None, ["veto.unreported"])
    unmarked = score_tree(read("bands"), figures(session_completion=1, visit_coverage=1, annual_report=1), {**marks, "veto.unreported": Mark(choice="met")})  # fmt: skip
    assert unmarked.band is not None and unmarked.band.name == "一级"


def test_a_gate_without_points_is_named_when_failed_by_hand_or_by_its_figure() -> None:
    got = score_tree(read("gates"), figures(responsible_person=0.99), chosen(must_safe="failed"))
    assert [one.leaf.code for one in got.failed_gates] == ["must.person", "must.safe"]
    assert score_tree(read("gates"), figures(responsible_person=1.0), chosen(must_safe="met")).failed_gates == ()
