"""The rows below a header: one child each, or faults with their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from careplan.children.class_names import ClassRef, clean_class, parse_class
from careplan.children.columns import NO_WORDS, YES_WORDS, default_columns, header_index
from careplan.children.faults import FAULT, NOTE, Fault
from careplan.children.grid import Grid, Value, as_text, is_blank
from careplan.children.id_number import IdNumber
from careplan.children.left_behind import age_on
from careplan.children.record import FIELDS, ChildRecord
from careplan.children.roster_cells import (
    DITTO,
    NOT_APPLICABLE,
    Bad,
    as_flag,
    is_tick,
    plain,
    read_cell,
)
from careplan.children.roster_headers import MIN_KNOWN, Header, Mapped, count_known
from careplan.children.student_number import StudentNumber

YOUNGEST, OLDEST = 5, 16
"""Ages on 1 September of the school year that pass without a note."""

_TOTAL = re.compile(r"(本页|全校|全班|年级)?(合计|总计|共计|小计|总数)")
_FOOTER = re.compile(
    r"(填表|制表|填报|审核|复核|负责|校长|班主任签|经办|联系人|注[:：1]|备注|说明|签字|签名|日期[:：])"
)
_COUNT = re.compile(r"(\d{1,5})\s*[人名]")
_NOT_REPEATED = frozenset({"id", "student_number", "name"})


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a sheet and where its fields stand."""

    sheet: str
    row: int
    columns: Mapping[str, Mapped] = field(default_factory=dict)

    def fault(self, code: str, name: str = "", severity: str = FAULT, **params: str) -> Fault:
        """A fault at this row, in the column of a field when the sheet has it."""
        mapped = self.columns.get(name)
        letter, header = (mapped.letter, mapped.header) if mapped else ("", "")
        return Fault(code, self.sheet, self.row, letter, header, params, severity)

    def words(self, name: str = "") -> str:
        """三(1)班 B7: the cell as a person looks for it."""
        mapped = self.columns.get(name)
        return f"{self.sheet} {mapped.letter if mapped else ''}{self.row}"


class SheetReader:
    """Reads the rows of one sheet; `problems` and `numbers` (field, number, place) fill while `children` is walked."""

    def __init__(self, grid: Grid, header: Header, school_year: int, years: int, sheet_class: ClassRef | None) -> None:
        self.grid, self.header = grid, header
        self.school_year, self.years, self.sheet_class = school_year, years, sheet_class
        self.problems: list[Fault] = []
        self.numbers: list[tuple[str, str, Place]] = []
        self._above: dict[int, Value] = {}
        self._columns = {m.column.field: m for m in reversed(header.columns)}
        self._index = header_index(default_columns())
        self._first = {m.index for m in header.columns if m.column.kind == "ignored"}
        self._since_total = self._in_all = 0

    def children(self) -> Iterator[tuple[ChildRecord, Place]]:
        """The children of sound rows."""
        for number in range(self.header.first_row, len(self.grid.rows)):
            row = self.grid.rows[number]
            place = Place(self.grid.name, number + 1, self._columns)
            if self._is_no_child(row, place):
                continue
            self._since_total += 1
            self._in_all += 1
            before = len(self.problems)
            record = self._child(row, place)
            if record and not any(f.severity == FAULT for f in self.problems[before:]):
                yield record, place

    def _is_no_child(self, row: tuple[Value, ...], place: Place) -> bool:
        """A blank row, a total, a signature line, or the header printed again."""
        filled = [as_text(v) for i, v in enumerate(row) if not is_blank(v)]
        beside = [i for i, v in enumerate(row) if not is_blank(v) and i not in self._first]
        if not beside:
            return True
        first = re.sub(r"\s", "", filled[0])
        if _TOTAL.match(first) or any(_TOTAL.fullmatch(re.sub(r"\s", "", t)) for t in filled[:3]):
            self._check_total(filled, place)
            return True
        if _FOOTER.match(first):
            return True
        return count_known(row, self._index) >= MIN_KNOWN or self._repeats_header(row)

    def _repeats_header(self, row: tuple[Value, ...]) -> bool:
        start = max(0, self.header.first_row - 2)
        return row in self.grid.rows[start : self.header.first_row]

    def _check_total(self, filled: list[str], place: Place) -> None:
        said = {int(n) for text in filled for n in _COUNT.findall(text)}
        numbers = [text for text in filled[1:] if text.isdigit()]
        if not said and len(set(numbers)) == 1:
            said = {int(numbers[0])}
        counts = {self._since_total, self._in_all}
        if len(said) == 1 and not said & counts:
            text, count = str(said.pop()), str(self._in_all)
            self.problems.append(place.fault("total-differs", "", NOTE, text=text, count=count))
        self._since_total = 0

    def _child(self, row: tuple[Value, ...], place: Place) -> ChildRecord | None:
        values = self._values(row, place)
        _spread_parents(values)
        self._check_identity(values, place)
        school_class = self._class(values, place)
        if not values.get("name"):
            if "name" not in values:
                self._bad(place, "name-missing", "name")
            return None
        if school_class is None:
            return None
        given = {name: values[name] for name in FIELDS if values.get(name) is not None}
        return ChildRecord(**{**given, "school_class": school_class})

    def _values(self, row: tuple[Value, ...], place: Place) -> dict[str, Any]:
        """Field to value; a faulty cell leaves None under its field."""
        values: dict[str, Any] = {}
        for mapped in self.header.columns:
            if mapped.column.kind == "ignored":
                continue
            value = self._repeated(mapped, row[mapped.index], place)
            if is_blank(value):
                continue
            if mapped.choice is not None:
                self._tick(mapped, value, values, place)
                continue
            result = read_cell(mapped.column, value)
            if isinstance(result, Bad):
                self.problems.append(_at(place, mapped, result.code, result.params))
                result = None
            values[mapped.column.field] = result
        return values

    def _repeated(self, mapped: Mapped, value: Value, place: Place) -> Value:
        """同上 takes the value above; identity is never repeated."""
        if mapped.column.kind not in _NOT_REPEATED and as_text(value) in DITTO:
            if mapped.index not in self._above:
                params = {"text": as_text(value)}
                self.problems.append(_at(place, mapped, "cell-ditto", params))
                return None
            return self._above[mapped.index]
        if not is_blank(value):
            self._above[mapped.index] = value
        return value

    def _tick(self, mapped: Mapped, value: Value, values: dict[str, Any], place: Place) -> None:
        """√ under 住校, one of several columns of 就读方式."""
        text, name = plain(value).upper(), mapped.column.field
        if text in NO_WORDS or text in ("-", "—", "/"):
            return
        if not (is_tick(text) or text in YES_WORDS or mapped.column.choice_of(text)):
            params = {"text": text[:20], "words": "√"}
            self.problems.append(_at(place, mapped, "choice-unknown", params))
        elif values.get(name) is not None:
            self.problems.append(_at(place, mapped, "choice-several", {}))
        else:
            values[name] = as_flag(mapped.column, str(mapped.choice))

    def _check_identity(self, values: dict[str, Any], place: Place) -> None:
        number, student = values.get("id_number"), values.get("student_number")
        if "id_number" not in values and "student_number" not in values:
            self._bad(place, "identity-missing", "id_number")
        if isinstance(number, IdNumber):
            self._compare_with_id(number, values, place)
            values["id_number"] = number.text
        if isinstance(student, StudentNumber):
            if isinstance(number, IdNumber) and not student.agrees_with_id(number.text):
                self._note(place, "student-number-id", "student_number")
            values["student_number"] = student.text
        if "birth_date" not in values and "id_number" not in values:
            self._bad(place, "birth-missing", "birth_date")
        if "sex" not in values and "id_number" not in values:
            self._bad(place, "sex-missing", "sex")
        self._check_age(values.get("birth_date"), place)
        for name in ("id_number", "student_number"):
            if values.get(name):
                self.numbers.append((name, values[name], place))

    def _compare_with_id(self, number: IdNumber, values: dict[str, Any], place: Place) -> None:
        birth, sex = values.get("birth_date"), values.get("sex")
        if birth and birth != number.birth_date:
            self._bad(
                place, "id-birth-differs", "birth_date", text=birth.isoformat(), id_birth=number.birth_date.isoformat()
            )
        if sex and sex != number.sex:
            self._bad(place, "id-sex", "sex", text="男" if sex == "male" else "女")
        values["birth_date"] = values.get("birth_date") or number.birth_date
        values["sex"] = values.get("sex") or number.sex

    def _check_age(self, birth: date | None, place: Place) -> None:
        if birth is None:
            return
        age = age_on(birth, date(self.school_year, 9, 1))
        if not YOUNGEST <= age <= OLDEST:
            name = "birth_date" if "birth_date" in self._columns else "id_number"
            self._note(place, "birth-age", name, text=birth.isoformat(), age=str(age))

    def _class(self, values: dict[str, Any], place: Place) -> ClassRef | None:
        text, grade = values.get("school_class"), values.get("grade") or ""
        if not text:
            if self.sheet_class is None:
                self._bad(place, "class-missing", "school_class")
            return self.sheet_class
        found = parse_class(text, self.school_year, grade, self.years)
        if found is None:
            self._bad(place, "class-unknown", "school_class", text=clean_class(text)[:20])
            return None
        by_grade = parse_class(str(found.number), self.school_year, grade, self.years)
        if by_grade and by_grade.entry_year != found.entry_year:
            self._bad(place, "class-grade", "school_class", text=text[:20], grade=grade[:20])
        return found

    def _bad(self, place: Place, code: str, name: str, **params: str) -> None:
        self.problems.append(place.fault(code, name, **params))

    def _note(self, place: Place, code: str, name: str, **params: str) -> None:
        self.problems.append(place.fault(code, name, NOTE, **params))


def _at(place: Place, mapped: Mapped, code: str, params: Mapping[str, str]) -> Fault:
    return Fault(code, place.sheet, place.row, mapped.letter, mapped.header, params)


def _spread_parents(values: dict[str, Any]) -> None:
    """One column for both parents into each parent's; a dash for a name is an absent parent."""
    away = values.pop("parents_away", None)
    for parent in ("father", "mother"):
        key = f"{parent}_situation"
        if values.get(f"{parent}_name") == NOT_APPLICABLE:
            values[f"{parent}_name"] = None
            values.setdefault(key, "other")
        if away and values.get(key) is None:
            values[key] = "away" if away in ("both", parent) else "home"
    if values.get("carer_name") == NOT_APPLICABLE:
        values["carer_name"] = None
