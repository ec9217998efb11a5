"""What each role sees of a need, and what a form says when it is wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from careplan.clock import today
from careplan.db import db, school_scope
from careplan.partners.pledge_operations import pledge
from tests.aid.helped import child_of
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
