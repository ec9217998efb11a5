"""Opens a workbook (.xlsx, .xls, .ods, or a web page named .xls) inside bounds.

`read_workbook` starts this module as a process of its own with little memory and time,
so a hostile or broken file can only end that process (SECURITY section 1, G21). The
process reads the file from its input and writes sheets, or one fault, as JSON.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from careplan.children.faults import Fault
from careplan.children.grid import MAX_COLUMNS, MAX_ROWS, MAX_TEXT, Grid, Value, column_letter, pad
from careplan.children.roster_html import PageTooLarge, read_html
from careplan.children.roster_limits import MEGABYTE, check_file, file_kind, large_params

MEMORY = 256 * MEGABYTE
CPU_SECONDS = 15
SECONDS = 20
MAX_SHEETS = 100
PROJECT = Path(__file__).parents[2]


def read_workbook(data: bytes) -> list[Grid] | Fault:
    """All visible sheets with what stands in them, or the one reason they were not read."""
    refused = check_file(data)
    if refused:
        return refused
    command = [sys.executable, "-m", "careplan.children.roster_xlsx"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, cwd=PROJECT, check=False)
    except subprocess.TimeoutExpired:
        return Fault("file-slow")
    if done.returncode != 0:
        return Fault("file-slow")
    return _from_json(json.loads(done.stdout))


def parse_workbook(data: bytes) -> list[Grid] | Fault:
    """The same within this process. Every failure of the reader ends here, as a fault."""
    from python_calamine import CalamineError, PasswordError

    try:
        return read_html(data) if file_kind(data) == "html" else list(_sheets(data))
    except _Refused as refused:
        return refused.fault
    except PageTooLarge as large:
        return Fault("sheet-large", params=large_params(large.cell))
    except PasswordError:
        return Fault("file-password")
    except MemoryError:
        return Fault("file-slow")
    except (
        CalamineError,
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        OSError,
        EOFError,
        OverflowError,
        RecursionError,
        AttributeError,
    ):
        return Fault("file-damaged")
    except BaseException as error:  # a panic of the Rust reader derives from BaseException
        if type(error).__name__ == "PanicException":
            return Fault("file-damaged")
        raise


class _Refused(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def _sheets(data: bytes) -> Iterator[Grid]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        for meta in workbook.sheets_metadata[:MAX_SHEETS]:
            if meta.typ == SheetTypeEnum.WorkSheet and meta.visible == SheetVisibleEnum.Visible:
                yield _grid(workbook.get_sheet_by_name(meta.name), meta.name)


def _grid(sheet: Any, name: str) -> Grid:
    end = sheet.end
    if end is None:
        return Grid(name, ())
    if end[0] >= MAX_ROWS or end[1] >= MAX_COLUMNS:
        cell = f"{column_letter(end[1])}{end[0] + 1}"
        raise _Refused(Fault("sheet-large", sheet=name, params=large_params(cell)))
    rows = [
        [_value(cell, name, r, c) for c, cell in enumerate(row)]
        for r, row in enumerate(sheet.to_python(skip_empty_area=False))
    ]
    merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return Grid(name, pad(rows), merged)


def _value(cell: Any, sheet: str, row: int, column: int) -> Value:
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float):
        return float(cell) if cell == cell else None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell)
    if len(text) > MAX_TEXT:
        params = {"limit": str(MAX_TEXT)}
        raise _Refused(Fault("cell-long", sheet, row + 1, column_letter(column), params=params))
    return text or None


def _to_json(result: list[Grid] | Fault) -> Any:
    if isinstance(result, Fault):
        return {"fault": [result.code, result.sheet, result.row, result.column, dict(result.params)]}
    return {
        "sheets": [
            {
                "name": grid.name,
                "merged": grid.merged,
                "rows": [[[v.isoformat()] if isinstance(v, date) else v for v in row] for row in grid.rows],
            }
            for grid in result
        ]
    }


def _from_json(answer: Any) -> list[Grid] | Fault:
    if "fault" in answer:
        code, sheet, row, column, params = answer["fault"]
        return Fault(code, sheet, row, column, params=params)
    return [
        Grid(
            sheet["name"],
            tuple(tuple(date.fromisoformat(v[0]) if isinstance(v, list) else v for v in row) for row in sheet["rows"]),
            tuple(tuple(area) for area in sheet["merged"]),
        )
        for sheet in answer["sheets"]
    ]


def _limit_process() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> None:
    """The bounded process: a file in, JSON out."""
    _limit_process()
    result = _to_json(parse_workbook(sys.stdin.buffer.read()))
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main()
