"""School years in every way they are written; a class moves up and stays the same class."""

from __future__ import annotations

from datetime import date

import pytest

from careplan.school.school_year import (
    UnreadableLabel,
    class_label,
    grade_label,
    grade_of,
    graduation_year,
    is_at_school,
    lasting_label,
    parse_year_label,
    start_year_of,
    year_label,
)


@pytest.mark.parametrize(
    "text",
    [
        "2026—2027",
        "2026-2027",
        "2026–2027学年",
        "2026～2027学年度",
        "2026至2027",
        "２０２６－２０２７",
        " 2026/27 ",
        "2026——2027",
    ],
)
def test_parse_year_label_takes_every_dash(text: str) -> None:
    assert parse_year_label(text) == 2026


@pytest.mark.parametrize("text", ["", "2026", "2026—2028", "2027—2026", "26—27", "2026—2027年度计划", "x2026-2027"])
def test_parse_year_label_refuses_what_is_none(text: str) -> None:
    with pytest.raises(UnreadableLabel):
        parse_year_label(text)


def test_year_label_is_read_back() -> None:
    assert year_label(2026) == "2026—2027"
    assert parse_year_label(year_label(2026)) == 2026


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 8, 1), 2026), (date(2026, 7, 31), 2025), (date(2027, 1, 1), 2026)]
)
def test_start_year_of_turns_in_august(day: date, year: int) -> None:
    assert start_year_of(day) == year


@pytest.mark.plan("S23")
def test_a_class_moves_up_and_keeps_its_identity() -> None:
    names = [class_label(2024, 2, year) for year in range(2023, 2031)]

    assert names == [
        "2024级(2)班",
        "一(2)班",
        "二(2)班",
        "三(2)班",
        "四(2)班",
        "五(2)班",
        "六(2)班",
        "2024级(2)班",
    ]
    assert graduation_year(2024) == 2030


def test_grade_and_being_at_school() -> None:
    assert [grade_of(2021, year) for year in (2020, 2021, 2026, 2027)] == [0, 1, 6, 7]
    assert [is_at_school(2021, year) for year in (2020, 2021, 2026, 2027)] == [False, True, True, False]


def test_english_labels() -> None:
    assert class_label(2024, 2, 2026, english=True) == "Class 3 (2)"
    assert lasting_label(2024, 2, english=True) == "Class 2, entered 2024"
    assert (grade_label(3), grade_label(3, english=True)) == ("三年级", "Grade 3")
