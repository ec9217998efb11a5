"""One draft at a time, changed step by step, each of which can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from careplan.clock import fixed
from careplan.db import db
from careplan.errors import Refused
from careplan.scheduling.solution import Session
from careplan.sessions.draft_load import load_desk
from careplan.sessions.draft_operations import Blocked, change_draft, open_draft, redo, undo
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.publish_operations import publish_schedule
from careplan.sessions.record_operations import mark_held
from careplan.sessions.schedule_queries import key_of, published_schedule, sessions_of, stored_solution
from tests.sessions.schedule import BEFORE_TERM, at_noon, draft, session_of

pytestmark = pytest.mark.usefixtures("in_school_1")


def opened() -> ScheduleVersion:
    with fixed(BEFORE_TERM):
        version = open_draft(actor_id=None)
    db.session.commit()
    return version


def free_start(version: ScheduleVersion, session: Session) -> str:
    """A lesson in which the squads, the place and the people of a session are free, without a second in its week."""
    desk = load_desk(version)
    index = desk.judge.index
    for slot in reversed(desk.problem.slots):
        rest = [one for one in desk.sessions if one != session]
        moved = replace(session, start=slot.id)
        if slot.id != session.start and not {f.code for f in desk.judge([*rest, moved]).faults} & {
            *("window", "squad_clash", "staff_clash", "venue_clash", "skills", "rules.sessions_per_week")
        }:
            assert index.slots[slot.id].term
            return slot.id
    raise AssertionError


def keys(version: ScheduleVersion) -> set[object]:
    return {key_of(row) for row in sessions_of(version)}


def test_a_draft_begins_as_a_copy_of_the_schedule_in_force() -> None:
    version = opened()
    in_force = published_schedule()

    assert in_force and version.state == "draft" and keys(version) == keys(in_force)
    assert None not in load_desk(version).rows


def test_there_is_one_draft_at_a_time() -> None:
    version = opened()

    assert opened() is version
    with fixed(BEFORE_TERM), pytest.raises(Refused):
        draft()


def test_making_a_schedule_anew_replaces_the_draft_when_that_is_said() -> None:
    version = opened()
    with fixed(BEFORE_TERM):
        made = draft(replace=True)

    assert (version.state, made.state) == ("discarded", "draft")


def test_a_session_moves_keeps_its_row_and_moves_back() -> None:
    version = opened()
    desk = load_desk(version)
    one, row = desk.sessions[0], desk.rows[0]
    moved = replace(one, start=free_start(version, one))
    before = keys(version)
    with fixed(BEFORE_TERM):
        brings = change_draft(actor_id=None, version=version, out=(one,), into=(moved,), words="改时间")
        assert all(finding.severity != "placing" for finding in brings)
        after = keys(version)
        assert load_desk(version).session_of(row or 0) == moved
        step = undo(actor_id=None, version=version)
        assert step.words == "改时间" and keys(version) == before
        redo(actor_id=None, version=version)

    assert keys(version) == after != before
    assert version.edits == 3


def test_the_stored_score_is_the_judges() -> None:
    version = opened()
    one = load_desk(version).sessions[0]
    with fixed(BEFORE_TERM):
        change_draft(actor_id=None, version=version, out=(one,), into=(), words="取消")

    db.session.expire_all()
    desk = load_desk(version)
    assert version.objective == desk.verdict.objective == stored_solution(version).objective
    assert len(sessions_of(version)) == len(desk.sessions) == len(stored_solution(version).sessions)


def test_a_new_step_ends_what_could_be_done_again() -> None:
    version = opened()
    one, other = load_desk(version).sessions[:2]
    with fixed(BEFORE_TERM):
        change_draft(actor_id=None, version=version, out=(one,), into=(), words="一")
        undo(actor_id=None, version=version)
        change_draft(actor_id=None, version=version, out=(other,), into=(), words="二")
        with pytest.raises(Refused):
            redo(actor_id=None, version=version)
        undo(actor_id=None, version=version)
        with pytest.raises(Refused):
            undo(actor_id=None, version=version)


def test_what_cannot_stand_is_refused_with_its_findings_and_nothing_is_changed() -> None:
    version = opened()
    one, before = load_desk(version).sessions[0], keys(version)
    with fixed(BEFORE_TERM), pytest.raises(Blocked) as refused:
        change_draft(actor_id=None, version=version, out=(one,), into=(one, one), words="两次")

    assert "squad_clash" in {finding.reference for finding in refused.value.findings}
    assert keys(version) == before and version.edits == 0


def test_what_was_held_and_days_that_are_over_stay() -> None:
    row = session_of("2024-1")
    with fixed(at_noon(row.day)):
        mark_held(actor_id=None, team_session=row)
        db.session.commit()
        version = open_draft(actor_id=None)
        desk = load_desk(version)
        twin = next(one for one in sessions_of(version) if key_of(one) == key_of(row))
        session = desk.session_of(twin.id)
        assert session
        with pytest.raises(Refused, match="已经开展"):
            change_draft(actor_id=None, version=version, out=(session,), into=(), words="取消")
    with fixed(at_noon(row.day + timedelta(days=1))), pytest.raises(Refused, match="已经过去"):
        change_draft(actor_id=None, version=version, out=(session,), into=(), words="取消")


def test_a_published_schedule_is_never_changed() -> None:
    version = opened()
    one = load_desk(version).sessions[0]
    with fixed(BEFORE_TERM):
        publish_schedule(actor_id=None, version=version)
        with pytest.raises(Refused):
            change_draft(actor_id=None, version=version, out=(one,), into=(), words="取消")


def test_two_desks_of_one_draft_do_not_overwrite_each_other() -> None:
    version = opened()
    one = load_desk(version).sessions[0]
    with fixed(BEFORE_TERM):
        change_draft(actor_id=None, version=version, out=(one,), into=(), words="取消")
        with pytest.raises(Refused, match="同时被改过"):
            change_draft(actor_id=None, version=version, out=(one,), into=(), words="取消")
