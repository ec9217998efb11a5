"""National student numbers (全国学籍号; DOMAIN 7.2).

Nineteen characters: G and an identity number (usual), J and eighteen characters (no
identity number), or L, six of area, eight of birth date and four at random (temporary).
The number after G may differ from the child's identity number after a change, so an
identity number is never derived from it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_SHAPE = re.compile(r"[GJ]\d{17}[\dX]|L\d{18}")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d{2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StudentNumber:
    """A number of the right shape; `kind` is G, J or L."""

    text: str

    @property
    def kind(self) -> str:
        return self.text[0]

    def agrees_with_id(self, id_number: str) -> bool:
        """False when a G number carries another identity number (a hint, not a fault)."""
        return self.kind != "G" or self.text[1:] == id_number


@dataclass(frozen=True, slots=True)
class StudentNumberFault:
    """Why a number is refused: a code of `faults.WORDS` and what was read."""

    code: str
    text: str


def parse_student_number(text: str) -> StudentNumber | StudentNumberFault:
    """Read a student number; full-width characters, spaces and lower case are accepted."""
    number = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    if _SCIENTIFIC.fullmatch(number):
        return StudentNumberFault("student-number-lost-digits", number)
    if not _SHAPE.fullmatch(number):
        return StudentNumberFault("student-number-shape", number)
    if number[0] == "L" and not _is_date(number[7:15]):
        return StudentNumberFault("student-number-shape", number)
    return StudentNumber(number)


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
