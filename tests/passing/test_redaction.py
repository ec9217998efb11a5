"""Names, nicknames, family, numbers and classes are taken out of texts and file names, and each is reported."""

from __future__ import annotations

import pytest

from careplan.children.redaction import (
    redact,
    redact_file_name,
    split_name,
    terms_of,
    terms_of_address,
    terms_of_child,
)

pytestmark = pytest.mark.plan("C37")
CHILD = terms_of_child("王小明", ["豆豆"])
FAMILY = terms_of("family", ["王建国", "刘桂兰"])


@pytest.mark.parametrize(
    "text",
    ["王小明", "王 小 明", "王·小明", "王\u200b小明", "小明", "阿明", "明明", "明儿", "小王", "王同学", "王某", "豆豆", "豆 豆",
     "wangxiaoming", "Wang Xiaoming", "WANG-XIAO-MING", "小小明"],
)  # fmt: skip
def test_every_way_of_calling_the_child_is_caught(text: str) -> None:
    assert redact(f"给{text}一双鞋", CHILD).text == "给该生一双鞋"


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("𠮷田小春", "𠮷田小春"),
        ("𠮷春", "𠮷春"),
        ("阿卜杜拉·买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉·买买提", "阿卜杜拉•买买提"),
        ("阿卜杜拉·买买提", "阿卜杜拉买买提"),
        ("阿卜杜拉·买买提", "阿卜杜拉"),
        ("阿卜杜拉·买买提", "买买提"),
        ("欧阳小满", "小满"),
        ("欧阳小满", "欧阳同学"),
        ("李明", "小明"),
        ("李明", "明明"),
    ],
)
def test_rare_minority_and_compound_names(name: str, called: str) -> None:
    assert redact(f"{called}需要棉衣", terms_of_child(name)).text == "该生需要棉衣"


def test_a_short_given_name_does_not_eat_ordinary_words() -> None:
    assert redact("明天需要照明灯", terms_of_child("李明")).text == "明天需要照明灯"


def test_a_given_name_that_is_a_word_is_reported_as_doubtful_and_can_stay() -> None:
    terms = terms_of_child("李高兴")
    found = redact("孩子很高兴，李高兴想要书包", terms)
    assert found.text == "孩子很该生，该生想要书包"
    assert [(one.original, one.doubtful) for one in found.replaced] == [("高兴", True), ("李高兴", False)]
    assert redact("孩子很高兴，李高兴想要书包", terms, ["高兴", "李高兴"]).text == "孩子很高兴，该生想要书包"


def test_the_family_the_staff_and_classmates() -> None:
    terms = [*CHILD, *FAMILY, *terms_of("staff", ["陈老师甲"]), *terms_of("classmate", ["赵小丽"])]
    assert redact("刘桂兰带王小明和赵小丽找陈老师甲", terms).text == "家人带该生和某同学找老师"


@pytest.mark.parametrize(
    "number",
    ["13800138000", "138 0013 8000", "138-0013-8000", "１３８００１３８０００", "0818-1234567", "999900201801010020",
     "99990020180101002X", "9999 0020 1801 0100 2x", "G999900201801010020", "一三八零零一三八零零零", "6222020202020"],
)  # fmt: skip
def test_telephones_and_identity_numbers(number: str) -> None:
    out = redact(f"电话{number}。", []).text
    assert "（号码略）" in out
    assert not any(char.isdigit() for char in out)


@pytest.mark.parametrize("text", ["36码", "120厘米", "3000元", "2026年", "2件", "一年级读物", "三双袜子", "2026-09-01"])
def test_sizes_amounts_and_years_stay(text: str) -> None:
    assert redact(text, CHILD).text == text


@pytest.mark.parametrize(
    "text", ["三(2)班", "三年级2班", "三（2）班", "3年级二班", "2023级3班", "302班", "三（2）中队"]
)
def test_classes(text: str) -> None:
    assert redact(f"{text}的孩子", []).text == "（班级略）的孩子"


def test_names_that_overlap_leave_nothing_of_either() -> None:
    terms = [*terms_of("classmate", ["王小", "小明天"]), *CHILD]
    out = redact("王小明天来", terms).text
    assert not set("王小明") & set(out)


def test_file_names_keep_their_ending() -> None:
    assert redact_file_name("王小明-残疾证.JPG", CHILD) == "该生-残疾证.jpg"
    assert redact_file_name("wangxiaoming_13800138000.pdf", CHILD) == "该生_（号码略）.pdf"
    assert redact_file_name("小明", CHILD) == "该生"


def test_surnames() -> None:
    assert split_name("欧阳锋") == ("欧阳", ("锋",))
    assert split_name("欧阳") == ("欧", ("阳",))
    assert split_name("阿卜杜拉·买买提") == ("", ("阿卜杜拉", "买买提"))


def test_nothing_is_lost_around_what_was_replaced() -> None:
    text = "前 小明 中\n王小明\t后"
    found = redact(text, CHILD)
    assert "".join(one.original or one.text for one in found.pieces) == text


HOMES = ["清源县青石镇茶园村3组", "清源县青石镇集镇社区4组", "清源县青石镇老街社区3组", None, ""]


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("住清源县青石镇茶园村3组", "住（地址略）"),
        ("住茶园村3组，离校远", "住（地址略），离校远"),
        ("家在茶园村 3组", "家在（地址略）"),
        ("茶园村的孩子", "（地址略）的孩子"),
        ("住集镇社区", "住（地址略）"),
        ("老街社区那边", "（地址略）那边"),
        ("青石镇的志愿者", "青石镇的志愿者"),
    ],
)
def test_a_part_of_the_address_goes_too(text: str, out: str) -> None:
    """People write the village, not the whole address; the town says no more than the school's name."""
    assert redact(text, terms_of_address(HOMES)).text == out
