"""One cell of a roster into one value, or the fault with it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from careplan.children.columns import NO_WORDS, YES_WORDS, Column
from careplan.children.grid import Value, as_text
from careplan.children.id_number import IdFault, mask, parse_id_number, parse_number_cell
from careplan.children.names import clean_name, name_fault
from careplan.children.student_number import StudentNumberFault, parse_student_number

DITTO = frozenset({"同上", "〃", "″", "同前", '"', "''"})
DASHES = frozenset({"—", "——", "－", "-", "--", "–", "/", "\\", "―", "一一", "无此项", "不适用"})
"""Not applicable (a dead relative), not missing (DOMAIN 4.5)."""

NOT_APPLICABLE = "—"
MAX_LENGTH = {"text": 200, "person": 40, "phone": 60}

_TICK = re.compile(r"[(\[【〔]?\s*[√✓✔☑☒]\s*[)\]】〕]?")
_TICKED = re.compile(r"[☑✓✔√]\s*([^\s()☑□☐√✓✔]+)|([^\s()☑□☐√✓✔]+?)\s*\(\s*[√✓✔]\s*\)")
_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?(\s+00?:00(:00)?)?")
_MONTH = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?(份)?")
_DIGITS8, _DIGITS6 = re.compile(r"(\d{4})(\d\d)(\d\d)"), re.compile(r"(\d{4})(\d\d)")
_PHONE = re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}(-\d{1,5})?|\d{7,8}|400\d{7}")
_EXCEL_FIRST, _EXCEL_LAST = 20000, 60000
_EXCEL_ZERO = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Bad:
    """A fault of one cell: its code and parameters."""

    code: str
    params: dict[str, str]


def plain(value: Value) -> str:
    """The cell's text in half-width, composed form, without outer white space."""
    text = unicodedata.normalize("NFC", as_text(value))
    return text.translate(_HALF_WIDTH).strip()


_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}


def read_cell(column: Column, value: Value) -> Any:
    """The value of a cell that is neither blank nor 同上; None for —; Bad for a fault.

    Person fields give NOT_APPLICABLE for —: there is no such relative.
    """
    text = plain(value)
    if text.startswith("#") and text.endswith(("!", "?", "/A")):
        return Bad("cell-error", {"text": text})
    if any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\r\t" for char in text):
        return Bad("cell-characters", {})
    if text in DASHES:
        return NOT_APPLICABLE if column.kind == "person" else None
    limit = MAX_LENGTH.get(column.kind, 200)
    if len(text) > limit:
        return Bad("cell-long", {"limit": str(limit)})
    return _READERS[column.kind](column, value, text)


def is_tick(text: str) -> bool:
    """√, ( √ ), ☑ and the like."""
    return bool(_TICK.fullmatch(text))


def _read_name(column: Column, value: Value, text: str) -> Any:
    name = clean_name(text)
    fault = name_fault(name)
    return Bad(fault, {"text": name[:20]}) if fault else name


def _read_person(column: Column, value: Value, text: str) -> Any:
    if text in ("无", "没有"):
        return NOT_APPLICABLE
    return _read_name(column, value, text)


def _read_text(column: Column, value: Value, text: str) -> Any:
    return re.sub(r"\s+", " ", text)


def _read_choice(column: Column, value: Value, text: str) -> Any:
    word = _ticked_word(text)
    if word is None:
        return Bad("choice-several", {})
    code = column.choice_of("√" if is_tick(word) else re.sub(r"\s", "", word).upper())
    if code is None and isinstance(value, bool):
        code = column.choice_of("是" if value else "否")
    if code is not None:
        return as_flag(column, code)
    fault = "choice-code" if re.fullmatch(r"\d{1,2}", word) else "choice-unknown"
    return Bad(fault, {"text": text[:20], "words": "、".join(column.words)})


def as_flag(column: Column, code: str) -> bool | str:
    """Yes and no of a choice without other answers are a truth value."""
    return code == "yes" if {c.code for c in column.choices} == {"yes", "no"} else code


def _ticked_word(text: str) -> str | None:
    """走读( ) 住校(√) → 住校; other text as it is; None when several are ticked."""
    if is_tick(text):
        return text
    ticked = [first or second for first, second in _TICKED.findall(text)]
    if not ticked:
        return text
    return ticked[0] if len(ticked) == 1 else None


def _read_yes_no(column: Column, value: Value, text: str) -> Any:
    word = "√" if is_tick(text) else text.upper().replace("✗", "×").replace("✕", "×")
    if word in YES_WORDS:
        return True
    if word in NO_WORDS:
        return False
    return Bad("choice-unknown", {"text": text[:20], "words": "是、否"})


def _read_date(column: Column, value: Value, text: str) -> Any:
    found = value if isinstance(value, date) else _excel_day(value) or _day(text)
    return found or Bad("date-unreadable", {"text": text[:20]})


def _read_month(column: Column, value: Value, text: str) -> Any:
    found = value if isinstance(value, date) else _excel_day(value) or _day(text) or _month(text)
    return found or Bad("month-unreadable", {"text": text[:20]})


def _excel_day(value: Value) -> date | None:
    """The day count that a spreadsheet shows when a date cell is formatted as a number."""
    if isinstance(value, float) and _EXCEL_FIRST <= value <= _EXCEL_LAST:
        return _EXCEL_ZERO + timedelta(days=int(value))
    return None


def _day(text: str) -> date | None:
    match = _DATE.fullmatch(text) or _DIGITS8.fullmatch(text)
    return _make_date(match.group(1), match.group(2), match.group(3)) if match else None


def _month(text: str) -> date | None:
    match = _MONTH.fullmatch(text) or _DIGITS6.fullmatch(text)
    return _make_date(match.group(1), match.group(2), "1") if match else None


def _make_date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _read_phone(column: Column, value: Value, text: str) -> Any:
    if text in ("无", "没有"):
        return None
    parts = [re.sub(r"[\s]", "", part) for part in re.split(r"[/、,;，；\n]|\s{1,}(?=[01])", text)]
    parts = [re.sub(r"^\+?86-?(?=1\d{10}$)", "", part) for part in parts if part]
    numbers = [re.sub(r"(?<=^1\d\d)-(\d{4})-(?=\d{4}$)", r"\1", part) for part in parts]
    if numbers and all(_PHONE.fullmatch(number) for number in numbers):
        return "、".join(dict.fromkeys(numbers))
    return Bad("phone-unreadable", {"text": text[:30]})


def _read_id(column: Column, value: Value, text: str) -> Any:
    result = parse_number_cell(value) if isinstance(value, float) else parse_id_number(text)
    if isinstance(result, IdFault):
        return Bad(result.code, {"text": _hidden(result.text), "length": str(len(result.text))})
    return result


def _hidden(number: str) -> str:
    """Six characters of the head and four of the tail at most; the cell's place says which it is."""
    return mask(number) if len(number) >= 15 else number[:24]


def _read_student_number(column: Column, value: Value, text: str) -> Any:
    result = parse_student_number(text)
    if isinstance(result, StudentNumberFault):
        lost = isinstance(value, float) and value >= 1e15
        code = "student-number-lost-digits" if lost else result.code
        return Bad(code, {"text": result.text[:24]})
    return result


_READERS = {
    "name": _read_name,
    "person": _read_person,
    "text": _read_text,
    "choice": _read_choice,
    "sex": _read_choice,
    "yes_no": _read_yes_no,
    "date": _read_date,
    "month": _read_month,
    "phone": _read_phone,
    "id": _read_id,
    "student_number": _read_student_number,
    "class": _read_text,
    "grade": _read_text,
    "ignored": _read_text,
}
