"""What the calendar reads: sessions in rows, the rows themselves, the year strip; and who may change what there."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from careplan.audit.operations import record
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.school.models import Squad, Venue
from careplan.school.queries import current_year
from careplan.sessions.board_queries import lessons_of_day, rows_of, strip_of
from careplan.sessions.draft_load import load_desk
from careplan.sessions.draft_operations import change_draft, open_draft
from careplan.sessions.models import TeamSession
from careplan.sessions.record_operations import mark_held
from careplan.sessions.schedule_queries import published_schedule
from tests.sessions.schedule import BEFORE_TERM, UNTRAINED, at_noon, draft, session_of
from tests.world import ClientFor

YEAR = {"start": "2026-09-01", "end": "2027-07-31"}
EVERYBODY = ("principal", "head_counselor", "class_teacher", "counselling_teacher", "office", "community_worker")


@pytest.fixture
def draft_id(app: Flask) -> int:
    with app.app_context(), school_scope(1):
        return draft().id


@pytest.mark.parametrize("kind", ["squad", "leader", "venue"])
def test_a_session_stands_in_the_rows_of_its_squads_leader_or_place(
    app: Flask, client_for: ClientFor, kind: str
) -> None:
    with app.app_context(), school_scope(1):
        row = session_of("2024-1")
        own = {"squad": row.squads[0].id, "leader": row.posts[0].staff_id, "venue": row.venue_id}[kind]
        wanted = str(row.id)
    browser = client_for("office")

    events = browser.get("/sessions/events", query_string={**YEAR, "rows": kind, "scope": "all"}).json
    rows = browser.get(f"/sessions/rows?rows={kind}").json

    assert next(event["rows"] for event in events if event["id"] == wanted) == [own]
    used = {one for event in events for one in event.get("rows", ())}
    assert used <= {row["id"] for row in rows}


def test_without_rows_a_session_names_none(client_for: ClientFor) -> None:
    browser = client_for("office")
    assert {len(event.get("rows", ())) for event in browser.get("/sessions/events", query_string=YEAR).json} == {0}
    assert browser.get("/sessions/rows").json == []
    assert browser.get("/sessions/rows?rows=children").status_code == 400


def test_a_draft_has_rows_for_those_who_have_nothing_yet(app: Flask, draft_id: int) -> None:
    with app.app_context(), school_scope(1):
        year, in_force = current_year(), published_schedule()
        assert year and in_force
        version = db.session.get_one(type(in_force), draft_id)
        db.session.add(Venue(name="新教室", kind="classroom", capacity=50))
        record(actor_id=None, action="add", entity="venue")
        db.session.commit()
        squads = db.session.scalar(select(func.count(Squad.id)))

        assert "新教室" in {row.title for row in rows_of(version, "venue", year)}
        assert "新教室" not in {row.title for row in rows_of(in_force, "venue", year)}
        assert len(rows_of(version, "squad", year)) == squads
        assert f"教师{UNTRAINED[1:]}1" not in {row.title for row in rows_of(version, "leader", year)}


def test_a_squads_row_of_a_draft_names_its_weekly_lessons(client_for: ClientFor, draft_id: int) -> None:
    head = client_for("head_counselor")
    assert {str(row["lessons"]) for row in head.get(f"/sessions/rows?rows=squad&version={draft_id}").json} == {
        "[[5, 6], [5, 7]]"
    }
    assert head.get(f"/sessions/rows?rows=venue&version={draft_id}").json[0]["lessons"] == []


def test_the_strip_counts_the_sessions_of_the_version(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        year, in_force = current_year(), published_schedule()
        assert year and in_force
        counted = sum(week.sessions for week in strip_of(in_force, year))
        day = session_of("2024-1").day
        assert counted == db.session.scalar(select(func.count(TeamSession.id))) > 0
        assert lessons_of_day(in_force) == (6, 7)

    page = client_for("class_teacher").get("/sessions/").text
    alone = client_for("class_teacher").get("/sessions/strip").text

    shown = re.findall(r'data-strip-day="([\d-]+)"', page)
    assert shown == re.findall(r'data-strip-day="([\d-]+)"', alone) == sorted(shown)
    assert max(one for one in shown if one <= day.isoformat()) in shown


@pytest.mark.parametrize("role", EVERYBODY)
def test_the_schedule_in_force_is_there_to_read_only(client_for: ClientFor, role: str) -> None:
    page = client_for(role).get("/sessions/?rows=squad&view=week").text
    assert "data-calendar" in page and "data-draft-url" not in page and "data-board-undo" not in page


def test_only_the_head_counselor_changes_a_draft_here(client_for: ClientFor, draft_id: int) -> None:
    address = f"/sessions/?version={draft_id}"
    assert f'data-draft-url="/sessions/draft/{draft_id}"' in client_for("head_counselor").get(address).text
    assert "data-draft-url" not in client_for("principal").get(address).text
    for role in ("class_teacher", "office"):
        for path in ("", "rows", "strip", "events"):
            assert client_for(role).get(f"/sessions/{path}?version={draft_id}").status_code == 404


def test_another_school_sees_nothing_of_it(client_for: ClientFor, draft_id: int) -> None:
    other = client_for("head_counselor", school=2)
    assert other.get("/sessions/rows?rows=squad").json == []
    assert other.get("/sessions/strip").status_code == 404
    assert other.get(f"/sessions/rows?rows=squad&version={draft_id}").status_code == 404


@pytest.mark.parametrize("query", ["rows=children", "view=century", "day=soon", "version=x"])
def test_a_wrong_address_is_answered_with_words(client_for: ClientFor, query: str) -> None:
    assert client_for("principal").get(f"/sessions/?{query}").status_code == 400


def test_changing_the_schedule_opens_the_one_draft_on_the_calendar(client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    assert "修改安排" in head.get("/sessions/").text

    first = head.post("/sessions/board").location
    again = head.post("/sessions/board").location

    assert first == again and "data-board-undo" in head.get(first).text
    assert "继续修改草稿" in head.get("/sessions/").text
    assert "查看草稿" in client_for("principal").get("/sessions/").text
    assert client_for("class_teacher").post("/sessions/board").status_code == 403


def test_a_draft_shows_what_was_held_as_held(app: Flask, client_for: ClientFor) -> None:
    """Its rows have no records of their own: those of the schedule in force are shown, and nothing waits for one."""
    with app.app_context(), school_scope(1):
        row = session_of("2024-2")
        with fixed(at_noon(row.day)):
            mark_held(actor_id=None, team_session=row)
            made = open_draft(actor_id=None).id
        db.session.commit()
        day = row.day
    with fixed(at_noon(day + timedelta(days=200))):
        shown = client_for("head_counselor").get("/sessions/events", query_string={**YEAR, "version": made}).json
    assert shown
    there = [one for one in shown if "session" in one["className"] and one["start"].startswith(day.isoformat())]
    assert any("is-held" in one["className"] for one in there)


def test_what_only_a_draft_has_waits_for_no_record(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1), fixed(BEFORE_TERM):
        made = open_draft(actor_id=None)
        draft_id, desk = made.id, load_desk(made)
        old = desk.sessions[0]
        early = next(one for one in desk.problem.slots if one.id not in {other.start for other in desk.sessions})
        change_draft(actor_id=None, version=made, out=(old,), into=(replace(old, start=early.id),), words="改")
        db.session.commit()
    with fixed(at_noon(early.date + timedelta(days=1))):
        shown = client_for("head_counselor").get("/sessions/events", query_string={**YEAR, "version": draft_id}).json
    there = [one for one in shown if "session" in one["className"] and one["start"].startswith(early.date.isoformat())]
    assert there and not any("is-waiting" in one["className"] for one in there)
