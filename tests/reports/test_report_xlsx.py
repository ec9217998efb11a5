"""The tables of a report as a workbook: every cell the document's, numbers as numbers, nothing a formula."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from careplan.reports.document import Column, Document, Row, Table
from careplan.reports.report_xlsx import POINTS, document_xlsx

from .sample import sample


def _document(*tables: Table) -> Document:
    return replace(sample(), blocks=tables, appendices=(), date=date(2027, 7, 5))


def _open(document: Document) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(document_xlsx(document)))


COLUMNS = (Column("指标", 3), Column("分值", 1, "right"))


@pytest.mark.plan("S45")
def test_each_table_is_a_sheet_the_points_first() -> None:
    book = _open(_document(Table("其他", COLUMNS, ()), Table(POINTS, COLUMNS, (Row(("完成率", "1,234.5")),))))
    assert book.sheetnames == [f"1 {POINTS}", "2 其他"]
    cell = book.worksheets[0]["B5"]
    assert (cell.value, cell.number_format) == (1234.5, "#,##0.0")


def test_every_cell_of_the_sample_is_there() -> None:
    document = sample()
    found = {str(cell.value) for sheet in _open(document).worksheets for row in sheet.iter_rows() for cell in row}
    tables = [
        b for b in [*document.blocks, *(b for a in document.appendices for b in a.blocks)] if isinstance(b, Table)
    ]
    words = {
        cell for table in tables for row in table.rows for cell in row.cells if not cell.replace(".", "").isdigit()
    }
    assert words - {""} <= found


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5人", "@x", "\t=1"])
def test_no_text_is_a_formula(text: str) -> None:
    sheet = _open(_document(Table("表", COLUMNS, (Row((text, text)),)))).worksheets[0]
    assert {sheet["A5"].data_type, sheet["B5"].data_type} == {"s"}
    assert sheet["A5"].value == text


def test_a_name_that_is_no_sheets_name_is_mended() -> None:
    assert _open(_document(Table("a/b:c*" + "长" * 40, COLUMNS, ()))).sheetnames == ["1 abc" + "长" * 26]


def test_the_demo_says_so_and_the_same_document_gives_the_same_bytes() -> None:
    document = replace(_document(Table("表", COLUMNS, ())), demo=True)
    assert "演示数据" in _open(document).worksheets[0]["A2"].value
    assert document_xlsx(document) == document_xlsx(document)


def test_a_report_without_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no table"):
        document_xlsx(_document())
