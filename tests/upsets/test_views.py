"""The pages of what happens, from the mark to what is in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from careplan.audit.models import AuditEvent
from careplan.audit.operations import record
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.school.models import CalendarDay, StaffMember, Venue
from careplan.school.models_upsets import Away, Closure
from careplan.sessions.models import TeamSession
from careplan.sessions.schedule_queries import published_schedule
from tests.sessions.schedule import BEFORE_TERM, session_of
from tests.world import ClientFor


@pytest.fixture(autouse=True)
def before_term() -> Iterator[None]:
    with fixed(BEFORE_TERM):
        yield


@pytest.fixture
def head(client_for: ClientFor) -> FlaskClient:
    return client_for("head_counselor")


def one_session(app: Flask, squad: str = "2024-1") -> tuple[int, date, int, int]:
    """Row, day, leader and place of a squad's first session."""
    with app.app_context(), school_scope(1):
        row = session_of(squad)
        return row.id, row.day, row.posts[0].staff_id, row.venue_id


def mark_away(browser: FlaskClient, person: int, day: date, **changes: str) -> object:
    given = {"staff_id": str(person), "first": day.isoformat(), "reason": "leave", **changes}
    return browser.post("/upsets/away/new", data=given, follow_redirects=True)


def version_number(app: Flask) -> int:
    with app.app_context(), school_scope(1):
        version = published_schedule()
        return version.number if version else 0


def leader_of(app: Flask, day: date, squad: str = "2024-1") -> str:
    with app.app_context(), school_scope(1):
        row = session_of(squad)
        assert row.day == day
        return row.posts[0].staff.number


def test_a_quiet_page_says_so(head: FlaskClient) -> None:
    assert "往后的活动都能照常开展" in head.get("/upsets/").text
    assert "往后的活动都有人带" in head.get("/upsets/substitutes").text


def test_away_choose_and_in_force(app: Flask, head: FlaskClient) -> None:
    row, day, leader, _venue = one_session(app)
    before = version_number(app)
    page = mark_away(head, leader, day)
    assert "1 次活动要换人带" in page.text  # type: ignore[attr-defined]

    choosing = head.get("/upsets/substitutes").text
    name = f"post-{row}-0"
    offered = re.findall(rf'name="{name}"[^>]*value="(\w+)"', choosing)
    assert offered and "“少先队辅导员培训合格”当天有效" in choosing and "当月 " in choosing
    counted = head.post("/upsets/substitutes", data={name: offered[0], "do": "count"})
    assert counted.status_code == 200 and version_number(app) == before  # nothing is stored by choosing

    done = head.post("/upsets/substitutes", data={name: offered[0], "do": "force"}, follow_redirects=True)
    assert "往后的活动都能照常开展" in done.text
    assert leader_of(app, day) == offered[0] and version_number(app) > before


def test_two_leaders_swap_though_nobody_is_away(app: Flask, head: FlaskClient) -> None:
    row, day, _leader, _venue = one_session(app)
    was = leader_of(app, day)
    page = head.get(f"/upsets/substitutes?session={row}").text
    (swap,) = re.findall(rf'name="post-{row}-0"[^>]*value="(swap:[\d-]+)"', page)[:1]
    head.post(f"/upsets/substitutes?session={row}", data={f"post-{row}-0": swap, "do": "force"})
    assert leader_of(app, day) != was


def test_one_person_takes_the_whole_day(app: Flask, head: FlaskClient) -> None:
    """Where two posts of a day are open the page offers it, and the button fills both."""
    row, day, leader, _venue = one_session(app)
    with app.app_context(), school_scope(1):
        one = db.session.get_one(TeamSession, row)
        other = session_of("2022-1")
        other.day, other.period = day, 13 - one.period  # lessons 6 and 7
        record(actor_id=None, action="move", entity="team_session")
        db.session.commit()
        people = {leader, other.posts[0].staff_id}
    for person in people:
        mark_away(head, person, day)
    (whole, *_more) = re.findall(r'name="whole" value="([^"]+)"', head.get("/upsets/substitutes").text)
    filled = head.post("/upsets/substitutes", data={"whole": whole}).text
    number = whole.partition("|")[2]
    assert len(re.findall(rf'value="{number}" checked', filled)) == 2


def test_a_refused_choice_keeps_what_was_chosen(app: Flask, head: FlaskClient) -> None:
    row, day, leader, _venue = one_session(app)
    mark_away(head, leader, day)
    name = f"post-{row}-0"
    answer = head.post("/upsets/substitutes", data={name: "T5", "do": "force"})  # T5 has no certificate
    assert answer.status_code == 422 and "alert-danger" in answer.text


def test_what_cannot_be_is_told_at_its_place(app: Flask, head: FlaskClient) -> None:
    _row, day, leader, _venue = one_session(app)
    for changes in ({"first": ""}, {"staff_id": "0"}, {"reason": ""}, {"last": "2020-01-01"}, {"first_period": "3"}):
        answer = mark_away(head, leader, day, **changes)
        assert answer.status_code == 422 and "field-error" in answer.text  # type: ignore[attr-defined]


def test_a_second_editor_is_told(app: Flask, head: FlaskClient) -> None:
    _row, day, leader, _venue = one_session(app)
    mark_away(head, leader, day)
    with app.app_context(), school_scope(1):
        number = db.session.scalars(select(Away.id)).one()
    given = {"first": day.isoformat(), "reason": "duty", "version": "0"}
    assert head.post(f"/upsets/away/{number}", data=given).status_code == 409
    given["version"] = "1"
    assert head.post(f"/upsets/away/{number}", data=given).status_code == 302


def test_who_sees_who_is_away(app: Flask, client_for: ClientFor, head: FlaskClient) -> None:
    """The head counselor, the principal and the person; the audit log says neither who nor why."""
    teacher = client_for("class_teacher")
    with app.app_context(), school_scope(1):
        own = db.session.scalars(select(StaffMember.id).where(StaffMember.number == "T3")).one()
        other = db.session.scalars(select(StaffMember.id).where(StaffMember.number == "T4")).one()
    mark_away(head, other, date(2026, 9, 10))
    mark_away(head, own, date(2026, 9, 9))
    mine = teacher.get("/upsets/mine").text
    assert "9月9日 周三" in mine and "9月10日" not in mine
    assert "9月10日 周四" in client_for("principal").get("/upsets/").text
    for role in ("class_teacher", "counselling_teacher", "office", "community_worker", "administrator"):
        assert client_for(role).get("/upsets/").status_code == 403
    with app.app_context(), school_scope(1):
        ids = {row.staff_id: row.id for row in db.session.scalars(select(Away))}
        details = db.session.scalars(select(AuditEvent.detail).where(AuditEvent.entity == "staff_away")).all()
    assert details == [{}, {}]
    assert teacher.post(f"/upsets/away/{ids[other]}/remove").status_code == 404
    assert teacher.post(f"/upsets/away/{ids[own]}/remove").status_code == 302


def test_a_teacher_says_that_they_cannot_come(app: Flask, client_for: ClientFor, head: FlaskClient) -> None:
    _row, day, _leader, _venue = one_session(app)
    teacher = client_for("class_teacher")
    said = teacher.post("/upsets/mine", data={"first": day.isoformat(), "reason": "course"}, follow_redirects=True)
    assert "外出培训学习" in said.text
    assert teacher.post("/upsets/mine", data={"first": ""}).status_code == 422
    assert "外出培训学习" in head.get("/upsets/").text


def test_a_flooded_place_is_planned_anew_and_compared_before_anybody_accepts(app: Flask, head: FlaskClient) -> None:
    _row, day, _leader, venue = one_session(app)
    given = {"venues": [str(venue)], "first": day.isoformat(), "reason": "weather", "note": "操场积水"}
    page = head.post("/upsets/closed/new", data=given, follow_redirects=True).text
    assert "次活动要改期" in page and "操场积水" in page
    before = version_number(app)

    answer = head.post("/upsets/replan", follow_redirects=True)
    assert "现在什么都没有改动" in answer.text and "要通知的老师" in answer.text
    assert version_number(app) == before
    path = answer.request.path
    done = head.post(f"{path}/accept", follow_redirects=True)
    assert "往后的活动都能照常开展" in done.text and version_number(app) > before
    assert "安排已经变了" in head.get(path).text  # the proposal is used up


def test_a_lost_day_and_a_make_up_day_with_another_timetable(app: Flask, head: FlaskClient) -> None:
    _row, day, _leader, _venue = one_session(app)
    lost = {"kind": "lost", "first": day.isoformat(), "label": "台风停课", "weekday": "1"}
    assert "这一天停课" in head.post("/upsets/day", data=lost, follow_redirects=True).text
    saturday = day + timedelta(days=1)
    makeup = {"kind": "makeup", "first": saturday.isoformat(), "label": "补课", "weekday": "5"}
    assert head.post("/upsets/day", data=makeup).status_code == 302
    assert head.post("/upsets/day", data={**makeup, "first": ""}).status_code == 422
    with app.app_context(), school_scope(1):
        rows = {row.kind: row for row in db.session.scalars(select(CalendarDay))}
        assert rows["makeup"].timetable_weekday == 5 and rows["closed"].day == day

    answer = head.post("/upsets/replan", follow_redirects=True)
    done = head.post(f"{answer.request.path}/accept", follow_redirects=True)
    assert "往后的活动都能照常开展" in done.text
    with app.app_context(), school_scope(1):
        version = published_schedule()
        days = [row.day for row in db.session.scalars(select(TeamSession).where(TeamSession.schedule == version))]
        assert day not in days and saturday in days  # the nearest lesson is that of the make-up day


def test_a_closure_is_changed_and_taken_away(app: Flask, head: FlaskClient) -> None:
    _row, day, _leader, venue = one_session(app)
    given = {"venues": [str(venue)], "first": day.isoformat(), "reason": "repair"}
    head.post("/upsets/closed/new", data=given)
    with app.app_context(), school_scope(1):
        number = db.session.scalars(select(Closure.id)).one()
        everywhere = [str(one) for one in db.session.scalars(select(Venue.id))]
    assert head.get(f"/upsets/closed/{number}").status_code == 200
    assert (
        head.post(f"/upsets/closed/{number}", data={**given, "venues": everywhere, "version": "9"}).status_code == 409
    )
    assert head.post(f"/upsets/closed/{number}", data={**given, "venues": [], "version": "1"}).status_code == 422
    assert head.post(f"/upsets/closed/{number}/remove").status_code == 302
    assert "往后的活动都能照常开展" in head.get("/upsets/").text


def test_what_has_fallen_waits_on_the_first_page(app: Flask, client_for: ClientFor, head: FlaskClient) -> None:
    _row, day, leader, _venue = one_session(app)
    mark_away(head, leader, day)
    assert "1 次活动要换人带" in head.get("/").text
    assert "1 次活动要换人带" in client_for("principal").get("/").text
    assert "要换人带" not in client_for("office").get("/").text
