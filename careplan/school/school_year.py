"""School years and classes: how they are written, and how a class moves up and stays the same class.

A class is its entry year 级 and its number; its name 三(2)班 changes every September, its files do not (S23).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

GRADES = range(1, 7)
YEARS_OF_PRIMARY = 6
FIRST_MONTH = 8  # from August on, preparations belong to the new school year
NUMERALS = "一二三四五六"

_YEAR = re.compile(r"(20\d\d)\s*[-‐‑–—―~～至/]+\s*(20\d\d|\d\d)\s*(?:学年度?)?")


class UnreadableLabel(ValueError):
    """The text is not a school year."""


def year_label(start_year: int) -> str:
    """2026 → 2026—2027."""
    return f"{start_year}—{start_year + 1}"


def parse_year_label(text: str) -> int:
    """The start year of 2026—2027学年 in any of its dashes, full or half width; UnreadableLabel otherwise."""
    found = _YEAR.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        raise UnreadableLabel(text)
    first, last = int(found[1]), found[2]
    if (first + 1) % 10 ** len(last) != int(last):
        raise UnreadableLabel(text)
    return first


def start_year_of(day: date) -> int:
    """The start year of the school year that a day belongs to."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def grade_of(entry_year: int, start_year: int) -> int:
    """The grade of a class in a school year; below 1 before it enters, above 6 when it has left."""
    return start_year - entry_year + 1


def is_at_school(entry_year: int, start_year: int) -> bool:
    """Whether the class is in one of the six grades in that school year."""
    return grade_of(entry_year, start_year) in GRADES


def graduation_year(entry_year: int) -> int:
    """The year 届 in which the class leaves: entered 2021 → 2027届."""
    return entry_year + YEARS_OF_PRIMARY


def grade_label(grade: int, *, english: bool = False) -> str:
    """三年级 / Grade 3."""
    return f"Grade {grade}" if english else f"{NUMERALS[grade - 1]}年级"


def class_label(entry_year: int, number: int, start_year: int, *, english: bool = False) -> str:
    """The class's name in a school year: 三(2)班; outside grades 1–6 its lasting name 2021级(2)班."""
    grade = grade_of(entry_year, start_year)
    if grade not in GRADES:
        return lasting_label(entry_year, number, english=english)
    return f"Class {grade} ({number})" if english else f"{NUMERALS[grade - 1]}({number})班"


def lasting_label(entry_year: int, number: int, *, english: bool = False) -> str:
    """The name that never changes: 2021级(2)班."""
    return f"Class {number}, entered {entry_year}" if english else f"{entry_year}级({number})班"
