"""What each role sees of a need, and what a form says when it is wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.clock import today
from careplan.db import db, school_scope
from careplan.partners.models import Pledge
from careplan.partners.pledge_operations import deliver, pledge
from tests.aid.helped import child_of
from tests.indicators.played_year import _bands_and_goals
from tests.partners.helped import a_need, a_partner, an_offer
from tests.world import ClientFor


@pytest.fixture
def made(app: Flask) -> dict[str, int | str]:
    """A pledge for a child of another class than the class teacher's."""
    with app.app_context(), school_scope(1):
        child, offer = child_of(grade=5), an_offer()
        need = a_need(child)
        row = pledge(
            actor_id=None, offer=offer, child=child, need=need, amount=1, due_on=today() + timedelta(days=3), note="", key=None
        )  # fmt: skip
        db.session.commit()
        return {"pledge": row.id, "need": need.id, "partner": offer.partner_id, "offer": offer.id, "name": child.name}


def test_a_partners_page_names_no_child_and_leads_to_the_pledge_who_may_see_it(
    client_for: ClientFor, made: dict[str, int | str]
) -> None:
    page = client_for("head_counselor").get(f"/partners/{made['partner']}").text
    assert ("一名儿童" in page, str(made["name"]) in page) == (True, False)
    office = client_for("office").get(f"/partners/{made['partner']}").text
    link = f'href="/partners/pledges/{made["pledge"]}"'
    assert (str(made["name"]) in office, link in office, link in page) == (False, True, False)


@pytest.mark.parametrize("place", ["needs/file/{need}", "pledges/{pledge}", "pledges/{pledge}/deliver"])
def test_another_classs_need_is_not_there(client_for: ClientFor, made: dict[str, int | str], place: str) -> None:
    address = "/partners/" + place.format(**made)
    assert client_for("class_teacher").get(address).status_code == 404
    assert client_for("office").get(address).status_code == 200
    assert client_for("office", 2).get(address).status_code == 404


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "请填写"),
        ({"amount": "1", "until": "2026-02-31"}, "2026-09-01"),
        ({"what": "衣" * 61}, "60"),
        ({"what": "衣\x07"}, "不能使用"),
        ({"form": "goods", "count": "0"}, "1"),
    ],
)
def test_an_offer_form_says_what_is_wrong(app: Flask, client_for: ClientFor, data: dict[str, str], said: str) -> None:
    with app.app_context(), school_scope(1):
        partner_id = a_partner().id
        db.session.commit()
    answer = client_for("office").post(f"/partners/{partner_id}/offers/new", data=data)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_stale_partner_form_is_not_saved(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        partner_id = a_partner().id
        db.session.commit()
    data = {"name": "新名", "kind": "charity", "version": "0"}
    assert client_for("office").post(f"/partners/{partner_id}/edit", data=data).status_code == 409
    assert client_for("office").post(f"/partners/{partner_id}/edit", data=data | {"version": "1"}).status_code == 302


def test_a_card_with_a_childs_name_is_refused(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        name = child_of().name
    data = {"title": "固定通话", "situation": "parents-away", "steps": f"给{name}打电话", "outcome": "好"}
    answer = client_for("class_teacher").post("/partners/cards/new", data=data)
    assert answer.status_code == 422
    assert "出现了本校学生的姓名" in answer.text


CARD = {"title": "固定通话", "situation": "parents-away", "steps": "约好时间", "outcome": "孩子很高兴"}


def test_a_doubtful_word_is_offered_to_be_ticked_and_only_that_word_passes(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        child_of().name = "张高兴"
        child_of(grade=5).name = "李天天"
        record(actor_id=None, action="edit", entity="child")
        db.session.commit()
    teacher = client_for("class_teacher")
    assert "不是学生的称呼" not in teacher.get("/partners/cards/new").text
    answer = teacher.post("/partners/cards/new", data=CARD)
    assert answer.status_code == 422
    assert 'name="no_name"' in answer.text and 'value="高兴"' in answer.text and "outcome-error" in answer.text
    other = CARD | {"steps": "天天一起读书", "no_name": "高兴"}
    assert teacher.post("/partners/cards/new", data=other).status_code == 422, "ticked for one word, not for another"
    assert (
        teacher.post("/partners/cards/new", data=CARD | {"outcome": "张高兴来了", "no_name": "张高兴"}).status_code
        == 422
    )
    assert teacher.post("/partners/cards/new", data=CARD | {"no_name": "高兴"}).status_code == 302


def test_an_agreement_is_changed_and_ended_on_its_pages(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        partner = a_partner()
        partner_id, row_id = partner.id, partner.agreements[0].id
        db.session.commit()
    office, page = client_for("office"), f"/partners/{partner_id}"
    edit, end = f"/partners/agreements/{row_id}/edit", f"/partners/agreements/{row_id}/end"
    day, later = today().isoformat(), (today() + timedelta(days=90)).isoformat()
    good = {"title": "新协议", "since": day, "until": later, "allows": ["needs"], "reason": "更名", "version": "1"}
    for wrong in (
        {"reason": ""}, {"until": "2026-02-31"}, {"until": "0001-01-01"}, {"allows": []}, {"allows": ["x"]},
        {"title": "长" * 81}, {"title": "\x00"}, {"since": later, "until": day},
    ):  # fmt: skip
        assert office.post(edit, data=good | wrong).status_code == 422, wrong
    assert office.post(edit, data=good | {"version": "0"}).status_code == 409
    assert office.post(edit, data=good).status_code == 302
    assert office.post(edit, data=good).status_code == 409, "sent twice"
    for wrong in ({"until": later}, {"until": "9999-12-31"}, {"reason": ""}, {"until": ""}):
        assert office.post(end, data={"until": day, "reason": "停办", "version": "2"} | wrong).status_code == 422, wrong
    assert office.post(end, data={"until": day, "reason": "停办", "version": "2"}).status_code == 302
    shown = office.get(page).text
    assert all(word in shown for word in ("改过 2 次", "更名", "提前终止：停办", "年度协议"))
    for browser in (client_for("office", 2), client_for("principal")):
        assert browser.get(edit).status_code in (403, 404) and browser.get(end).status_code in (403, 404)
    assert "修改" not in client_for("principal").get(page).text.split("agreements-title")[1].split("</section>")[0]


@pytest.mark.plan("C38")
def test_a_late_pledge_waits_for_whoever_made_it_and_a_proof_too(
    app: Flask, client_for: ClientFor, made: dict[str, int | str]
) -> None:
    with app.app_context(), school_scope(1):
        row = db.session.get_one(Pledge, made["pledge"])
        maker = db.session.scalars(select(User).where(User.username == "counselling_teacher1")).one()
        row.made_by, row.made_on, row.due_on = maker.id, today() - timedelta(days=9), today() - timedelta(days=1)
        maker_id = maker.id
        record(actor_id=None, action="edit", entity="partner_pledge")
        db.session.commit()
    word, listed = "有 1 项合作方承诺已逾期", "/partners/pledges?state=late&amp;whose=mine"
    page = client_for("counselling_teacher").get("/").text
    assert word in page and listed in page
    assert str(made["name"]) in client_for("counselling_teacher").get("/partners/pledges?state=late&whose=mine").text
    assert word not in client_for("office").get("/").text
    with app.app_context(), school_scope(1):
        db.session.get_one(User, maker_id).active = False
        record(actor_id=None, action="edit", entity="user")
        db.session.commit()
    assert word in client_for("office").get("/").text, "whose account is closed: the office"
    with app.app_context(), school_scope(1):
        row = db.session.get_one(Pledge, made["pledge"])
        deliver(actor_id=None, row=row, day=today(), amount=1, words="", value=None, key=None)
        db.session.commit()
    page = client_for("office").get("/").text
    assert word not in page and "有 1 项送达缺凭证" in page


def test_the_list_of_pledges_names_a_child_only_to_those_who_may_know(
    client_for: ClientFor, made: dict[str, int | str]
) -> None:
    link = f"/partners/pledges/{made['pledge']}"
    office, teacher = (client_for(role).get("/partners/pledges").text for role in ("office", "class_teacher"))
    assert str(made["name"]) in office and link in office
    assert "一名儿童" in teacher and str(made["name"]) not in teacher and link not in teacher
    assert client_for("head_counselor").get("/partners/pledges").status_code == 403
    for query, code in (("state=x", 400), ("state=late&whose=x", 400), ("whose=mine", 200), ("state=%00", 400)):
        assert client_for("office").get(f"/partners/pledges?{query}").status_code == code


@pytest.mark.plan("C41")
def test_each_figure_of_what_is_missing_leads_to_its_records(app: Flask, client_for: ClientFor) -> None:
    """The cell of a band and area opens just those needs; a count of pledges opens just those pledges."""
    with app.app_context(), school_scope(1):
        _bands_and_goals()
        children = [child_of(grade, ending) for grade in (1, 2) for ending in "甲乙丙"]
        names = [child.name for child in children]
        for child in children:
            a_need(child)
        record(actor_id=None, action="add", entity="need")
        db.session.commit()
    office = client_for("office")
    page = BeautifulSoup(office.get("/partners/gaps").text, "html.parser")
    links = {str(one["href"]): one.text for one in page.select("td.num a")}
    assert list(links.values()) == ["6"]
    needs = office.get(next(iter(links))).text
    assert all(name in needs for name in names) and "6 名" in needs
    assert names[0] not in office.get(next(iter(links)).replace("living", "health")).text
    assert names[0] not in office.get(next(iter(links)).replace("bands=low", "bands=high")).text
    assert not BeautifulSoup(client_for("head_counselor").get("/partners/gaps").text, "html.parser").select("td.num a")


def test_the_counts_of_pledges_lead_to_the_pledges(client_for: ClientFor, made: dict[str, int | str]) -> None:
    page = client_for("office").get("/partners/gaps").text
    assert 'href="/partners/pledges?state=open"' in page
    assert str(made["name"]) in client_for("office").get("/partners/pledges?state=open").text
    assert str(made["name"]) not in client_for("office").get("/partners/pledges?state=late").text
