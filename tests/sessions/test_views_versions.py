"""Calendar, list and versions."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.clock import fixed, today
from careplan.db import db, school_scope
from careplan.plans.models import YearPlan
from careplan.school.models import CalendarDay
from careplan.sessions.compare_load import load_points
from careplan.sessions.desk import session_key
from careplan.sessions.draft_load import load_desk
from careplan.sessions.draft_operations import change_draft, open_draft
from careplan.sessions.draft_queries import open_version
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.sessions.record_operations import mark_held
from careplan.sessions.schedule_queries import key_of, published_schedule, sessions_of
from careplan.sessions.session_queries import unrecorded_before, version_named
from careplan.sessions.views_feed import short_squads
from tests.sessions.schedule import BEFORE_TERM, at_noon, session_of
from tests.world import ClientFor

YEAR = {"start": "2026-09-01", "end": "2027-07-31"}


@pytest.fixture
def draft_id(app: Flask) -> int:
    """A draft that is the schedule in force still."""
    with app.app_context(), school_scope(1), fixed(BEFORE_TERM):
        made = open_draft(actor_id=None).id
        db.session.commit()
        return made


def test_everybody_of_the_school_reads_the_schedule_in_force(client_for: ClientFor) -> None:
    for role in ("principal", "head_counselor", "class_teacher", "office", "community_worker"):
        browser = client_for(role)
        assert browser.get("/sessions/").status_code == 200
        assert "活动act-" in browser.get("/sessions/list?span=year&scope=all").text


def test_a_school_without_a_schedule_is_told_what_to_do(client_for: ClientFor) -> None:
    for path in ("/sessions/", "/sessions/list"):
        assert "还没有发布的活动安排" in client_for("head_counselor", school=2).get(path).text
    assert client_for("head_counselor", school=2).get("/sessions/events").json == []


def test_the_feed_has_the_sessions_and_special_days_of_the_days_asked_for(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        row = session_of("2024-1")
        day, count = row.day.isoformat(), len(db.session.scalars(select(TeamSession)).all())
        db.session.add(CalendarDay(day=row.day, kind="observance", label="感恩日"))
        record(actor_id=None, action="add", entity="calendar_day")
        db.session.commit()
        own = row.id
    browser = client_for("principal")

    year = browser.get("/sessions/events", query_string=YEAR).json
    one_day = browser.get("/sessions/events", query_string={"start": day, "end": day}).json

    assert len(year) == count + 1
    assert {event["title"] for event in one_day if event.get("allDay")} == {"感恩日"}
    (found,) = [event for event in one_day if event["id"] == str(own)]
    assert found["url"] == f"/sessions/{own}" and found["start"].startswith(day) and found["who"] == "三(1)班"


def test_a_calendar_title_of_many_squads_leaves_room_for_the_activity(app: Flask) -> None:
    with app.test_request_context():
        assert short_squads("三(1)班、三(2)班") == "三(1)班、三(2)班"
        assert short_squads("三(1)班、三(2)班、三(3)班") == "三(1)班等3个中队"


def test_a_class_teacher_begins_with_the_own_sessions(client_for: ClientFor) -> None:
    teacher = client_for("class_teacher")

    mine = teacher.get("/sessions/events", query_string=YEAR).json
    everything = teacher.get("/sessions/events", query_string={**YEAR, "scope": "all"}).json

    assert 0 < len(mine) < len(everything)


@pytest.mark.parametrize("name", ["squad", "leader", "venue"])
def test_the_lists_are_narrowed(app: Flask, client_for: ClientFor, name: str) -> None:
    with app.app_context(), school_scope(1):
        row = session_of("2024-1")
        ids = {"squad": row.squads[0].id, "leader": row.posts[0].staff_id, "venue": row.venue_id}
    browser = client_for("principal")
    everything = browser.get("/sessions/events", query_string=YEAR).json

    narrowed = browser.get("/sessions/events", query_string={**YEAR, name: ids[name]}).json

    assert 0 < len(narrowed) < len(everything)
    assert browser.get(f"/sessions/list?{name}=999&span=year").status_code == 200


def test_the_card_of_unrecorded_sessions_opens_exactly_those(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        row = session_of("2024-1")
        day, held = row.day, row.id
        with fixed(at_noon(row.day)):
            mark_held(actor_id=None, team_session=row)
            db.session.commit()
        later = day + timedelta(days=60)
        with fixed(at_noon(later)):
            late = [one.id for one in unrecorded_before(today())]

    with fixed(at_noon(later)):
        page = client_for("head_counselor").get("/sessions/list?scope=all&span=year&show=unrecorded").text

    assert late and held not in late
    assert sorted(map(int, re.findall(r'<th scope="row"><a href="/sessions/(\d+)"', page))) == sorted(late)


@pytest.mark.parametrize("query", ["show=some", "span=century", "day=soon", "squad=x", "scope=theirs"])
def test_a_wrong_address_is_answered_with_words(client_for: ClientFor, query: str) -> None:
    assert client_for("principal").get(f"/sessions/list?{query}").status_code == 400


@pytest.mark.parametrize("span", ["week", "month", "term", "year"])
@pytest.mark.parametrize("day", ["2026-08-15", "2026-12-31", "2027-02-10", "2027-08-01"])
def test_every_stretch_of_the_year_has_its_list(client_for: ClientFor, span: str, day: str) -> None:
    assert client_for("principal").get(f"/sessions/list?span={span}&day={day}").status_code == 200


def test_a_draft_is_read_and_published(app: Flask, client_for: ClientFor, draft_id: int) -> None:
    head, made = client_for("head_counselor"), draft_id

    assert "草稿（" in head.get("/sessions/versions").text
    page = head.get(f"/sessions/versions/{made}").text
    assert "适应新环境" in page and "至少 1，目标 2" in page and "三(2)班" in page
    with fixed(BEFORE_TERM):
        assert head.post(f"/sessions/versions/{made}/publish").status_code == 302

    with app.app_context(), school_scope(1):
        in_force = published_schedule()
        assert in_force and in_force.id == made


def test_a_draft_is_compared_with_the_schedule_in_force(app: Flask, client_for: ClientFor, draft_id: int) -> None:
    """One session drops and another changes its time: the version's page and the comparison say so in one way."""
    head = client_for("head_counselor")
    with app.app_context(), school_scope(1), fixed(BEFORE_TERM):
        made = version_named(draft_id)
        assert made
        desk = load_desk(made)
        gone = desk.sessions[0]
        old = next(one for one in desk.sessions if (one.activity, one.group) != (gone.activity, gone.group))
        late = next(one for one in reversed(desk.problem.slots) if one.id != old.start)
        moved = replace(old, start=late.id)
        change_draft(actor_id=None, version=made, out=(gone, old), into=(moved,), words="改")
        db.session.commit()
        same = len(desk.sessions) - 2

    with fixed(BEFORE_TERM):
        page = head.get(f"/sessions/versions/{draft_id}").text
        compared = head.get(f"/sessions/versions/compare?before=1&after={draft_id}").text

    assert f"不变 {same} 次，新增 0 次，改期 1 次，换人或换场地 0 次，不再安排 1 次" in page
    assert "用这份草稿替换现行的第 1 版" in page and f"/sessions/versions/compare?before=1&amp;after={draft_id}" in page
    assert "改时间 · 1" in compared and "不再安排 · 1" in compared and "新增 · " not in compared
    assert "扣分越少越好" in page
    assert "对比" not in head.get("/sessions/versions/1").text


def test_points_of_two_versions_are_counted_for_the_school_of_today(
    app: Flask, client_for: ClientFor, draft_id: int
) -> None:
    """The figures that the versions keep are of other days: two like schedules have like points."""
    with app.app_context(), school_scope(1), fixed(BEFORE_TERM):
        made, in_force = version_named(draft_id), published_schedule()
        assert made and in_force
        made.objective, in_force.objective = 7777, 3333
        record(actor_id=None, action="edit", entity="schedule_version")
        db.session.commit()
        points = load_points(in_force, made)

    with fixed(BEFORE_TERM):
        page = client_for("head_counselor").get(f"/sessions/versions/compare?before=1&after={draft_id}").text

    assert points.before == points.after != 3333
    assert f"之前：{points.before}" in page and "7777" not in page and "3333" not in page


def test_published_versions_count_without_holes(app: Flask, client_for: ClientFor, draft_id: int) -> None:
    """A draft that is put aside takes no number from those that people see."""
    head = client_for("head_counselor")
    with fixed(BEFORE_TERM):
        head.post(f"/sessions/versions/{draft_id}/discard")
        head.post("/sessions/draft/open")
        with app.app_context(), school_scope(1):
            opened = open_version()
            assert opened and opened.number == 3
            third = opened.id
        head.post(f"/sessions/versions/{third}/publish")
        page = head.get("/sessions/versions").text

    assert "第 2 版" in page and "第 3 版" not in page and "草稿（" in page


def test_an_old_address_of_a_session_leads_to_the_session_as_it_stands(
    app: Flask, client_for: ClientFor, draft_id: int
) -> None:
    with app.app_context(), school_scope(1), fixed(BEFORE_TERM):
        in_force, made = published_schedule(), version_named(draft_id)
        assert made and in_force
        old = {key_of(row): row.id for row in sessions_of(in_force)}
        desk = load_desk(made)
        gone, moved = desk.sessions[0], replace(desk.sessions[1], start=desk.problem.slots[-1].id)
        keys = [session_key(desk.judge, one) for one in (gone, desk.sessions[1], moved)]
        change_draft(actor_id=None, version=made, out=desk.sessions[:2], into=(moved,), words="改")
        db.session.commit()
        new = {key_of(row): row.id for row in sessions_of(made)}
    teacher, head = client_for("class_teacher"), client_for("head_counselor")
    former, dropped, now = old[keys[1]], old[keys[0]], new[keys[2]]

    with fixed(BEFORE_TERM):
        client_for("principal").post(f"/sessions/draft/{draft_id}/exception", data={"reason": "试"})
        assert head.post(f"/sessions/versions/{draft_id}/publish").status_code == 302

        assert teacher.get(f"/sessions/{former}").location == f"/sessions/{now}"
        assert (
            "去看这次活动现在的安排" in (shown := head.get(f"/sessions/{former}").text) and f"/sessions/{now}" in shown
        )
        assert "/sessions/list" in teacher.get(f"/sessions/{dropped}").location
        assert "现行安排里已没有这次活动" in head.get(f"/sessions/{dropped}").text


def test_a_draft_is_seen_by_those_who_make_it_only(client_for: ClientFor, draft_id: int) -> None:
    url = f"/sessions/versions/{draft_id}"
    assert client_for("principal").get(url).status_code == 200
    assert client_for("class_teacher").get(url).status_code == 404
    assert client_for("class_teacher").get(f"/sessions/?version={draft_id}").status_code == 404
    assert client_for("head_counselor").get(f"/sessions/?version={draft_id}").status_code == 200
    assert client_for("class_teacher").post(f"{url}/publish").status_code == 403


def test_publishing_is_refused_with_words_when_the_plan_is_not_approved(
    app: Flask, client_for: ClientFor, draft_id: int
) -> None:
    with app.app_context(), school_scope(1):
        db.session.scalars(select(YearPlan)).one().state = "returned"
        record(actor_id=None, action="edit", entity="plan")
        db.session.commit()

    answer = client_for("head_counselor").post(f"/sessions/versions/{draft_id}/publish")

    assert (answer.status_code, "须经校长批准" in answer.text) == (409, True)


def test_a_draft_is_put_aside(app: Flask, client_for: ClientFor, draft_id: int) -> None:
    client_for("head_counselor").post(f"/sessions/versions/{draft_id}/discard")

    with app.app_context(), school_scope(1):
        found = db.session.scalars(select(ScheduleVersion).where(ScheduleVersion.id == draft_id)).one()
        assert found.state == "discarded"


def test_people_see_their_own_load_and_those_who_lead_the_school_the_pattern(client_for: ClientFor) -> None:
    page = {role: client_for(role).get("/sessions/versions/1").text for role in ("principal", "class_teacher")}

    loads = {role: text.partition('class="table loads"')[2].partition("</table>")[0] for role, text in page.items()}
    rows = {role: table.count('<th scope="row">') for role, table in loads.items()}
    assert rows["principal"] > 1
    assert rows["class_teacher"] <= 1  # the own one, where the solver gave this teacher something to lead


def test_an_unknown_length_of_search_is_refused(client_for: ClientFor) -> None:
    assert client_for("head_counselor").post("/sessions/versions/make", data={"seconds": "7"}).status_code == 422


def test_the_pages_are_there_in_english(client_for: ClientFor) -> None:
    browser = client_for("principal")
    browser.post("/accounts/language", data={"language": "en", "back": "/"})
    for path in ("/sessions/", "/sessions/list?span=year", "/sessions/versions", "/sessions/versions/1"):
        answer = browser.get(path)
        assert (answer.status_code, "Schedule versions" in answer.text) == (200, True), path
