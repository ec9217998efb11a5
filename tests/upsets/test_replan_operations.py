"""Planning the fallen sessions anew where history does not fit the school any more, and where nothing is possible."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.school.models import StaffBusy, StaffMember, Venue
from careplan.school.stretch import Stretch
from careplan.sessions.models import TeamSession
from careplan.sessions.record_operations import mark_held
from careplan.sessions.schedule_queries import published_schedule, sessions_of
from careplan.upsets.mark_operations import close_places
from careplan.upsets.replan_operations import NoProposal, replan
from tests.sessions.schedule import BEFORE_TERM, at_noon
from tests.world import ClientFor

TERMS = ((date(2026, 8, 25), date(2027, 2, 10)), (date(2027, 2, 11), date(2027, 7, 31)))


def in_force() -> list[TeamSession]:
    version = published_schedule()
    assert version
    return sessions_of(version)


def close(venues: list[Venue], first: date, last: date) -> None:
    close_places(actor_id=None, venues=venues, stretch=Stretch(first, last), reason="weather")
    db.session.commit()


def close_everything() -> None:
    for first, last in TERMS:
        close(list(db.session.scalars(select(Venue))), first, last)


@pytest.mark.usefixtures("in_school_1")
def test_a_session_that_was_held_in_a_lesson_taken_since_does_not_keep_a_flood_from_being_planned() -> None:
    """It is history: its squad has had it, though its leader teaches then now and it cannot be asked for again."""
    old = min((row for row in in_force() if len(row.squads) == 1), key=lambda row: row.day)
    ahead = next(row for row in in_force() if len(row.squads) == 1 and row.day > old.day and row.squads != old.squads)
    with fixed(at_noon(old.day)):
        mark_held(actor_id=None, team_session=old)
        leader = db.session.get_one(StaffMember, old.posts[0].staff_id)
        leader.busy = [*leader.busy, StaffBusy(weekday=old.day.isoweekday(), period=old.period)]
        record(actor_id=None, action="edit", entity="staff_member", entity_id=leader.id)
        close([ahead.venue], ahead.day, ahead.day)

        found = replan(seconds=3.0, stop=lambda: False)

    assert [move.before.group for move in found.moves if move.before]  # what is flooded moves
    assert old.state == "held"


@pytest.mark.usefixtures("in_school_1")
def test_where_every_place_is_closed_the_rule_is_named() -> None:
    with fixed(BEFORE_TERM):
        close_everything()
        with pytest.raises(NoProposal) as refused:
            replan(seconds=1.0, stop=lambda: False)
    assert refused.value.why and all("场地" in one["zh"] and "place" in one["en"] for one in refused.value.why)


def test_the_page_says_what_stands_in_the_way_and_what_to_do(app: Flask, client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    with fixed(BEFORE_TERM):
        with app.app_context(), school_scope(1):
            close_everything()
        answer = head.post("/upsets/replan", follow_redirects=True)
        assert "排不进去" in answer.text and "没有合适的场地" in answer.text and "取消" in answer.text
        assert head.post(f"{answer.request.path}/accept").status_code == 404
