"""The demo roster is the form that a school really hands in, and the import takes it without a fault."""

from __future__ import annotations

import io
from functools import cache
from random import Random

from openpyxl import load_workbook

from careplan.children.faults import FAULT
from careplan.children.record import ChildRecord
from careplan.children.roster import read_roster
from careplan.children.roster_xlsx import read_workbook
from careplan.demo.moments import ROSTER_DAY
from careplan.demo.parameters import demo_school, names
from careplan.demo.pupils import make_pupils
from careplan.demo.roster_xlsx import write_roster


@cache
def made() -> tuple[list[ChildRecord], bytes]:
    school = demo_school()
    pupils = make_pupils(Random(1), school, names(), ROSTER_DAY)
    return pupils, write_roster(pupils, school.school.name, school.school.start_year, ROSTER_DAY)


def test_import_reads_back_every_child_as_it_was() -> None:
    pupils, data = made()
    roster = read_roster(read_workbook(data), demo_school().school.start_year)
    assert [problem for problem in roster.problems if problem.severity == FAULT] == []
    assert {note.code for note in roster.notes} == {"name-twice"}
    assert [row.record for row in roster.rows] == pupils


def test_form_has_titles_two_header_rows_merged_cells_ticks_dittos_and_a_total() -> None:
    book = load_workbook(io.BytesIO(made()[1]))
    assert book.sheetnames == [f"{grade}年级" for grade in "一二三四五六"]
    sheet = book["三年级"]
    assert "花名册" in sheet["A1"].value
    assert sheet["A2"].value.startswith("填报单位")
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A1:AH1", "A3:A4", "I3:J3"} <= merged
    assert any(area.min_col == 2 and area.max_row - area.min_row > 30 for area in sheet.merged_cells.ranges)
    cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {"√", "( √ )", "同上", "—", "合计"} <= set(cells)
    assert all(isinstance(row[6].value, str) for row in sheet.iter_rows(min_row=5, max_row=40))
