"""A set goes out as a workbook and comes back the same; each fault names its cell."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from careplan.children.grid import Grid, Value
from careplan.children.roster_xlsx import parse_workbook
from careplan.evaluation.editing import lines
from careplan.evaluation.scale_text import kind_of
from careplan.evaluation.set_xlsx import write_set
from careplan.evaluation.sheet import BANDS_SHEET, FAULTS, HEADERS, SHEET, Known, rows_of, tree_from_sheets
from careplan.indicators.catalogue import MEASURES
from careplan.indicators.tree import Leaf, Tree, leaves, tree_of
from careplan.seeds.load import shipped_seeds

KNOWN = Known(
    {name: code for code, one in MEASURES.items() for name in (code, one.name)},
    {code: one.unit for code, one in MEASURES.items()},
    {code: one.name for code, one in MEASURES.items()},
)
D = Decimal


def example(name: str) -> Tree:
    return tree_of(shipped_seeds().indicator_sets[name])


@pytest.mark.parametrize("name", ["default", "grades", "meets-model", "bands", "gates"])
def test_every_example_comes_back_from_its_workbook(name: str) -> None:
    tree = example(name)
    grids = parse_workbook(write_set(tree, rows_of(tree, KNOWN)))
    assert isinstance(grids, list)
    again, faults = tree_from_sheets(grids, tree.name, KNOWN)
    assert faults == [] and again is not None
    assert [(line.level, line.node.code, line.node.full) for line in lines(again)] == [
        (line.level, line.node.code, line.node.full) for line in lines(tree)
    ]
    for old, new in zip((*leaves(tree), *tree.apart), (*leaves(again), *again.apart), strict=True):
        assert (kind_of(new.scale), new.measure, new.criteria, new.evidence, new.methods) == (
            kind_of(old.scale), old.measure, old.criteria, old.evidence, old.methods
        )  # fmt: skip
        assert [(note.kind, note.zh) for note in new.notes] == [(note.kind, note.zh) for note in old.notes]
    assert [(band.name, band.least, band.note) for band in again.bands] == [
        (band.name, band.least, band.note) for band in tree.bands
    ]
    assert [(one.code, one.name) for one in again.methods] == [(one.code, one.name) for one in tree.methods]


def test_no_cell_of_the_workbook_is_a_formula() -> None:
    tree = example("bands")
    evil = replace(tree, areas=(replace(tree.areas[0], name="=1+1"), *tree.areas[1:]))
    sheet = load_workbook(BytesIO(write_set(evil, rows_of(evil, KNOWN))))[SHEET]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert sheet["B2"].value == "=1+1"


def grid(*rows: dict[str, Value]) -> list[Grid]:
    return [Grid(SHEET, (HEADERS, *(tuple(row.get(header) for header in HEADERS) for row in rows)))]


AREA = {"层级": 1.0, "名称": "一", "分值": 4.0}
HAND = {"层级": 2.0, "名称": "二", "分值": 4.0, "计分方式": "人工评分"}


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([], ["empty "]),
        ([AREA | {"层级": 5.0}], ["level A2"]),
        ([AREA | {"层级": None}], ["level A2"]),
        ([HAND], ["jump A2"]),
        ([AREA, HAND | {"层级": 3.0}], ["jump A3"]),
        ([AREA, HAND | {"名称": ""}, HAND | {"分值": "好"}], ["name B3", "points C4"]),
        ([AREA, HAND | {"分值": 1.3}], ["points C3"]),
        ([AREA, HAND | {"分值": -1.0}], ["points C3"]),
        ([AREA, HAND | {"分值": "1e999"}], ["points C3"]),
        ([AREA, HAND | {"分值": "NaN"}], ["points C3"]),
        ([AREA, HAND | {"分值": float("inf")}], ["points C3"]),
        ([AREA, HAND | {"分值": "1e999999999"}], ["points C3"]),  # a number whose whole digits nobody can wait for
        ([AREA, HAND | {"计分方式": "随便"}], ["scale D3"]),
        ([AREA, HAND | {"计分方式": "加分"}], ["apart A3"]),
        ([AREA, HAND | {"层级": "另计"}], ["apart A3"]),
        ([AREA | {"计分方式": "人工评分"}], ["jump A2"]),
        ([AREA, HAND | {"测量": "没有的"}], ["measure F3"]),
        ([AREA, HAND | {"计分方式": "分档计分", "计分细则": "95% = 4"}], ["no-measure F3"]),
        ([AREA, HAND | {"计分方式": "分档计分", "计分细则": "好", "测量": "file_completeness"}], ["scale-lines E3"]),
        ([AREA | {"代码": "x"}, HAND | {"代码": "x"}], ["code M3"]),
        (
            [AREA, HAND | {"代码": "a/b"}, HAND | {"代码": "new"}, HAND | {"代码": ".."}],
            ["code-form M3", "code-form M4", "code-form M5"],
        ),
        ([AREA, AREA | {"层级": 2.0}, AREA | {"层级": 3.0}, AREA | {"层级": 4.0}], ["deep D5"]),
    ],
)
def test_each_fault_names_its_cell(rows: list[dict[str, Value]], found: list[str]) -> None:
    tree, faults = tree_from_sheets(grid(*rows), "表", KNOWN)
    assert tree is None
    assert [f"{fault.code} {fault.cell}" for fault in faults] == found
    assert all(fault.code in FAULTS for fault in faults)


@pytest.mark.parametrize("least", ["约90", -5.0, 99999.0, None, "1e999999999"])
def test_a_band_that_cannot_be_read_is_named_and_not_left_out(least: Value) -> None:
    bands = Grid(BANDS_SHEET, (("等级", "不低于（分）", "说明"), ("一级", 4.0, "奖"), ("二级", least, "")))
    tree, faults = tree_from_sheets([*grid(AREA, HAND), bands], "表", KNOWN)
    assert tree is None and [f"{fault.code} {fault.cell}" for fault in faults] == ["band 等级线 B3"]


def test_a_sheet_without_its_header_is_refused() -> None:
    assert [fault.text for fault in tree_from_sheets([Grid("表", (("甲", "乙"),))], "表", KNOWN)[1]] == list(
        HEADERS[:4]
    )
    assert tree_from_sheets([], "表", KNOWN)[0] is None


def test_a_single_leaf_is_a_set() -> None:
    tree, faults = tree_from_sheets(grid(AREA, HAND), "一项", KNOWN)
    assert faults == [] and tree is not None
    assert (tree.full, [type(one) for one in leaves(tree)], tree.areas[0].children[0].code) == (D(4), [Leaf], "n2")
