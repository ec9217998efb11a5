"""A packet's way: chosen by consent, previewed word by word, confirmed with the password, handed out, called back (C37)."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import timedelta

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.clock import today
from careplan.db import db, every_school, school_scope
from careplan.passing.models import Packet, PacketChild, PacketFile
from tests.partners.helped import a_partner
from tests.passing.packets import PASSWORD, choose, form, in_care, let_out, made, say, shown_hash
from tests.world import ClientFor

pytestmark = pytest.mark.plan("C37")


@pytest.fixture
def ids(app: Flask) -> list[int]:
    with app.app_context(), school_scope(1):
        return [child.id for child in in_care()]


def _name(app: Flask, child_id: int) -> str:
    with app.app_context(), school_scope(1):
        return db.session.scalars(select(Child.name).where(Child.id == child_id)).one()


def test_the_whole_way_to_a_charity_and_back(app: Flask, client_for: ClientFor, ids: list[int]) -> None:
    office = client_for("office")
    address = made(office)
    assert choose(office, address, {ids[0]: ("豆豆要棉鞋", "31码"), ids[1]: ("=1+1 书包", "1个")}) == 302
    page = office.get(address).text
    assert "该生要棉鞋" in page
    assert "<del>豆豆</del> <mark>该生</mark>" in page
    assert office.post(f"{address}/file/json", data={"password": PASSWORD}).status_code == 422
    assert let_out(office, address) == 302
    data = {kind: office.post(f"{address}/file/{kind}", data={"password": PASSWORD}).data for kind in ("xlsx", "json")}
    sheet = load_workbook(io.BytesIO(data["xlsx"])).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    texts = " ".join(str(cell.value) for cell in cells)
    assert {cell.data_type for cell in cells} == {"s"}
    for text in (texts, data["json"].decode()):
        assert "该生要棉鞋" in text
        assert "青禾助学会 · 1-" in text
        assert not any(word in text for word in ("豆豆", _name(app, ids[0]), _name(app, ids[1])))
    assert json.loads(data["json"])["columns"] == ["编号", "性别", "学段", "需求", "物品或事项", "尺码、数量或金额"]
    with app.app_context(), school_scope(1):
        logged = {row.kind: row.sha256 for row in db.session.scalars(select(PacketFile))}
        assert logged == {kind: hashlib.sha256(given).hexdigest() for kind, given in data.items()}
        say(db.session.get_one(Child, ids[0]), agrees=False)
        db.session.commit()
    again = made(office)
    assert choose(office, again, {ids[0]: ("棉鞋", "")}) == 422
    assert choose(office, again, {ids[1]: ("书包", "")}) == 302
    assert "名儿童的信息要追回" in office.get("/").text
    recalls = office.get("/passing/recalls").text
    assert "监护人已撤回" in recalls
    assert _name(app, ids[0]) in recalls
    with app.app_context(), school_scope(1):
        line = db.session.scalars(select(PacketChild).where(PacketChild.child_id == ids[0])).one()
    noted = {"day": "", "answer": "电话", "deleted": "y"}
    office.post(f"/passing/recalls/{line.id}", data=noted)
    with app.app_context(), school_scope(1):
        assert db.session.get_one(PacketChild, line.id).deleted_on is None
    office.post(f"/passing/recalls/{line.id}", data={**noted, "day": today().isoformat()})
    with app.app_context(), school_scope(1):
        row = db.session.get_one(PacketChild, line.id)
        assert (row.asked_on, row.deleted_on, row.answer) == (today(), today(), "电话")


def test_nothing_goes_out_that_was_not_shown(app: Flask, client_for: ClientFor, ids: list[int]) -> None:
    office = client_for("office")
    address = made(office)
    choose(office, address, {ids[0]: ("棉鞋", "31"), ids[1]: ("书包", "")})
    old = shown_hash(office.get(address).text)
    choose(office, address, {ids[0]: ("棉鞋", "32"), ids[1]: ("书包", "")})
    assert let_out(office, address, sha256=old) == 409
    assert let_out(office, address, looked="") == 422
    assert let_out(office, address, password="wrong words here") == 422
    with app.app_context(), school_scope(1):
        say(db.session.get_one(Child, ids[0]), agrees=False)
        db.session.commit()
    assert 'name="sha256"' not in office.get(address).text
    with app.app_context(), school_scope(1):
        assert db.session.scalars(select(Packet.state)).all() == ["draft"]
        assert db.session.scalars(select(PacketFile.id)).all() == []


def test_an_override_is_the_principals_with_a_reason(client_for: ClientFor, ids: list[int]) -> None:
    reason = "孩子昏迷，正在抢救，联系不上父母"
    office, principal = client_for("office"), client_for("principal")
    assert office.post("/passing/new", data=form(kind="hospital", reason=reason)).status_code == 422
    assert principal.post("/passing/new", data=form(kind="charity", reason=reason)).status_code == 422
    assert principal.post("/passing/new", data=form(kind="hospital", reason="急")).status_code == 422
    without = made(principal, kind="hospital")
    assert "没有可以列入的儿童" in principal.get(f"{without}/children").text
    forced = {"child": str(ids[0]), "version": "1", "override": "true"}
    assert principal.post(f"{without}/children", data=forced).status_code == 422
    address = made(principal, kind="hospital", reason=reason)
    assert choose(principal, address, {ids[0]: ("", "")}) == 302
    assert let_out(principal, address) == 302
    assert "紧急情况" in principal.get(address).text


def test_other_roles_and_schools_meet_nothing(client_for: ClientFor, ids: list[int]) -> None:
    principal = client_for("principal")
    address = made(principal, kind="internal")
    assert choose(principal, address, {ids[0]: ("", "")}) == 302
    for role in ("office", "counselling_teacher", "community_worker", "head_counselor"):
        assert client_for(role).get(address).status_code == 404
        fresh = client_for(role).get("/passing/new")
        assert (fresh.status_code, "internal" in fresh.text.split("</select>")[0]) == (200, False)
    assert client_for("principal", school=2).get(address).status_code == 404
    assert client_for("class_teacher").get("/passing/").status_code == 403
    assert client_for("administrator").get("/passing/").status_code == 403


@pytest.mark.parametrize("day", ["2026-02-31", "0001-01-01", "9999-12-31", "", "2020-01-01", "2099-01-01"])
def test_a_wrong_last_day_is_said_at_its_field(client_for: ClientFor, day: str) -> None:
    answer = client_for("office").post("/passing/new", data=form(expires_on=day))
    assert (answer.status_code, "expires_on-error" in answer.text) == (422, True)


def test_wrong_input_never_breaks(client_for: ClientFor, ids: list[int]) -> None:
    office = client_for("office")
    address = made(office)
    assert office.post("/passing/new", data=form(recipient="x" * 81)).status_code == 422
    assert office.post("/passing/new", data=form(recipient="\x00")).status_code == 422
    assert office.post("/passing/new", data={}).status_code == 422
    assert office.post(f"{address}/children", data={"child": "²", "version": "1"}).status_code == 422
    assert office.post(f"{address}/children", data={"child": "999999", "version": "1"}).status_code == 422
    assert choose(office, address, {ids[0]: ("x" * 301, "")}) == 422
    assert choose(office, address, {ids[0]: ("\x00", "")}) == 422
    assert office.post(f"{address}/children", data={"child": str(ids[0]), "version": "99"}).status_code == 422
    assert office.post(f"{address}/edit", data=form(version="99")).status_code == 409
    assert office.post(f"{address}/file/exe", data={"password": PASSWORD}).status_code == 404
    assert office.post(f"{address}/release", data={}).status_code == 422


def test_the_public_sees_figures_only(app: Flask, client_for: ClientFor, ids: list[int]) -> None:
    head = client_for("head_counselor")
    address = made(head, kind="public", recipient="公众")
    page = head.get(address).text
    assert "少于5人的组已合并" in page
    assert not any(_name(app, one) in page for one in ids)
    assert head.get(f"{address}/children").status_code == 403
    assert let_out(head, address) == 302
    with app.app_context(), every_school():
        assert db.session.scalars(select(Packet.shown_sha256)).one() is not None


def test_a_partner_of_the_list_is_told_only_what_its_agreement_allows(app: Flask, client_for: ClientFor) -> None:
    """The name comes from the list; without the right to receive needs in an agreement nothing is begun (C36)."""
    with app.app_context(), school_scope(1):
        told, untold, gone = a_partner("甲会"), a_partner("乙会"), a_partner("丙会")
        for one in (told, gone):
            one.agreements[0].allows = ["needs"]
        gone.retired_on = today()
        ids = {name: str(one.id) for name, one in (("told", told), ("untold", untold), ("gone", gone))}
        db.session.commit()
    office = client_for("office")
    page = office.get("/passing/new").text
    assert "甲会" in page
    assert "丙会" not in page
    address = made(office, partner=ids["told"], recipient="别的名字")
    assert "甲会" in office.get(address).text
    assert "别的名字" not in office.get(address).text
    for changes in (
        {"partner": ids["untold"], "recipient": ""},
        {"partner": ids["gone"]},
        {"partner": "99999"},
        {"partner": ids["told"], "kind": "county"},
        {"partner": "", "recipient": ""},
    ):
        assert office.post("/passing/new", data=form(**changes)).status_code == 422


@pytest.mark.parametrize("page", ["edit", "children"])
def test_the_forms_of_what_has_gone_out_lead_to_the_packet(client_for: ClientFor, ids: list[int], page: str) -> None:
    """Neither shown nor taken; a sentence says why."""
    office = client_for("office")
    address = made(office)
    assert choose(office, address, {ids[0]: ("棉鞋", "31码")}) == 302
    assert office.get(f"{address}/{page}").status_code == 200
    assert let_out(office, address) == 302
    for call in (office.get, office.post):
        answer = call(f"{address}/{page}", data=form(version="9"))
        assert (answer.status_code, answer.location) == (302, address)
        assert "不能再改" in office.get(address).text
    aside = made(office)
    assert office.post(f"{aside}/discard").status_code == 302
    assert office.get(f"{aside}/{page}").location == aside
    assert "已作废，请新建一份" in office.get(aside).text


@pytest.mark.parametrize("kind", ["county", "police", "internal", "charity"])
def test_what_should_not_have_gone_out_is_called_back_whatever_it_was_given_on(
    app: Flask, client_for: ClientFor, ids: list[int], kind: str
) -> None:
    principal, why = client_for("principal"), "发错了单位，已电话联系"
    address = made(principal, kind=kind, recipient="某单位")
    assert choose(principal, address, {ids[0]: ("", ""), ids[1]: ("", "")}) == 302
    assert principal.get(f"{address}/call-back").location == address, "nothing has gone out"
    assert let_out(principal, address) == 302
    assert _name(app, ids[1]) not in principal.get("/passing/recalls").text
    page = f"{address}/call-back"
    assert principal.get(page).text.count("checked") == 2
    one = {"child": str(ids[1]), "why": why}
    for wrong in ({"why": ""}, {"why": "短"}, {"why": "长" * 301}, {"why": "\x00" * 20}, {"child": []}, {"child": str(ids[2])}, {"child": "x"}):  # fmt: skip
        assert principal.post(page, data={**one, **wrong}).status_code == 422, wrong
    assert client_for("principal", school=2).post(page, data=one).status_code == 404
    assert client_for("head_counselor").post(page, data=one).status_code == 403
    assert principal.post(page, data=one).status_code == 302
    text = principal.get("/passing/recalls").text
    assert all(word in text for word in (_name(app, ids[1]), "本不该提供", why))
    assert _name(app, ids[0]) not in text
    assert "已追回 1 名" in principal.get(address).text
    with app.app_context(), school_scope(1):
        line = db.session.scalars(select(PacketChild).where(PacketChild.child_id == ids[1])).one()
    principal.post(f"/passing/recalls/{line.id}", data={"day": today().isoformat(), "answer": "已删", "deleted": "y"})
    assert "已删" in principal.get("/passing/recalls").text


@pytest.mark.parametrize("kind", ["county", "charity"])
def test_when_the_time_of_use_is_over_every_recipient_is_asked_to_delete(
    app: Flask, client_for: ClientFor, ids: list[int], kind: str
) -> None:
    office = client_for("office")
    address = made(office, kind=kind, recipient="某单位")
    assert choose(office, address, {ids[0]: ("", "")}) == 302
    assert let_out(office, address) == 302
    assert "使用期限已到</td>" not in office.get("/passing/recalls").text
    with app.app_context(), school_scope(1):
        db.session.scalars(select(Packet)).one().expires_on = today() - timedelta(1)
        record(actor_id=None, action="edit", entity="packet")
        db.session.commit()
    assert "使用期限已到</td>" in office.get("/passing/recalls").text
