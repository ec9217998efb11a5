"""Locks of sessions, squads and weeks, by several people."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.clock import fixed
from careplan.db import db
from careplan.errors import Refused
from careplan.sessions.draft_load import load_desk
from careplan.sessions.draft_operations import change_draft, open_draft
from careplan.sessions.draft_queries import LockKind, locks_of
from careplan.sessions.fixed_load import load_fixing
from careplan.sessions.lock_operations import lock, unlock
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.region import Region, narrowed
from careplan.sessions.schedule_queries import sessions_of
from tests.sessions.schedule import BEFORE_TERM

pytestmark = pytest.mark.usefixtures("in_school_1")


@pytest.fixture
def version(in_school_1: None) -> ScheduleVersion:
    with fixed(BEFORE_TERM):
        return open_draft(actor_id=None)


def person(name: str) -> int:
    return db.session.scalars(select(User.id).where(User.username == name)).one()


def target(version: ScheduleVersion, kind: LockKind) -> int:
    row = sessions_of(version)[0]
    return {"session": row.id, "squad": row.squads[0].id, "week": row.week}[kind]


@pytest.mark.parametrize("kind", ["session", "squad", "week"])
def test_what_is_locked_is_moved_by_nobody_until_all_have_unlocked(version: ScheduleVersion, kind: LockKind) -> None:
    head, principal, what = person("head_counselor1"), person("principal1"), target(version, kind)
    row = sessions_of(version)[0].id
    session = load_desk(version).session_of(row)
    assert session
    with fixed(BEFORE_TERM):
        for who in (head, principal, head):
            lock(actor_id=who, version=version, kind=kind, target=what)
        (found,) = locks_of(version)
        assert found.who == ("head_counselor 1", "principal 1")
        unlock(actor_id=head, version=version, kind=kind, target=what)
        with pytest.raises(Refused, match="principal 1已锁定"):
            change_draft(actor_id=head, version=version, out=(session,), into=(), words="取消")
        unlock(actor_id=principal, version=version, kind=kind, target=what)
        change_draft(actor_id=head, version=version, out=(session,), into=(), words="取消")


def test_only_the_own_lock_is_taken_away_unless_all_are(version: ScheduleVersion) -> None:
    what = target(version, "week")
    lock(actor_id=person("head_counselor1"), version=version, kind="week", target=what)

    with pytest.raises(Refused):
        unlock(actor_id=person("principal1"), version=version, kind="week", target=what)
    unlock(actor_id=person("principal1"), version=version, kind="week", target=what, everybody=True)

    assert locks_of(version) == []


def test_what_is_not_in_the_draft_cannot_be_locked(version: ScheduleVersion) -> None:
    for kind in ("session", "squad", "week"):
        with pytest.raises(Refused):
            lock(actor_id=None, version=version, kind=kind, target=9999)  # type: ignore[arg-type]


def test_the_computer_keeps_what_is_locked_and_gets_no_lesson_there(version: ScheduleVersion) -> None:
    what = target(version, "squad")
    lock(actor_id=None, version=version, kind="squad", target=what)
    with fixed(BEFORE_TERM):
        desk, fixing = load_desk(version), load_fixing(version)
        part = narrowed(desk, Region(), fixing)

    (locked,) = fixing.locked.squads
    own = [one for one in desk.sessions if locked in desk.judge.index.groups[one.group].squads]
    assert set(own) <= set(part.kept)
    asked = {(one.activity, one.group, one.start, one.venue, one.staff) for one in part.problem.requests}
    assert {(one.activity, one.group, one.start, one.venue, one.staff) for one in own} <= asked
    opened = next(squad.open for squad in part.problem.squads if squad.id == locked)
    assert opened == {one.start for one in own}


def test_outside_the_chosen_weeks_and_squads_everything_is_kept(version: ScheduleVersion) -> None:
    with fixed(BEFORE_TERM):
        desk, fixing = load_desk(version), load_fixing(version)
    index = desk.judge.index
    weeks = frozenset(slot.week for slot in desk.problem.slots if slot.term == "2")

    part = narrowed(desk, Region(frozenset({"2024-1"}), weeks), fixing)

    free = [one for one in desk.sessions if one not in part.kept]
    assert all(one.group == "2024-1" and index.slots[one.start].week in weeks for one in free)
    for squad in part.problem.squads:
        used = {one.start for one in part.kept if squad.id in index.groups[one.group].squads}
        assert squad.id == "2024-1" or squad.open == used
