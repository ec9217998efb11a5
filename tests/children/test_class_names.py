import pytest

from careplan.children.class_names import ClassRef, find_class, parse_class


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一(1)班", ClassRef(2026, 1)),
        ("一（1）班", ClassRef(2026, 1)),
        ("一年级1班", ClassRef(2026, 1)),
        ("一年级（１）班", ClassRef(2026, 1)),
        ("1.1班", ClassRef(2026, 1)),
        ("1.1", ClassRef(2026, 1)),
        ("101班", ClassRef(2026, 1)),
        ("三二班", ClassRef(2024, 2)),
        ("三（二）班", ClassRef(2024, 2)),
        ("四年级十二班", ClassRef(2023, 12)),
        ("2023级3班", ClassRef(2023, 3)),
        ("2023级(3)班", ClassRef(2023, 3)),
        ("2029届3班", ClassRef(2023, 3)),
        ("三(2)中队", ClassRef(2024, 2)),
        ("小三(2)班", ClassRef(2024, 2)),
    ],
)
def test_parse_class_all_shapes(text: str, expected: ClassRef) -> None:
    assert parse_class(text, 2026) == expected


@pytest.mark.parametrize(
    "text", ["", "3班", "九年级1班", "2019级1班", "2027级1班", "一年级", "幼儿园大班", "0.1班", "一(0)班"]
)
def test_parse_class_not_of_this_school_year(text: str) -> None:
    assert parse_class(text, 2026) is None


@pytest.mark.parametrize(("grade", "text"), [("五年级", "3班"), ("五", "（3）"), ("5", "3"), ("2022级", "三班")])
def test_parse_class_with_a_grade_column(grade: str, text: str) -> None:
    assert parse_class(text, 2026, grade) == ClassRef(2022, 3)


def test_class_keeps_its_identity_as_it_moves_up() -> None:
    assert parse_class("三(1)班", 2026) == parse_class("四(1)班", 2027) == ClassRef(2024, 1)


def test_level_and_leaving_year_differ_in_a_five_year_school() -> None:
    assert parse_class("2028届1班", 2026, years=5) == parse_class("2023级1班", 2026, years=5)


def test_label_after_leaving_names_the_entry_year() -> None:
    assert ClassRef(2024, 2).label(2026) == "三(2)班"
    assert ClassRef(2010, 2).label(2026) == "2010级(2)班"


def test_find_class_in_a_title() -> None:
    assert find_class("青石小学三年级2班学生名册", 2026) == ClassRef(2024, 2)
    assert find_class("2026年秋季学期学生名册", 2026) is None
