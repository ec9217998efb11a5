"""How schools write a class, and which class is meant (DOMAIN 7.3).

A class keeps its identity by entry year (级) and number while it moves up; the grade
follows from the school year: grade = first year of the school year - entry year + 1.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from careplan.school.school_year import YEARS_OF_PRIMARY as PRIMARY_YEARS
from careplan.school.school_year import class_label, grade_of

NUMERALS = "一二三四五六七八九十"
_NUMBER = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
_GRADE = r"([1-9]|[一二三四五六七八九])"
_OPEN, _CLOSE = r"[(\[【〔]?", r"[)\]】〕]?"

_ENTRY = re.compile(rf"(20\d\d)(级|届)?{_OPEN}{_NUMBER}{_CLOSE}班?")
_GRADE_CLASS = (
    re.compile(rf"小?{_GRADE}年级?{_OPEN}{_NUMBER}{_CLOSE}班?"),
    re.compile(rf"小?{_GRADE}[(\[【〔]{_NUMBER}[)\]】〕]班?"),
    re.compile(rf"{_GRADE}[.·\-—_]{_NUMBER}班?"),
    re.compile(r"([一二三四五六七八九])(\d{1,2})班?"),
    re.compile(r"([一二三四五六七八九])([一二三四五六七八九])班"),
)
_THREE_DIGITS = re.compile(r"([1-9])(\d\d)班?")
_ONLY_NUMBER = re.compile(rf"{_OPEN}{_NUMBER}{_CLOSE}班?")
_ONLY_GRADE = re.compile(rf"小?{_GRADE}(年级|年)?")
_ONLY_ENTRY = re.compile(r"(20\d\d)级?")


@dataclass(frozen=True, slots=True, order=True)
class ClassRef:
    """A class for good: the year it entered school and its number (1–99)."""

    entry_year: int
    number: int

    def grade(self, school_year: int) -> int:
        """The grade in the school year that begins in autumn of `school_year`."""
        return grade_of(self.entry_year, school_year)

    def label(self, school_year: int, *, english: bool = False) -> str:
        """三(2)班, as the class is called in that school year; 2019级(2)班 after leaving."""
        return class_label(self.entry_year, self.number, school_year, english=english)


def parse_class(text: str, school_year: int, grade_text: str = "", years: int = PRIMARY_YEARS) -> ClassRef | None:
    """The class meant by `text` in a school year; None when it cannot be told.

    `grade_text` is the cell of a separate grade column (年级), used when `text` is only
    a number. Grades beyond `years` are not classes of this school: None.
    """
    name = clean_class(text)
    found = _by_entry_year(name, years) or _by_grade(name, school_year)
    if found is None and grade_text:
        found = _by_two_cells(name, clean_class(grade_text), school_year)
    if found is None or not 1 <= found.number <= 99:
        return None
    return found if 1 <= found.grade(school_year) <= years else None


def clean_class(text: str) -> str:
    """Half-width, without spaces and the words that do not matter."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"\.0$|^班级[::]?", "", plain).replace("中队", "班")


def find_class(text: str, school_year: int, years: int = PRIMARY_YEARS) -> ClassRef | None:
    """A class named somewhere in a longer text, as in a title 三年级2班学生名册."""
    plain = clean_class(text)
    for pattern in (_ENTRY, *_GRADE_CLASS[:2]):
        match = pattern.search(plain)
        if match and "班" in match.group(0):
            return parse_class(match.group(0), school_year, years=years)
    return None


def _by_entry_year(name: str, years: int) -> ClassRef | None:
    match = _ENTRY.fullmatch(name)
    if not match:
        return None
    year = int(match.group(1)) - (years if match.group(2) == "届" else 0)
    return ClassRef(year, _to_int(match.group(3)))


def _by_grade(name: str, school_year: int) -> ClassRef | None:
    for pattern in (*_GRADE_CLASS, _THREE_DIGITS):
        match = pattern.fullmatch(name)
        if match:
            return _class_of(_to_int(match.group(1)), _to_int(match.group(2)), school_year)
    return None


def _by_two_cells(name: str, grade_name: str, school_year: int) -> ClassRef | None:
    number = _ONLY_NUMBER.fullmatch(name)
    if number is None:
        return None
    entry = _ONLY_ENTRY.fullmatch(grade_name)
    if entry:
        return ClassRef(int(entry.group(1)), _to_int(number.group(1)))
    grade = _ONLY_GRADE.fullmatch(grade_name)
    if grade is None:
        return None
    return _class_of(_to_int(grade.group(1)), _to_int(number.group(1)), school_year)


def _class_of(grade: int, number: int, school_year: int) -> ClassRef:
    return ClassRef(school_year - grade + 1, number)


def _to_int(text: str) -> int:
    """1–99 from digits or Chinese numerals (十二, 二十一)."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return NUMERALS.index(text) + 1 if len(text) == 1 else 0
    return (NUMERALS.index(tens) + 1 if tens else 1) * 10 + (NUMERALS.index(ones) + 1 if ones else 0)
