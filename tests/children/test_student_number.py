import pytest

from careplan.children.student_number import StudentNumber, StudentNumberFault, parse_student_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("G999900201801010020", "G999900201801010020"),
        ("g34052419800101001x", "G34052419800101001X"),
        ("Ｊ１２３４５６２０１８０１０１００２０", "J123456201801010020"),
        (" L999900201801011234", "L999900201801011234"),
    ],
)
def test_parse_student_number_valid(text: str, number: str) -> None:
    assert parse_student_number(text) == StudentNumber(number)


@pytest.mark.parametrize("text", ["20080203", "G99990020180101002", "L999900201813011234", "X999900201801010020", ""])
def test_parse_student_number_refused(text: str) -> None:
    assert isinstance(parse_student_number(text), StudentNumberFault)


def test_agrees_with_id_only_compares_g_numbers() -> None:
    assert StudentNumber("G999900201801010020").agrees_with_id("999900201801010020")
    assert not StudentNumber("G999900201801010020").agrees_with_id("999900201703150118")
    assert StudentNumber("J999900201801010020").agrees_with_id("999900201703150118")
