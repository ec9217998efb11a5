"""Citizen identity numbers (公民身份号码, GB 11643-1999; DOMAIN 7.2).

Eighteen characters: six of area, eight of birth date, three of sequence (odd for
male, even for female) and one check character. Area codes that begin with 99 are
unassigned and accepted as test numbers. An identity number is text, never a number.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"

_SHAPE = re.compile(r"[1-9]\d{16}[\dX]")
_OLD_SHAPE = re.compile(r"[1-9]\d{14}")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d{2}", re.IGNORECASE)
_IGNORED = re.compile(r"[\s\-'‘’`\u200b\u200e\u200f\ufeff]")


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A valid number with what it says: birth date and sex (`male` or `female`)."""

    text: str
    birth_date: date
    sex: str

    @property
    def is_test(self) -> bool:
        """True for the unassigned area 99, used in demonstration data."""
        return self.text.startswith("99")


@dataclass(frozen=True, slots=True)
class IdFault:
    """Why a number is refused: a code of `faults.WORDS` and what was read."""

    code: str
    text: str


def normalise(text: str) -> str:
    """Half-width, upper case, without spaces, hyphens and quote marks."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).upper()


def check_character(first17: str) -> str:
    """The eighteenth character that belongs to seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True))
    return CHECK_CHARACTERS[total % 11]


def parse_id_number(text: str) -> IdNumber | IdFault:
    """Read an identity number written by hand or by a spreadsheet."""
    number = normalise(text)
    if _SCIENTIFIC.fullmatch(number):
        return IdFault("id-lost-digits", number)
    if not _SHAPE.fullmatch(number):
        return IdFault(_shape_fault(number), number)
    birth_date = _birth_date(number[6:14])
    right = check_character(number[:17]) == number[17]
    if number.endswith("000") and not right:
        return IdFault("id-lost-digits", number)
    if birth_date is None:
        return IdFault("id-birth-date", number)
    if not right:
        return IdFault("id-check", number)
    return IdNumber(number, birth_date, "male" if int(number[16]) % 2 else "female")


def parse_number_cell(value: float) -> IdFault:
    """An identity number that was typed as a number: its last digits are already lost."""
    return IdFault("id-lost-digits", f"{value:.5E}" if value >= 1e15 else f"{value:.0f}")


def mask(text: str) -> str:
    """Six characters of the head and four of the tail at most (DOMAIN 5.1)."""
    if len(text) < 12:
        return "*" * len(text)
    return f"{text[:6]}{'*' * (len(text) - 10)}{text[-4:]}"


def _shape_fault(number: str) -> str:
    if _OLD_SHAPE.fullmatch(number):
        return "id-old"
    if len(number) != 18:
        return "id-length"
    return "id-characters"


def _birth_date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
