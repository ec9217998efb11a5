"""Hostile and broken files end as one fault in words (SECURITY section 1, G21)."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from openpyxl import Workbook

from careplan.children.faults import Fault
from careplan.children.roster import read_roster
from careplan.children.roster_limits import MAX_FILE
from careplan.children.roster_xlsx import parse_workbook, read_workbook
from tests.children.workbooks import messy_workbook, workbook

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def rebuilt(replace: dict[str, bytes], add: dict[str, bytes] | None = None) -> bytes:
    """A small workbook with parts put in by hand."""
    source = zipfile.ZipFile(io.BytesIO(workbook(("表", [["姓名", "班级", "身份证号"], ["李明", "三(1)班", "1"]]))))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, replace.get(entry.filename, source.read(entry.filename)))
        for name, data in (add or {}).items():
            target.writestr(name, data)
    return stream.getvalue()


def sheet(inner: str) -> bytes:
    return f'<?xml version="1.0"?><worksheet {MAIN}>{inner}</worksheet>'.encode()


def far_cell() -> bytes:
    book = Workbook()
    book.active["XFD1048576"] = "x"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def code(data: bytes) -> str:
    result = read_workbook(data)
    return result.code if isinstance(result, Fault) else "read"


def test_whole_way_through_the_bounded_process() -> None:
    result = read_workbook(messy_workbook())
    assert result == parse_workbook(messy_workbook())
    assert not isinstance(result, Fault) and len(read_roster(result, 2026).rows) == 3


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "file-empty"),
        (b"x" * (MAX_FILE + 1), "file-large"),
        (b"%PDF-1.7", "file-kind"),
        ("姓名,班级".encode("gb18030"), "file-kind"),
        (b"PK\x03\x04 not a zip", "file-damaged"),
        (b"PK\x05\x06" + b"\0" * 18, "file-damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "file-damaged"),
    ],
    ids=["empty", "large", "pdf", "csv", "no zip", "empty zip", "broken ole"],
)
def test_not_a_workbook(data: bytes, expected: str) -> None:
    assert code(data) == expected


def test_zip_bomb_of_spaces_is_not_opened() -> None:
    cell = (
        b"<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>"
        + b" " * 70_000_000
        + b"</t></is></c></row></sheetData>"
    )
    assert code(rebuilt({SHEET: cell})) == "file-bomb"


def test_ratio_over_a_hundred_is_not_opened() -> None:
    assert code(rebuilt({}, {"xl/media/zero.bin": b"\0" * 20_000_000})) == "file-bomb"


def test_too_many_entries() -> None:
    assert code(rebuilt({}, {f"x{number}": b"" for number in range(2001)})) == "file-bomb"


def test_cell_at_the_far_corner_is_named() -> None:
    result = read_workbook(far_cell())
    assert isinstance(result, Fault) and (result.code, result.params["text"]) == ("sheet-large", "XFD1048576")


def test_far_cell_hidden_from_the_look_ahead_ends_only_the_process() -> None:
    rows = sheet("<sheetData><row r='1'><c t='str' r='XFD1048576'><v>x</v></c></row></sheetData>")
    started = time.monotonic()
    assert code(rebuilt({SHEET: rows})) in ("sheet-large", "file-slow", "file-damaged")
    assert time.monotonic() - started < 20


def test_merged_range_over_the_whole_sheet() -> None:
    inner = "<sheetData><row r='1'><c r='A1' t='str'><v>姓名</v></c></row></sheetData><mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"
    result = read_workbook(rebuilt({SHEET: sheet(inner)}))
    assert not isinstance(result, Fault)
    assert [fault.code for fault in read_roster(result, 2026).faults] == ["file-no-sheet"]


def test_many_overlapping_merged_ranges() -> None:
    cells = "".join(
        f"<row r='{r}'><c r='A{r}' t='str'><v>x</v></c><c r='BH{r}' t='str'><v>x</v></c></row>" for r in range(1, 1001)
    )
    merged = "<mergeCells>" + "<mergeCell ref='A1:BH1000'/>" * 1000 + "</mergeCells>"
    result = read_workbook(rebuilt({SHEET: sheet(f"<sheetData>{cells}</sheetData>{merged}")}))
    assert not isinstance(result, Fault)
    assert [fault.code for fault in read_roster(result, 2026).faults] == ["sheet-merged"]


def test_more_rows_than_are_read() -> None:
    rows = "".join(f"<row r='{r}'><c r='A{r}'><v>1</v></c></row>" for r in range(1, 20_000))
    assert code(rebuilt({SHEET: sheet(f"<sheetData>{rows}</sheetData>")})) == "sheet-large"


@pytest.mark.parametrize(
    "inner",
    [
        "<sheetData><row r='1'><c r='A1'><v>NaN</v></c></row></sheetData>",
        "<sheetData><row r='1'><c r='A1' s='9999'><v>1</v></c></row></sheetData>",
        "<sheetData><row r='1'><c r='A1' t='s'><v>999999</v></c></row></sheetData>",
        "<sheetData><row r='1'><c r='1A'><v>1</v></c></row></sheetData>",
        "<sheetData><row r='1'><c r='A1'><v>1</v>",
        "<sheetData><row r='1'><c r='A1'><v>1e999</v></c></row></sheetData>",
        "<sheetData><row r='0'><c r='A0' t='str'><v>1</v></c></row></sheetData>",
    ],
)
def test_malformed_sheet_is_a_fault_or_is_read(inner: str) -> None:
    assert code(rebuilt({SHEET: sheet(inner)})) in ("file-damaged", "read")


def test_billion_laughs() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{entities}]><worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="str"><v>&l9;</v></c></row></sheetData></worksheet>'
    assert code(rebuilt({SHEET: laughs.encode()})) in ("file-damaged", "read")


def test_cell_with_endless_text_is_named() -> None:
    result = read_workbook(workbook(("表", [["姓名"], ["李" * 30_000]])))
    assert isinstance(result, Fault) and (result.code, result.sheet, result.row, result.column) == (
        "cell-long",
        "表",
        2,
        "A",
    )


def test_control_and_lone_characters_are_faults_of_their_cells() -> None:
    inner = (
        "<sheetData><row r='1'><c r='A1' t='str'><v>姓名</v></c><c r='B1' t='str'><v>班级</v></c><c r='C1' t='str'><v>身份证号</v></c></row>"
        "<row r='2'><c r='A2' t='str'><v>李_x0007_明</v></c><c r='B2' t='str'><v>三(1)班</v></c><c r='C2' t='str'><v>1</v></c></row></sheetData>"
    )
    result = read_workbook(rebuilt({SHEET: sheet(inner)}))
    assert not isinstance(result, Fault)
    assert next(f.code for f in read_roster(result, 2026).faults) in ("cell-characters", "name-characters")


def test_full_size_roster_stays_within_bounds() -> None:
    data = workbook(("表", [[f"文字{row}·{column}" for column in range(60)] for row in range(5000)]))
    started = time.monotonic()
    assert code(data) == "read"
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    "page",
    [
        b"<html><table>" + b"<tr><td>x</td></tr>" * 400_000 + b"</table>",
        b"<html>" + b"<table>" * 400_000,
        b"<html><table><tr>" + b"<td>x</td>" * 400_000,
    ],
    ids=["rows", "tables", "columns"],
)
def test_a_web_page_is_read_to_the_limit_and_no_further(page: bytes) -> None:
    started = time.process_time()
    result = parse_workbook(page)
    assert isinstance(result, Fault) and result.code == "sheet-large"
    assert time.process_time() - started < 2


def test_a_web_page_as_long_as_the_limit_is_read() -> None:
    result = parse_workbook(b"<html><table>" + b"<tr><td>x</td></tr>" * 5000 + b"</table>")
    assert not isinstance(result, Fault) and len(result[0].rows) == 5000
