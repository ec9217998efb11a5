"""Charities get the minimum (G9): in generated packets no name, nickname, number, class or address is left."""

from __future__ import annotations

import random
from datetime import date

import pytest

from careplan.children.redaction import redact, terms_of, terms_of_child
from careplan.passing.document import Packet, as_json, read
from careplan.passing.layout import Facts, coarse, columns_of, rows_of

SURNAMES = ["王", "李", "欧阳", "曾", "𠮷", "单于", "赵"]
GIVEN = ["小明", "高兴", "明", "子涵", "𠮷春", "雨", "建国"]
MINORITY = ["阿卜杜拉·买买提", "古丽·阿依木"]
NICK = ["豆豆", "妹头", "石头", "幺儿"]
AROUND = ["想要{}的棉鞋", "{}说冷", "请交给{}", "家里只有{}和奶奶", "（{}）", "{}：书包"]
NUMBERS = ["13800138000", "138 0013 8000", "999900201801010020", "0818-1234567"]


def _case(rng: random.Random) -> tuple[str, list[str], str]:
    """A text about one child, what must not be left of it, and the redacted text."""
    name = rng.choice(MINORITY) if rng.random() < 0.2 else rng.choice(SURNAMES) + rng.choice(GIVEN)
    nick, carer = rng.choice(NICK), rng.choice(SURNAMES) + "桂兰"
    address = f"石桥村{rng.randrange(1, 99)}号"
    secret = [name, nick, carer, address, rng.choice(NUMBERS), f"三({rng.randrange(1, 9)})班", name.replace("·", " ")]
    rng.shuffle(secret)
    text = "，".join(rng.choice(AROUND).format(word) for word in secret)
    terms = [*terms_of_child(name, [nick]), *terms_of("family", [carer]), *terms_of("address", [address])]
    return text, secret, redact(text, terms).text


def _packet(rng: random.Random) -> None:
    cases = [_case(rng) for _n in range(rng.randrange(1, 5))]
    facts = [
        Facts(
            n, coarse({"code": f"C{n}", "sex": "男", "band": "低段", "item": out, "size": "31码"}, "male", "低段", {})
        )
        for n, (_text, _secret, out) in enumerate(cases)
    ]
    rows = rows_of("charity", facts)
    made = Packet(1, "charity", "需求清单", "测", "会", "鞋", "同意", str(date(2026, 9, 1)), "", "m",
                  columns_of("charity"), rows, (), "f")  # fmt: skip
    data = as_json(made)
    assert read(data) == made
    text = data.decode()
    assert [word for _text, secret, _out in cases for word in secret if word in text] == []
    assert all(row[1:3] == ("—", "—") for row in rows)


def test_no_mark_of_a_child_is_left_in_fifty_packets() -> None:
    for seed in range(50):
        _packet(random.Random(seed))


@pytest.mark.slow
@pytest.mark.plan("C37")
def test_no_mark_of_a_child_is_left_in_a_thousand_packets() -> None:
    for seed in range(1000):
        _packet(random.Random(seed))


def test_without_the_redaction_the_marks_would_be_found() -> None:
    text, secret, _out = _case(random.Random(1))
    assert all(word in text for word in secret)


def test_sex_and_band_are_told_only_where_five_children_share_them() -> None:
    texts = {"sex": "女", "band": "低段"}
    assert coarse(texts, "f", "低段", {("f", "低段"): 5}) == texts
    assert coarse(texts, "f", "低段", {("f", "低段"): 4, ("m", "低段"): 1}) == {"sex": "—", "band": "低段"}
    assert coarse(texts, "f", "低段", {("f", "低段"): 2, ("f", "高段"): 3}) == {"sex": "女", "band": "—"}
    assert coarse(texts, "f", "低段", {("f", "低段"): 2}) == {"sex": "—", "band": "—"}
