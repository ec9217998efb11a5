"""Electives: children are signed up by those who may see them, wait in the order of time, and nobody else reads a name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.models import AuditEvent
from careplan.children.models import Child
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.programme.models import SignUp
from careplan.programme.queries import find_series
from careplan.programme.sign_up_queries import signed_up
from tests.programme.arranged import NOW, stored, typed
from tests.world import ClientFor

OWN = ("孩子31甲", "孩子31乙", "孩子31丙")
"""Of the class teacher's squad 三(1)."""
LIST = "/programme/series/1/children"


@pytest.fixture(autouse=True)
def an_elective_with_two_seats(app: Flask, client_for: ClientFor) -> Iterator[None]:
    with fixed(NOW):
        sent = typed(
            kind="elective", title="绘画社", places="2", sign_up_until="2026-09-20", bands=["low"], staff_id="5"
        )
        assert client_for("head_counselor").post("/programme/new", data=sent).status_code == 302
        yield


def child_ids(app: Flask, *names: str) -> list[str]:
    with app.app_context(), school_scope(1):
        found = {name: str(child_id) for child_id, name in db.session.execute(select(Child.id, Child.name))}
    return [found[name] for name in names]


def signed(app: Flask) -> list[str]:
    with app.app_context(), school_scope(1):
        return [one.name for one in signed_up(1)]


def part(page: str, heading: str) -> str:
    """The section of the page under this heading."""
    return page.partition(f'id="{heading}"')[2].partition("</section>")[0]


@pytest.mark.plan("S5")
def test_the_counselor_signs_up_the_own_children_and_whoever_is_late_waits(app: Flask, client_for: ClientFor) -> None:
    teacher = client_for("class_teacher")
    assert teacher.post(LIST, data={"child": child_ids(app, *OWN[:1])}).status_code == 302
    with fixed(NOW + timedelta(minutes=1)):
        teacher.post(LIST, data={"child": child_ids(app, OWN[2])})
    with fixed(NOW + timedelta(minutes=2)):
        teacher.post(LIST, data={"child": child_ids(app, OWN[1])})

    page = teacher.get(LIST).text
    assert all(name in part(page, "placed") for name in (OWN[0], OWN[2])) and OWN[1] in part(page, "waiting")

    with app.app_context(), school_scope(1):
        first = db.session.scalars(select(SignUp.id).order_by(SignUp.signed_at)).first()
    assert teacher.post(f"/programme/children/{first}/withdraw").status_code == 302
    page = teacher.get(LIST).text
    assert OWN[1] in part(page, "placed") and 'id="waiting"' not in page, "the first who waits moves up"

    with fixed(NOW + timedelta(minutes=3)):
        teacher.post(LIST, data={"child": child_ids(app, OWN[0])})
    assert signed(app) == [OWN[2], OWN[1], OWN[0]], "signed up again one stands at the end"


@pytest.mark.plan("S5")
def test_nobody_signs_up_or_reads_other_squads_children(app: Flask, client_for: ClientFor) -> None:
    office, teacher = client_for("office"), client_for("class_teacher")
    assert office.post(LIST, data={"child": child_ids(app, "孩子32甲")}).status_code == 302

    page = teacher.get(LIST).text
    assert "孩子32甲" not in page and "另有其他中队的1名学生，这里不显示姓名" in page
    assert teacher.post(LIST, data={"child": child_ids(app, "孩子32乙")}).status_code == 404
    with app.app_context(), school_scope(1):
        theirs = db.session.scalars(select(SignUp.id)).one()
    assert teacher.post(f"/programme/children/{theirs}/withdraw").status_code == 404
    assert "孩子32甲" in client_for("principal").get(LIST).text
    assert signed(app) == ["孩子32甲"]


def test_the_head_counselor_sees_counts_and_no_name(app: Flask, client_for: ClientFor) -> None:
    client_for("class_teacher").post(LIST, data={"child": child_ids(app, *OWN)})
    head = client_for("head_counselor")

    page = head.get("/programme/series/1").text
    assert "已报2人，名额2" in page and "候补1人" in page and "三(1)班" in page
    assert not any(name in page for name in OWN)
    assert head.get(LIST).status_code == 403


def test_reading_the_list_is_in_the_audit_log_and_no_entry_names_a_child(app: Flask, client_for: ClientFor) -> None:
    teacher = client_for("class_teacher")
    teacher.post(LIST, data={"child": child_ids(app, *OWN)})
    teacher.get(LIST)

    with app.app_context(), school_scope(1):
        rows = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert (rows[-1].action, rows[-1].entity, rows[-1].detail) == ("read", "elective", {"children": 3})
    assert not any(name in str(row.detail) for row in rows for name in OWN)


def test_after_the_deadline_and_for_another_grade_it_is_refused(app: Flask, client_for: ClientFor) -> None:
    office = client_for("office")
    assert office.post(LIST, data={"child": child_ids(app, "孩子51甲")}).status_code == 404, "grade five is not meant"
    assert office.post(LIST, data={}).status_code == 302
    with fixed(NOW.replace(day=21)):
        late = client_for("class_teacher")
        late.post(LIST, data={"child": child_ids(app, *OWN)})
        assert "报名已经截止" in late.get(LIST).text
    assert signed(app) == []


def test_a_child_that_has_left_gives_its_seat_up(app: Flask, client_for: ClientFor) -> None:
    client_for("class_teacher").post(LIST, data={"child": child_ids(app, *OWN)})
    with app.app_context(), school_scope(1), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE child SET state = 'left' WHERE name = ?", (OWN[0],))
    assert signed(app) == list(OWN[1:])


def test_a_series_with_sign_ups_is_cancelled_not_taken_out(app: Flask, client_for: ClientFor) -> None:
    client_for("class_teacher").post(LIST, data={"child": child_ids(app, OWN[0])})
    head = client_for("head_counselor")
    head.post("/programme/series/1/remove")
    assert len(stored(app)) == 1 and "已有学生报名" in head.get("/programme/series/1").text


def test_seats_and_deadline_can_be_changed_but_not_over_somebody_elses_change(
    app: Flask, client_for: ClientFor
) -> None:
    head, url = client_for("head_counselor"), "/programme/series/1/edit"
    sent = {"title": "绘画社", "strand": "care", "bands": ["low"], "places": "30", "sign_up_until": "2026-09-25"}
    assert head.post(url, data={**sent, "places": "0", "version": "1"}).status_code == 422
    assert head.post(url, data={**sent, "version": "1"}).status_code == 302
    late = head.post(url, data={**sent, "title": "美术社", "version": "1"})

    assert (late.status_code, 'value="美术社"' in late.text) == (409, True)
    assert (stored(app)[0].title, stored(app)[0].places, stored(app)[0].grades) == ("绘画社", 30, [1, 2, 3])


def test_the_first_page_reminds_counselors_of_a_deadline(app: Flask, client_for: ClientFor) -> None:
    with fixed(NOW.replace(day=15)):
        assert "报名：选修课·绘画社" in client_for("class_teacher").get("/").text
    with fixed(NOW.replace(day=21)):
        assert "报名：" not in client_for("class_teacher").get("/").text


def test_other_arrangements_take_no_sign_ups(app: Flask, client_for: ClientFor) -> None:
    client_for("head_counselor").post("/programme/new", data=typed())
    assert client_for("class_teacher").get("/programme/series/2/children").status_code == 404
    assert client_for("class_teacher", school=2).get(LIST).status_code == 404
    with app.app_context(), school_scope(1):
        found = find_series(2)
        assert found and found.places is None and found.first_on == date(2026, 9, 9)
