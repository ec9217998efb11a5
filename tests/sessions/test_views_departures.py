"""Recording on the pages that a session was not held as planned."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.school.models import Squad, StaffMember, Venue
from careplan.sessions.models import TeamSession
from tests.sessions.schedule import at_noon, session_of
from tests.world import ClientFor


@pytest.fixture
def own(app: Flask) -> TeamSession:
    """The class teacher's own session; only plain columns are read of it."""
    with app.app_context(), school_scope(1):
        row = session_of("2024-1")
        db.session.expunge_all()
        return row


def ground(app: Flask) -> str:
    with app.app_context(), school_scope(1):
        return str(db.session.scalars(select(Venue.id).where(Venue.name == "操场")).one())


def stored(app: Flask, number: int) -> tuple[str, str | None]:
    with app.app_context(), school_scope(1):
        row = db.session.get_one(TeamSession, number)
        return row.state, row.departure.kind if row.departure else None


def test_held_at_another_time(app: Flask, client_for: ClientFor, own: TeamSession) -> None:
    path = f"/sessions/{own.id}/otherwise"
    given = {"do": "moved", "day": own.day.isoformat(), "period": "3", "venue_id": ground(app), "reason": "停电"}
    with fixed(at_noon(own.day)):
        teacher = client_for("class_teacher")
        assert path in teacher.get(f"/sessions/{own.id}").text and teacher.get(path).status_code == 200
        assert teacher.post(path, data={**given, "reason": ""}).status_code == 422
        late = {**given, "day": (own.day + timedelta(days=1)).isoformat()}
        refused = teacher.post(path, data=late)
        assert refused.status_code == 422 and "到了当天才能登记" in refused.text and "停电" in refused.text
        page = teacher.post(path, data=given, follow_redirects=True).text
    assert "改了时间或场地开展" in page and "停电" in page
    assert stored(app, own.id) == ("held", "moved")


def test_merged_with_another_and_taken_back(app: Flask, client_for: ClientFor, own: TeamSession) -> None:
    with app.app_context(), school_scope(1):
        other = session_of("2024-2")
        other.day = own.day
        record(actor_id=None, action="move", entity="team_session")
        db.session.commit()
        other_id = other.id
    path = f"/sessions/{own.id}/otherwise"
    with fixed(at_noon(own.day)):
        teacher = client_for("class_teacher")
        assert teacher.post(path, data={"do": "merged", "into_id": "0", "reason": "请假"}).status_code == 422
        given = {"do": "merged", "into_id": str(other_id), "reason": "请假"}
        answer = teacher.post(path, data=given, follow_redirects=True)
        assert "与另一次活动合并开展" in answer.text
        assert stored(app, own.id) == ("cancelled", "merged")
        back = teacher.post(f"/sessions/{own.id}/take-back", follow_redirects=True)
        assert "恢复原来的安排" in back.text and stored(app, own.id) == ("planned", None)


def test_where_no_session_is_near_the_page_says_so_in_place_of_an_empty_list(
    app: Flask, client_for: ClientFor, own: TeamSession
) -> None:
    with app.app_context(), school_scope(1):
        for row in db.session.scalars(select(TeamSession).where(TeamSession.id != own.id)):
            row.day = own.day + timedelta(days=100)
        record(actor_id=None, action="move", entity="team_session")
        db.session.commit()
    with fixed(at_noon(own.day)):
        page = client_for("class_teacher").get(f"/sessions/{own.id}/otherwise").text
    assert "前后几天没有已经开始、可以并入的活动" in page and 'name="into_id"' not in page


def test_held_though_not_planned_by_a_teacher_for_the_own_squads(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        day = session_of("2024-1").day
        squads = {one.number: one.id for one in db.session.scalars(select(Squad).where(Squad.entry_year == 2024))}
        leader = db.session.scalars(select(StaffMember.id).where(StaffMember.number == "T3")).one()
    with fixed(at_noon(day)):
        teacher = client_for("class_teacher")
        page = teacher.get("/sessions/unplanned").text
        assert "三(1)班" in page and "三(2)班" not in page
        number = page.split('name="activity_id"')[1].split('value="')[2].split('"')[0]
        given = {
            "activity_id": number,
            "squad_ids": [str(squads[1])],
            "staff_id": str(leader),
            "day": day.isoformat(),
            "period": "2",
            "venue_id": ground(app),
            "reason": "家长开放日",
        }
        assert teacher.post("/sessions/unplanned", data={**given, "squad_ids": [str(squads[2])]}).status_code == 422
        made = teacher.post("/sessions/unplanned", data=given, follow_redirects=True)
        assert "不在安排里，临时开展的" in made.text and "家长开放日" in made.text
        assert teacher.post("/sessions/unplanned", data=given).status_code == 422  # the squad is there already
        row = int(made.request.path.rsplit("/", 1)[1])
        gone = teacher.post(f"/sessions/{row}/take-back", follow_redirects=True)
        assert "不再登记" in gone.text


def test_somebody_elses_session_is_not_recorded(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        other = session_of("2026-1")
        other.posts[0].staff = db.session.scalars(select(StaffMember).where(StaffMember.number == "T1")).one()
        record(actor_id=None, action="give", entity="team_session")
        db.session.commit()
        number = other.id
    assert client_for("class_teacher").get(f"/sessions/{number}/otherwise").status_code == 403
    assert client_for("class_teacher").post(f"/sessions/{number}/take-back").status_code == 403
