"""Duties and papers of aid on their pages: done on a phone, missed, handed over, taken over; kept sealed."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from sqlalchemy import func, select

from careplan.aid.models import AidCase, AidPaper, Duty
from careplan.audit.operations import record
from careplan.children.models import Consent
from careplan.clock import today
from careplan.db import db, school_scope
from tests.aid.helped import child_of, give_staff, mid_month, staff, without_squad
from tests.sessions.test_picture import photograph
from tests.world import ClientFor

SECRET = "夜里想妈妈会哭"


def test_who_does_a_duty_for_a_child_of_the_own_squad_sees_its_aid(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        child_id = child_of().id
    browser = client_for("class_teacher")
    assert browser.get(f"/aid/children/{child_id}").status_code == 404
    with app.app_context(), school_scope(1):
        mid_month(child_of(), today(), staff())
        db.session.commit()
    assert browser.get(f"/aid/children/{child_id}").status_code == 200


@pytest.mark.plan("C31", "C32")
def test_a_delivery_is_recorded_and_read_again(app: Flask, helped: tuple[int, int], client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        duty = mid_month(
            child_of(), today().replace(day=1) - timedelta(days=1), staff(), db.session.get(AidCase, helped[1])
        )
        duty.first_day, duty.last_day = 1, 31
        db.session.commit()
        duty_id = duty.id
    browser = client_for("class_teacher")
    words = {
        "done_on": today().isoformat(), "how_child": SECRET, "asked": "李老师", "amount": "600",
        "purpose": "boarding", "goods": "", "picture": (io.BytesIO(photograph()), "r.jpg"),
    }  # fmt: skip
    assert "孩子31丙" in browser.get(f"/aid/duties/{duty_id}/record").text
    assert browser.post(f"/aid/duties/{duty_id}/record", data=words).status_code == 302
    page = browser.get(f"/aid/duties/{duty_id}").text
    assert SECRET in page and "¥600" in page and "送达照片" in page
    with app.app_context(), school_scope(1):
        assert db.session.scalar(select(func.count(AidPaper.id))) == 1


def test_a_duty_can_be_recorded_by_who_does_it_and_by_who_stands_in(
    app: Flask, helped: tuple[int, int], client_for: ClientFor
) -> None:
    with app.app_context(), school_scope(1):
        other = give_staff("counselling_teacher", "T5")
        duty = mid_month(child_of(), today(), other)
        db.session.commit()
        duty_id = duty.id
    assert client_for("class_teacher").get(f"/aid/duties/{duty_id}").status_code == 200
    assert client_for("class_teacher").get(f"/aid/duties/{duty_id}/record").status_code == 403
    assert client_for("office").get(f"/aid/duties/{duty_id}/record").status_code == 200


@pytest.mark.plan("C31")
def test_a_missed_duty_is_loud_on_the_first_page_and_in_the_list(
    app: Flask, helped: tuple[int, int], client_for: ClientFor
) -> None:
    with app.app_context(), school_scope(1):
        mid_month(child_of(), today() - timedelta(days=70), staff())
        db.session.commit()
    teacher, principal = client_for("class_teacher"), client_for("principal")
    assert "定期关爱已错过" in teacher.get("/").text
    assert "其他人有" in principal.get("/").text
    assert "孩子31丙" not in principal.get("/").text


def task(page: str) -> Tag:
    """The first page's line of regular duties."""
    found = [one for one in BeautifulSoup(page, "html.parser").select("a.task") if "/aid/duties" in str(one["href"])]
    assert len(found) == 1
    return found[0]


@pytest.mark.plan("C31")
@pytest.mark.parametrize("days", [0, 70])
def test_a_duty_on_the_first_page_names_its_child_and_leads_to_it_for_who_may_see_it(
    app: Flask, helped: tuple[int, int], client_for: ClientFor, days: int
) -> None:
    """Due today, and missed once; who holds it but no longer sees the child reads no name."""
    with app.app_context(), school_scope(1):
        since = today() - timedelta(days=days)
        duty = mid_month(child_of(), since, staff())
        duty.rhythm, duty.first_month, duty.first_day = "once", since.month, since.day
        duty.last_month, duty.last_day = since.month, since.day
        db.session.commit()
    teacher = client_for("class_teacher")
    said = task(teacher.get("/").text)
    assert "孩子31丙 三(1)班" in said.text
    assert "孩子31丙" in teacher.get(str(said["href"])).text
    with app.app_context(), school_scope(1):
        without_squad()
        record(actor_id=None, action="edit", entity="squad")
        db.session.commit()
    assert "孩子31丙" not in teacher.get("/").text
    assert "已错过" in teacher.get("/aid/duties").text
    assert "错过" in teacher.get("/aid/?show=missed").text


def test_a_paper_is_kept_sealed_shown_to_those_who_may_and_erased(
    app: Flask, helped: tuple[int, int], client_for: ClientFor
) -> None:
    browser, add = client_for("class_teacher"), f"/aid/cases/{helped[1]}/papers"
    bad = browser.post(add, data={"kind": "receipt", "picture": (io.BytesIO(b"no picture"), "x.jpg")})
    assert bad.status_code == 422
    paper = {"kind": "receipt", "picture": (io.BytesIO(photograph()), "孩子31丙.jpg")}
    assert browser.post(add, data=paper).status_code == 302
    with app.app_context(), school_scope(1):
        row = db.session.scalars(select(AidPaper)).one()
        paper_id, sealed = row.id, row.sealed
    assert sealed and b"JFIF" not in sealed
    answer = browser.get(f"/aid/papers/{paper_id}")
    assert (answer.status_code, answer.data[:2]) == (200, b"\xff\xd8")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert client_for("community_worker").get(f"/aid/papers/{paper_id}").status_code == 404
    assert browser.post(f"/aid/papers/{paper_id}/remove").status_code == 302
    assert browser.get(f"/aid/papers/{paper_id}").status_code == 404


def test_a_picture_of_the_child_needs_consent_and_goes_with_it(
    app: Flask, helped: tuple[int, int], client_for: ClientFor
) -> None:
    browser, add = client_for("class_teacher"), f"/aid/cases/{helped[1]}/papers"

    def paper() -> dict[str, object]:
        return {"kind": "delivery", "shows_child": "y", "picture": (io.BytesIO(photograph()), "x.jpg")}

    assert browser.post(add, data=paper()).status_code == 422
    with app.app_context(), school_scope(1):
        given = Consent(
            child_id=helped[0], purpose="photo", state="given", guardian_relation="mother", decided_on=today()
        )
        db.session.add(given)
        record(actor_id=None, action="add", entity="consent")
        db.session.commit()
    assert browser.post(add, data=paper()).status_code == 302
    assert browser.get("/aid/papers/1").status_code == 200
    with app.app_context(), school_scope(1):
        db.session.scalars(select(Consent)).one().state = "withdrawn"
        record(actor_id=None, action="edit", entity="consent")
        db.session.commit()
    assert browser.get("/aid/papers/1").status_code == 404


@pytest.mark.plan("C9")
def test_the_owner_is_changed_on_the_page_and_told_who_cannot(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        mid_month(child_of(), today(), staff())
        other = give_staff("counselling_teacher", "T5")
        db.session.commit()
    browser = client_for("principal")
    form = {"staff_id": "0", "since": today().isoformat(), "note": ""}
    assert browser.post("/aid/duties/1/hand-over", data=form).status_code == 422
    assert browser.post("/aid/duties/1/hand-over", data={**form, "staff_id": str(other)}).status_code == 302
    with app.app_context(), school_scope(1):
        duty = db.session.get_one(Duty, 1)
        assert [one.staff_id for one in duty.holders if one.until is None] == [other]


def test_the_starting_set_is_taken_over_on_its_page(app: Flask, helped: tuple[int, int], client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        give_staff("counselling_teacher", "T5")
        db.session.commit()
    browser = client_for("counselling_teacher")
    assert browser.post("/aid/starting", data={"staff_id": "0", "whom": "aid"}).status_code == 422
    form = {"child": ["childrens-day", "winter-clothes"], "whom": "aid", "school": ["mind-month"], "staff_id": ""}
    with app.app_context(), school_scope(1):
        form["staff_id"] = str(staff("T5"))
    assert browser.post("/aid/starting", data=form).status_code == 302
    with app.app_context(), school_scope(1):
        found = sorted((one.preset, one.child_id) for one in db.session.scalars(select(Duty)))
    assert found == [("childrens-day", helped[0]), ("mind-month", None), ("winter-clothes", helped[0])]
    assert "示例" in browser.get("/aid/starting").text
