"""The carer of the file reaches the card, the register, booklet, route and phone; a difference stands in its list."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.casework.missing_queries import gap_ids
from careplan.casework.queries import Sight
from careplan.children.carer_queries import carer_now
from careplan.children.file_models import CarerPeriod, FamilyState, Registration
from careplan.children.load import carer_of
from careplan.children.models import Child, ChildChange, FamilyMember
from careplan.clock import fixed, now, today
from careplan.db import db, school_scope
from tests.casework.test_register import assign
from tests.casework.test_views import a_child
from tests.world import ClientFor

OLD, OLD_PHONE, NEW, NEW_PHONE = "李桂英", "13900000001", "陈凤霞", "13900000002"
DATA: dict[str, Any] = {"name": NEW, "relation": "姑姑", "phone": NEW_PHONE, "until": ""}
EVERYWHERE = ("/care/children/{}", "/care/register", "/care/route?mine=1", "/paper/register", "/paper/route?mine=1", "/children/{}")  # fmt: skip


@pytest.fixture
def child_id(app: Flask) -> Any:
    """A child in the class teacher's register, whose roster names a grandmother; 12 October."""
    with fixed(datetime(2026, 10, 12, 2)):
        found = a_child(app)
        assign(app, found)
        with app.app_context(), school_scope(1):
            child = db.session.get_one(Child, found)
            child.address = "新村3号"
            for row in [one for one in child.family if one.is_carer]:
                child.family.remove(row)
            child.family.append(
                FamilyMember(relation="grandmother", relation_word="祖母", name=OLD, phone=OLD_PHONE, is_carer=True)
            )
            commit()
        yield found


def commit() -> None:
    record(actor_id=None, action="edit", entity="child")
    db.session.commit()


def write(client_for: ClientFor, child_id: int, since: str = "2026-10-11", **changes: Any) -> None:
    path = f"/care/children/{child_id}/file/carer/new"
    assert client_for("class_teacher").post(path, data={**DATA, "since": since, **changes}).status_code == 302


def gaps(app: Flask) -> dict[str, list[int]]:
    with app.app_context(), school_scope(1):
        return gap_ids(Sight(None), today())


@pytest.mark.plan("C6", "C7", "C8")
@pytest.mark.parametrize("page", EVERYWHERE)
def test_who_cares_by_the_file_stands_everywhere(client_for: ClientFor, child_id: int, page: str) -> None:
    teacher = client_for("class_teacher")
    before = teacher.get(page.format(child_id)).text
    assert NEW not in before and OLD in before

    write(client_for, child_id)

    after = teacher.get(page.format(child_id)).text
    assert NEW in after
    assert (NEW_PHONE in after) is (page != "/care/register")


def test_the_card_says_since_when_and_what_the_roster_says(client_for: ClientFor, child_id: int) -> None:
    write(client_for, child_id)
    card = client_for("class_teacher").get(f"/care/children/{child_id}").text
    assert "关爱档案，10月11日起" in card and "花名册不同" in card and OLD in card and OLD_PHONE in card
    assert f"/care/children/{child_id}/file#carers" in card


def test_what_is_over_or_another_childs_changes_nothing(app: Flask, client_for: ClientFor, child_id: int) -> None:
    write(client_for, child_id, since="2026-09-01", until="2026-10-11")
    with app.app_context(), school_scope(1):
        other = db.session.scalars(select(Child.id).where(Child.id != child_id)).first()
        add_period(other or 0, name="别家人")
        commit()
    card = client_for("class_teacher").get(f"/care/children/{child_id}").text
    assert NEW not in card and "别家人" not in card and OLD in card


def add_period(child_id: int, **changes: Any) -> CarerPeriod:
    given = {"name": NEW, "relation": "姑姑", "phone": NEW_PHONE, "since": date(2026, 10, 1), **changes}
    row = CarerPeriod(child_id=child_id, recorded_at=now(), **given)
    db.session.add(row)
    db.session.flush()
    return row


def test_a_difference_stands_in_its_list_until_one_of_both_is_mended(
    app: Flask, client_for: ClientFor, child_id: int
) -> None:
    assert child_id not in gaps(app)["carer"]
    write(client_for, child_id)
    assert gaps(app)["carer"] == [child_id]
    page = client_for("class_teacher").get("/care/missing?show=carer").text
    assert f"/care/children/{child_id}/file#carers" in page

    with app.app_context(), school_scope(1):
        row = carer_of(db.session.get_one(Child, child_id))
        assert row is not None
        row.name, row.phone = NEW, NEW_PHONE
        commit()
    assert gaps(app)["carer"] == []


def test_the_files_carer_fills_what_the_roster_lacks(app: Flask, client_for: ClientFor, child_id: int) -> None:
    with app.app_context(), school_scope(1):
        child = db.session.get_one(Child, child_id)
        child.family = [one for one in child.family if not one.is_carer]
        commit()
    found = gaps(app)
    assert child_id in found["fields"] and child_id in found["entrust"]

    write(client_for, child_id, entrusted="y")

    found = gaps(app)
    assert child_id not in found["fields"] and child_id not in found["entrust"] and child_id not in found["carer"]
    write(client_for, child_id, since="2026-10-12", phone="", name="无号人")
    assert child_id in gaps(app)["fields"], "whom one cannot reach"


def test_the_form_names_the_entrusted_person_where_nobody_else_does(app: Flask, child_id: int) -> None:
    form = {"custody": "fair", "entrusted_person": "周大山", "entrusted_relation": "伯父", "entrusted_phone": "1"}
    with app.app_context(), school_scope(1):
        child = db.session.get_one(Child, child_id)
        db.session.add(Registration(child_id=child_id, filled_on=today(), recorded_at=now(), **form))
        db.session.flush()
        assert (found := carer_now(child, today())) is not None and found.name == OLD
        child.family = [one for one in child.family if not one.is_carer]
        db.session.flush()
        assert (found := carer_now(child, today())) is not None
        assert (found.words, found.source) == ("周大山 伯父", "form")


def test_the_card_says_where_the_carer_is(app: Flask, client_for: ClientFor, child_id: int) -> None:
    with app.app_context(), school_scope(1):
        words = {"member": "carer", "state": "ill", "note": "", "since": date(2026, 10, 10)}
        db.session.add(FamilyState(child_id=child_id, recorded_at=now(), **words))
        commit()
    assert "重病" in client_for("class_teacher").get("/care/register").text


def sent(child_id: int, mine: str, before: str, number: int = 1) -> str:
    fields = {"day": "2026-10-12", "next_on": "2026-10-20", "summary": "家里都好", "persons_met": "姑姑"}
    facts = {"carer_phone": {"mine": mine, "before": before}}
    return json.dumps({"key": str(UUID(int=number)), "child": child_id, "fields": fields, "facts": facts})


@pytest.mark.plan("C4")
def test_the_phone_is_told_of_the_files_carer_and_corrects_it_there(
    app: Flask, client_for: ClientFor, child_id: int
) -> None:
    write(client_for, child_id)
    teacher = client_for("class_teacher")
    (told,) = teacher.get("/care/phone/day").json["files"]
    assert told["carer"].startswith(f"{NEW} 姑姑") and OLD in told["carer"] and "10月11日" in told["carer"]
    assert told["facts"]["carer_phone"] == NEW_PHONE

    found = teacher.post("/care/phone/send", data=sent(child_id, "13900000077", NEW_PHONE)).json["facts"]["carer_phone"]
    assert found["outcome"] == "stored"
    late = teacher.post("/care/phone/send", data=sent(child_id, "13900000088", NEW_PHONE, 2)).json
    assert (late["facts"]["carer_phone"]["outcome"], late["facts"]["carer_phone"]["theirs"]) == (
        "conflict",
        "13900000077",
    )
    assert late["facts"]["carer_phone"]["since"] == "10月12日"

    with app.app_context(), school_scope(1):
        child = db.session.get_one(Child, child_id)
        row = carer_of(child)
        assert (found := carer_now(child, today())) is not None and found.phone == "13900000077"
        assert row is not None and row.phone == OLD_PHONE, "the roster's is somebody else"
        change = db.session.scalars(select(ChildChange).where(ChildChange.field == "carer_phone")).one()
        assert (change.before, change.after, change.source) == (NEW_PHONE, "13900000077", "visit")


def test_of_one_and_the_same_person_both_learn_the_new_number(app: Flask, client_for: ClientFor, child_id: int) -> None:
    write(client_for, child_id, name=OLD, relation="祖母", phone=OLD_PHONE)
    client_for("class_teacher").post("/care/phone/send", data=sent(child_id, "13900000077", OLD_PHONE))
    with app.app_context(), school_scope(1):
        child = db.session.get_one(Child, child_id)
        row, found = carer_of(child), carer_now(child, today())
        assert row is not None and found is not None
        assert (row.phone, found.phone, found.source, found.otherwise) == ("13900000077", "13900000077", "file", None)


def test_the_household_shows_who_cares_by_the_file(client_for: ClientFor, child_id: int) -> None:
    write(client_for, child_id)
    assert "姑姑" in client_for("class_teacher").get(f"/care/children/{child_id}/new").text
