"""Making, publishing and making anew."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from careplan.clock import fixed
from careplan.db import db
from careplan.errors import Refused
from careplan.scheduling.problem import Problem
from careplan.scheduling.solution import Solution
from careplan.sessions import schedule_operations
from careplan.sessions.load import dated_sessions
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.sessions.publish_operations import discard_schedule
from careplan.sessions.record_operations import cancel_session, mark_held, set_notes
from careplan.sessions.record_queries import find_session
from careplan.sessions.schedule_operations import NoSchedule
from careplan.sessions.schedule_queries import key_of, published_schedule, sessions_of, stored_problem
from tests.sessions.schedule import (
    BEFORE_TERM,
    TRAINED_UNTIL,
    UNTRAINED,
    at_noon,
    draft,
    publish,
    session_of,
    the_plan,
)

pytestmark = pytest.mark.usefixtures("in_school_1")


def in_force() -> ScheduleVersion:
    found = published_schedule()
    assert found
    return found


@pytest.mark.plan("S48")
def test_nobody_leads_without_a_qualification_valid_on_the_day() -> None:
    with fixed(BEFORE_TERM):
        version = draft()

    posts = [(post.staff.number, row.day) for row in sessions_of(version) for post in row.posts]
    assert posts
    assert UNTRAINED not in {person for person, _ in posts}
    assert all(day <= TRAINED_UNTIL[person] for person, day in posts if person in TRAINED_UNTIL)


@pytest.mark.plan("S16", "S44")
def test_every_session_lies_in_a_lesson_kept_for_its_squads() -> None:
    for row in sessions_of(in_force()):
        for squad in row.squads:
            assert (row.day.isoweekday(), row.period) in {(one.weekday, one.period) for one in squad.lessons}


def test_a_draft_is_stored_with_its_score_and_bound_and_the_sessions_it_was_judged_by() -> None:
    with fixed(BEFORE_TERM):
        version = draft()

    assert (version.state, version.number) == ("draft", 2)
    assert version.bound is not None and version.objective is not None and version.bound <= version.objective
    assert len(dated_sessions(version)) == len(sessions_of(version)) > 0
    assert {squad.id for squad in stored_problem(version).squads} == {f"{2027 - g}-1" for g in range(1, 7)} | {"2024-2"}


def test_a_plan_that_nothing_can_meet_is_refused_with_the_rules_that_clash() -> None:
    plan = the_plan()
    plan.term_minimum = plan.term_maximum = 5
    from careplan.audit.operations import record

    record(actor_id=None, action="edit", entity="plan")
    db.session.commit()

    with fixed(BEFORE_TERM), pytest.raises(NoSchedule) as refused:
        draft(seconds=20)

    assert any(rule.startswith("rules.sessions_per_term") for rule in refused.value.conflict)


@pytest.mark.plan("S42")
def test_a_schedule_is_not_published_before_its_plan_is_approved() -> None:
    with fixed(BEFORE_TERM):
        version = draft()
        the_plan().state = "returned"

        with pytest.raises(Refused):
            publish(version)

    assert version.state == "draft"


def test_only_a_draft_is_published_or_put_aside() -> None:
    with pytest.raises(Refused):
        publish(in_force())
    with pytest.raises(Refused):
        discard_schedule(actor_id=None, version=in_force())


def test_a_draft_put_aside_stays_in_the_list() -> None:
    with fixed(BEFORE_TERM):
        version = draft()
    discard_schedule(actor_id=None, version=version)

    assert version.state == "discarded"


def test_the_search_is_told_what_was_held_and_cannot_be_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    held_one = session_of("2024-1")
    with fixed(at_noon(held_one.day)):
        mark_held(actor_id=None, team_session=held_one)
    db.session.commit()
    told: dict[str, Any] = {}

    def nothing(problem: Problem, **given: Any) -> Solution:
        told.update(given, problem=problem)
        return Solution(problem.name, "unknown")

    monkeypatch.setattr(schedule_operations, "solve", nothing)
    with fixed(at_noon(held_one.day + timedelta(days=30))), pytest.raises(NoSchedule):
        draft()

    asked = told["problem"].requests
    assert asked and told["standing"] == {f"requests[{i}]" for i in range(len(asked))}


@pytest.mark.plan("S12")
def test_what_was_held_and_every_day_that_is_over_stays_when_the_schedule_is_made_anew() -> None:
    first = in_force()
    held_one = session_of("2024-1")
    held_id, when = held_one.id, held_one.day + timedelta(days=30)
    with fixed(at_noon(held_one.day)):
        mark_held(actor_id=None, team_session=held_one)
    db.session.commit()
    over = {key_of(row) for row in sessions_of(first) if row.day < when}

    with fixed(at_noon(when)):
        version = draft()
        publish(version)

    assert (first.state, version.state) == ("superseded", "published")
    again = find_session(held_id)
    assert again and (again.schedule_id, again.state) == (version.id, "held")
    now_there = [key_of(row) for row in sessions_of(version)]
    assert over <= set(now_there)
    assert len(now_there) == len(set(now_there))
    assert {key for key in now_there if key[0] < when} == over


def test_a_cancelled_session_keeps_its_record_and_its_activity_is_planned_again() -> None:
    row = session_of("2024-1")
    gone, key = row.id, key_of(row)
    with fixed(at_noon(row.day - timedelta(days=1))):
        cancel_session(actor_id=None, team_session=row, reason="大风")
        db.session.commit()
        version = draft()
        publish(version)

    again = find_session(gone)
    assert again and (again.schedule_id, again.state, again.reason) == (version.id, "cancelled", "大风")
    planned = [key_of(one) for one in sessions_of(version) if one.state == "planned" and key_of(one)[3] == key[3]]
    assert planned and key[:2] not in {one[:2] for one in planned}


def test_a_draft_that_plans_what_was_cancelled_since_is_refused() -> None:
    with fixed(BEFORE_TERM):
        version = draft()
        twin = next(
            row for row in sessions_of(version) if key_of(row) in {key_of(one) for one in sessions_of(in_force())}
        )
        row = next(one for one in sessions_of(in_force()) if key_of(one) == key_of(twin))
        cancel_session(actor_id=None, team_session=row, reason="大风")
        db.session.commit()

        with pytest.raises(Refused):
            publish(version)


def test_notes_on_a_coming_session_move_to_its_place_in_the_new_schedule() -> None:
    last = sessions_of(in_force())[-1]
    key = key_of(last)
    with fixed(BEFORE_TERM):
        set_notes(actor_id=None, team_session=last, notes="带绳子", parents_came=None)
        db.session.commit()
        version = draft()
        publish(version)

    heirs = [row.notes for row in sessions_of(version) if key_of(row)[2:] == key[2:]]
    assert heirs in ([], ["带绳子"])
    if not heirs:
        assert db.session.scalars(select(TeamSession.notes).where(TeamSession.id == last.id)).one() == "带绳子"
