from datetime import date

import pytest

from careplan.children.id_number import IdFault, IdNumber, mask, parse_id_number, parse_number_cell


@pytest.mark.parametrize(
    ("text", "birth", "sex"),
    [
        ("11010519491231002X", date(1949, 12, 31), "female"),
        ("34052419800101001X", date(1980, 1, 1), "male"),
        ("440524188001010014", date(1880, 1, 1), "male"),
        ("999900201801010020", date(2018, 1, 1), "female"),
        ("999900201703150118", date(2017, 3, 15), "male"),
    ],
)
def test_parse_id_number_valid(text: str, birth: date, sex: str) -> None:
    assert parse_id_number(text) == IdNumber(text, birth, sex)


@pytest.mark.parametrize(
    "text",
    [
        "34052419800101001x",
        "３４０５２４１９８００１０１００１Ｘ",
        " 340524 19800101 001X ",
        "'34052419800101001X",
        "340524-19800101-001x",
    ],
)
def test_parse_id_number_normalises_how_people_write_it(text: str) -> None:
    assert parse_id_number(text) == IdNumber("34052419800101001X", date(1980, 1, 1), "male")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("999999201802290011", "id-birth-date"),
        ("340524198001010011", "id-check"),
        ("3.40524E+17", "id-lost-digits"),
        ("3.40524e17", "id-lost-digits"),
        ("340524198001010000", "id-lost-digits"),
        ("340524800101001", "id-old"),
        ("34052419800101001", "id-length"),
        ("34052419800101A01X", "id-characters"),
        ("", "id-length"),
        ("同上", "id-length"),
        ("²40524198001010011", "id-check"),
    ],
)
def test_parse_id_number_refused(text: str, code: str) -> None:
    result = parse_id_number(text)
    assert isinstance(result, IdFault) and result.code == code


def test_parse_number_cell_says_the_digits_are_lost() -> None:
    assert parse_number_cell(float(340524201801010014)) == IdFault("id-lost-digits", "3.40524E+17")


def test_test_area_is_accepted_and_told() -> None:
    result = parse_id_number("999900201801010020")
    assert isinstance(result, IdNumber) and result.is_test


def test_mask_keeps_six_and_four() -> None:
    assert mask("999900201801010020") == "999900********0020"
    assert mask("1234567") == "*******"
