"""Goods whose worth nobody has estimated are in no sum: wherever a sum of aid stands it says how many, and leads to them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from careplan.aid.ledger import GOODS
from careplan.aid.ledger_operations import add_entry, take_back_entry
from careplan.aid.models import AidCase
from careplan.aid.words import EntryWords
from careplan.clock import today
from careplan.db import db, school_scope
from tests.world import ClientFor

SAID = "另有 2 件未估值"


@pytest.fixture
def unvalued(app: Flask, helped: tuple[int, int]) -> tuple[int, int]:
    """Two things without a value, one worth 180 yuan, one without a value that was taken back. (child, case)"""
    child_id, case_id = helped
    with app.app_context(), school_scope(1):
        case = db.session.get_one(AidCase, case_id)
        for what, fen in (("书包", None), ("雨鞋", None), ("棉衣", 18000)):
            add_entry(actor_id=None, case=case, words=EntryWords(GOODS, today(), fen, "clothes", what))
        wrong = add_entry(actor_id=None, case=case, words=EntryWords(GOODS, today(), None, "clothes", "水杯"))
        take_back_entry(actor_id=None, row=wrong, reason="记错人")
        db.session.commit()
    return child_id, case_id


@pytest.mark.plan("C26", "C27")
def test_each_sum_of_aid_says_what_it_lacks_and_leads_to_the_list(
    client_for: ClientFor, unvalued: tuple[int, int]
) -> None:
    child_id, case_id = unvalued
    browser, ledger, goods = client_for("principal"), f"/aid/cases/{case_id}#ledger-title", "/aid/?show=unvalued"
    places = {
        "/aid/overview": (goods, 4),  # by kind and by giver, a line and a foot each
        "/aid/": (f"/aid/children/{child_id}", 1),
        f"/aid/children/{child_id}": (ledger, 1),
        f"/aid/cases/{case_id}": ("#ledger-title", 1),
    }
    for page, (way, times) in places.items():
        shown = BeautifulSoup(browser.get(page).text, "html.parser")
        assert [link["href"] for link in shown.find_all("a", string=SAID)] == [way] * times, page
        answer = browser.get(way) if way.startswith("/") else None
        assert answer is None or answer.status_code == 200
    assert SAID in browser.get(f"/aid/children/{child_id}/ledger").text  # on paper: said, no link


def test_the_list_of_goods_without_a_value_holds_those_children_alone(
    app: Flask, client_for: ClientFor, unvalued: tuple[int, int]
) -> None:
    page = BeautifulSoup(client_for("principal").get("/aid/?show=unvalued").text, "html.parser")
    assert [one.text for one in page.select("tbody th a")] == ["孩子31丙"]
    with app.app_context(), school_scope(1):
        case = db.session.get_one(AidCase, unvalued[1])
        for row in [one for one in case.entries if one.what in ("书包", "雨鞋")]:
            take_back_entry(actor_id=None, row=row, reason="已估值另记")
        db.session.commit()
    page = BeautifulSoup(client_for("principal").get("/aid/?show=unvalued").text, "html.parser")
    assert page.select("tbody th a") == []
    assert "未估值" not in client_for("principal").get("/aid/overview").text.replace("有物品未估值", "")
