"""A lecture for a whole grade by a guest, outside the school: each squad's roll is called by those who know it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.activities.models import Activity
from careplan.audit.operations import record
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.school.models import Squad, StaffMember, Venue
from careplan.sessions.models import SessionPost, TeamSession
from careplan.sessions.record_operations import record_attendance
from careplan.sessions.record_queries import find_session, roll_of, tallies_of
from careplan.sessions.roll import Entry, Tally
from careplan.sessions.schedule_queries import published_schedule
from tests.sessions.schedule import at_noon
from tests.world import ClientFor

DAY = date(2026, 10, 16)


@pytest.fixture
def lecture(app: Flask) -> Iterator[tuple[int, int, int]]:
    """The session's id and those of its squads 三(1), 三(2)."""
    with app.app_context(), school_scope(1):
        version = published_schedule()
        assert version
        guest = StaffMember(number="G1", name="外来专家", kind="expert")
        hall = Venue(name="青少年宫", kind="base", capacity=300, off_campus=True)
        squads = list(db.session.scalars(select(Squad).where(Squad.entry_year == 2024).order_by(Squad.number)))
        talk = db.session.scalars(select(Activity).where(Activity.slug == "talk")).one()
        made = TeamSession(activity=talk, venue=hall, day=DAY, period=6, lessons=1, week=7, term=1, squads=squads)
        made.schedule_id = version.id
        made.posts = [SessionPost(staff=guest, position=0, role="expert")]
        db.session.add(made)
        record(actor_id=None, action="add", entity="team_session")
        db.session.commit()
        ids = made.id, squads[0].id, squads[1].id
    with fixed(at_noon(DAY)):
        yield ids


def call(session_id: int, squad_id: int, *states: str) -> None:
    found = find_session(session_id)
    assert found
    lines = roll_of(found, squad_id)
    entries = {line.child_id: Entry(state) for line, state in zip(lines, states, strict=True)}
    record_attendance(actor_id=None, team_session=found, squad_id=squad_id, entries=entries)
    db.session.commit()


@pytest.mark.plan("S6")
def test_each_squad_has_its_own_roll_and_the_session_their_sum(app: Flask, lecture: tuple[int, int, int]) -> None:
    session_id, first, second = lecture
    with app.app_context(), school_scope(1):
        call(session_id, first, "present", "absent", "present")
        found = find_session(session_id)
        assert found
        tallies = tallies_of([found])[session_id]

        assert tallies == {first: Tally(3, present=2, absent=1, recorded=True), second: Tally(3)}
        assert sum(tallies.values(), Tally(0)).expected == 6


@pytest.mark.plan("S21", "S31")
def test_the_page_says_that_a_guest_speaks_and_that_it_is_outside(
    client_for: ClientFor, lecture: tuple[int, int, int]
) -> None:
    page = client_for("head_counselor").get(f"/sessions/{lecture[0]}").text

    assert "外来专家" in page and "外聘" in page and "校外" in page
    assert "三(1)班" in page and "三(2)班" in page


def test_a_class_teacher_calls_the_own_squads_roll_only(client_for: ClientFor, lecture: tuple[int, int, int]) -> None:
    session_id, first, second = lecture
    teacher = client_for("class_teacher")
    page = teacher.get(f"/sessions/{session_id}").text

    assert f"/sessions/{session_id}/attendance/{first}" in page
    assert f"/sessions/{session_id}/attendance/{second}" not in page
    assert teacher.get(f"/sessions/{session_id}/attendance/{second}").status_code == 404
    assert f"/sessions/{session_id}/attendance/{second}" in client_for("office").get(f"/sessions/{session_id}").text


def test_two_squads_rolls_do_not_get_in_each_others_way(
    app: Flask, client_for: ClientFor, lecture: tuple[int, int, int]
) -> None:
    session_id, first, second = lecture
    office = client_for("office")
    html = office.get(f"/sessions/{session_id}/attendance/{second}").text
    with app.app_context(), school_scope(1):
        call(session_id, first, "present", "present", "present")

    from tests.sessions.test_views_record import entries

    answer = office.post(f"/sessions/{session_id}/attendance/{second}", data=entries(html))
    assert answer.status_code == 302
