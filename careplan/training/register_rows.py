"""A register of training from a workbook: its header, its rows, and every fault by cell (DOMAIN 3.4). Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from careplan.children.grid import Grid, Value, as_text, column_letter, fill_merged, is_blank
from careplan.training.words import CATEGORIES, LEAST_HOURS, LEVELS, RESULTS

HEADINGS = {
    "number": ("工号", "教师编号"),
    "name": ("姓名", "教师姓名"),
    "id_number": ("身份证号", "身份证号码", "身份证"),
    "unit": ("单位", "工作单位", "学校"),
    "course": ("项目名称", "培训项目", "培训名称", "课程名称"),
    "organiser": ("组织单位", "培训机构", "主办单位", "承办单位"),
    "level": ("级别", "培训级别", "项目级别"),
    "category": ("类别", "培训类别", "培训形式"),
    "dates": ("起止日期", "起止时间", "培训时间"),
    "starts_on": ("开始日期", "开始时间"),
    "ends_on": ("结束日期", "结束时间"),
    "hours": ("学时", "培训学时", "学时数"),
    "credits": ("学分", "认定学分"),
    "result": ("考核结果", "考核", "成绩"),
    "certificate_number": ("证书编号", "证书号"),
}
NEEDED = ("name", "course", "category", "hours")
ALSO = {
    "国培": "national", "国家": "national", "省": "province", "省培": "province", "市": "city",
    "县": "county", "区": "county", "县级": "county", "区级": "county", "区县级": "county", "县区级": "county",
    "片": "zone", "校": "school", "集中": "face-to-face", "面授": "face-to-face",
    "网络": "online", "网络研修": "online", "远程": "online", "远程研修": "online", "远程培训": "online",
    "校本": "in-school", "校本培训": "in-school", "学历": "degree", "教研": "research", "教研活动": "research",
    "公开课": "research", "课题": "paper", "论文": "paper", "竞赛": "paper", "支教": "support", "自学": "self-study",
}  # fmt: skip
"""Words that platforms use, besides our own."""
SEARCHED, KNOWN = 15, 4
MOST = {"course": 120, "organiser": 120, "certificate_number": 60}
_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_TOTAL = ("合计", "总计", "小计")


@dataclass(frozen=True, slots=True)
class CellFault:
    """A fault at a cell: its code, where it stands, what stands there."""

    code: str
    sheet: str
    row: int | None = None
    column: str = ""
    header: str = ""
    text: str = ""

    @property
    def cell(self) -> str:
        return f"{self.column}{self.row or ''}"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the register. who: name, staff number and identity number as they stand. credits None: not given."""

    sheet: str
    row: int
    name: str
    number: str
    id_number: str
    course: str
    organiser: str
    level: str
    category: str
    starts_on: date
    ends_on: date
    hours: float
    credits: float | None
    result: str
    certificate_number: str
    name_cell: str


@dataclass(frozen=True, slots=True)
class Register:
    lines: tuple[Line, ...]
    faults: tuple[CellFault, ...]


def read_register(grids: Sequence[Grid]) -> Register:
    """All rows of all sheets that have a header; faults of every cell at once."""
    lines: list[Line] = []
    faults: list[CellFault] = []
    found = False
    for grid in (fill_merged(one) for one in grids):
        header = _header(grid)
        if header is None:
            continue
        found = True
        _read_sheet(grid, *header, lines, faults)
    if not found:
        faults.append(CellFault("no-header", grids[0].name if grids else ""))
    elif not lines and not faults:
        faults.append(CellFault("no-rows", grids[0].name))
    return Register(tuple(lines), tuple(faults))


def _plain(value: Value) -> str:
    return re.sub(r"[\s（）()：:*]", "", as_text(value))


def _header(grid: Grid) -> tuple[int, dict[str, int]] | None:
    names = {word: field for field, words in HEADINGS.items() for word in words}
    for row, cells in enumerate(grid.rows[:SEARCHED]):
        places: dict[str, int] = {}
        for column, value in enumerate(cells):
            field = names.get(_plain(value))
            if field:
                places.setdefault(field, column)
        if len(places) >= KNOWN:
            return row, places
    return None


def _read_sheet(grid: Grid, header: int, places: dict[str, int], lines: list[Line], faults: list[CellFault]) -> None:
    missing = [field for field in NEEDED if field not in places]
    if "dates" not in places and not {"starts_on", "ends_on"} <= places.keys():
        missing.append("dates")
    faults += [CellFault("column", grid.name, header + 1, "", HEADINGS[field][0]) for field in missing]
    if missing:
        return
    for row in range(header + 1, len(grid.rows)):
        cells = grid.rows[row]
        if all(is_blank(value) for value in cells) or _plain(cells[places["name"]]) in _TOTAL or _is_note(cells):
            continue
        reader = _Row(grid, row, header, places)
        line = reader.line()
        faults += reader.faults
        if line and not reader.faults:
            lines.append(line)


def _is_note(cells: Sequence[Value]) -> bool:
    """A line under the table: one cell of words, or 合计 in the first."""
    full = [value for value in cells if not is_blank(value)]
    return _plain(cells[0]) in _TOTAL or len(set(map(as_text, full))) == 1


class _Row:
    def __init__(self, grid: Grid, row: int, header: int, places: dict[str, int]) -> None:
        self._grid, self._row, self._header, self._places = grid, row, header, places
        self.faults: list[CellFault] = []

    def line(self) -> Line | None:
        first, last = self._dates()
        values: dict[str, Any] = {
            "name": self._text("name", needed=True),
            "number": self._text("number"),
            "id_number": self._text("id_number").upper(),
            "course": self._text("course", needed=True),
            "organiser": self._text("organiser"),
            "certificate_number": self._text("certificate_number"),
            "level": self._code("level", LEVELS, "", "level"),
            "category": self._code("category", CATEGORIES, None, "category"),
            "hours": self._number("hours", 999, least=LEAST_HOURS),
            "credits": self._number("credits", 9999),
            "result": self._code("result", RESULTS, "none", "result"),
        }
        if first is None or last is None or values["hours"] is None:
            return None
        cell = f"{column_letter(self._places['name'])}{self._row + 1}"
        return Line(self._grid.name, self._row + 1, starts_on=first, ends_on=last, name_cell=cell, **values)

    def _value(self, field: str) -> Value:
        place = self._places.get(field)
        return None if place is None else self._grid.rows[self._row][place]

    def _fault(self, code: str, field: str) -> None:
        place = self._places[field]
        header = as_text(self._grid.rows[self._header][place])
        text = as_text(self._value(field))[:40]
        self.faults.append(CellFault(code, self._grid.name, self._row + 1, column_letter(place), header, text))

    def _text(self, field: str, *, needed: bool = False) -> str:
        text = unicodedata.normalize("NFC", as_text(self._value(field))).replace("\n", " ").strip()
        if _BAD.search(text):
            self._fault("text", field)
        elif not text and needed:
            self._fault("empty", field)
        elif len(text) > MOST.get(field, 60):
            self._fault("long", field)
        return text

    def _code(self, field: str, names: dict[str, tuple[str, str]], default: str | None, fault: str) -> str:
        text = re.sub(r"[\s（）()]", "", as_text(self._value(field)))
        if not text:
            if default is None:
                self._fault("empty", field)
            return default or ""
        known = {re.sub(r"[（）()]", "", zh): code for code, (zh, _en) in names.items()}
        code = known.get(text) or (ALSO.get(text) if ALSO.get(text) in names else None)
        if code is None:
            self._fault(fault, field)
        return code or ""

    def _number(self, field: str, most: int, *, least: float = 0) -> float | None:
        value = self._value(field)
        if is_blank(value):
            if least:
                self._fault("empty", field)
            return None
        text = re.sub(r"(学时|学分|课时)$", "", as_text(value))
        if not re.fullmatch(r"\d{1,4}(\.\d{1,4})?", text) or not least <= float(text) <= most:
            self._fault("number", field)
            return None
        return round(float(text), 2)

    def _dates(self) -> tuple[date | None, date | None]:
        if "dates" in self._places:
            days = self._days("dates")
            if not 1 <= len(days) <= 2:
                self._fault("date", "dates")
                return None, None
            first, last, field = days[0], days[-1], "dates"
        else:
            one, other = self._days("starts_on"), self._days("ends_on")
            for found, name in ((one, "starts_on"), (other, "ends_on")):
                if len(found) != 1:
                    self._fault("date", name)
            if len(one) != 1 or len(other) != 1:
                return None, None
            first, last, field = one[0], other[0], "ends_on"
        if last < first:
            self._fault("order", field)
        return first, last

    def _days(self, field: str) -> list[date]:
        value = self._value(field)
        if isinstance(value, date):
            return [value] if 1990 <= value.year <= 2100 else []
        found = []
        for year, month, day in _DATE.findall(as_text(value)):
            try:
                found.append(date(int(year), int(month), int(day)))
            except ValueError:
                return []
        return found if all(1990 <= one.year <= 2100 for one in found) else []


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody on the staff list. id_number "": not known."""

    id: int
    number: str
    name: str
    id_number: str


def person_of(line: Line, people: Sequence[Known]) -> tuple[Known | None, str]:
    """Whose line it is, and what is wrong or to be known: "" · by-name · unknown · several · name-differs."""
    if line.number:
        found = [one for one in people if one.number.casefold() == line.number.casefold()]
    elif line.id_number and any(_same_id(line.id_number, one.id_number) for one in people):
        found = [one for one in people if _same_id(line.id_number, one.id_number)]
        found = [one for one in found if one.name == line.name] or found
    else:
        found = [one for one in people if one.name == line.name]
        found = [one for one in found if not (line.id_number and one.id_number)] or ([] if line.id_number else found)
        if len(found) == 1:
            return found[0], "by-name"
    if len(found) != 1:
        return None, "several" if found else "unknown"
    return (found[0], "") if found[0].name == line.name else (None, "name-differs")


def _same_id(shown: str, known: str) -> bool:
    """Whether a number, perhaps with stars in it, can be this one; at least four figures must be seen."""
    if len(shown) != len(known) or sum(sign not in "*＊" for sign in shown) < 4:
        return False
    return all(a in "*＊" or a == b for a, b in zip(shown, known, strict=True))


def masked(id_number: str | None) -> str:
    """510***********1234."""
    return f"{id_number[:3]}{'*' * (len(id_number) - 7)}{id_number[-4:]}" if id_number and len(id_number) > 7 else ""
