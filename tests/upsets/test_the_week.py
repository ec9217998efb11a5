"""The week "counselor 3 falls ill, the playground floods": who is affected, what changes, how many have to be told.

Told are those whom the difference of two versions names; that each of them is told once is shown where messages are
made.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.clock import fixed
from careplan.db import db
from careplan.school.models import StaffMember, Venue
from careplan.school.stretch import Stretch
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.sessions.record_operations import mark_held
from careplan.sessions.schedule_queries import key_of, sessions_of
from careplan.sessions.version_queries import changed_lines
from careplan.upsets.candidates import candidates
from careplan.upsets.force_operations import accept, substitute
from careplan.upsets.load import InForce, load_in_force
from careplan.upsets.mark_operations import close_places, mark_away
from careplan.upsets.replan_operations import replan
from careplan.upsets.standing import Cause
from tests.sessions.schedule import at_noon

pytestmark = pytest.mark.usefixtures("in_school_1")
ILL = "T3"


def head() -> int:
    return db.session.scalars(select(User).where(User.username == "head_counselor1")).one().id


def the_week() -> tuple[date, date]:
    """The week of the last session that counselor 3 leads in the first term: much was held before it."""
    friday = max(row.day for row in sessions_of(in_force().version) if _leads(row, ILL) and row.term == 1)
    return friday - timedelta(days=4), friday


def in_force() -> InForce:
    found = load_in_force()
    assert found
    return found


def differences(before: dict[object, tuple[object, ...]], version: ScheduleVersion) -> dict[object, tuple[object, ...]]:
    after = facts(version)
    return {key: row for key, row in {**before, **after}.items() if before.get(key) != after.get(key)}


def facts(version: ScheduleVersion) -> dict[object, tuple[object, ...]]:
    return {
        key_of(row): (row.venue.name, tuple(post.staff.number for post in row.posts), row.state)
        for row in sessions_of(version)
    }


def play_what_came_before(monday: date) -> int:
    """Everything before the week is held, as a school does; how many sessions."""
    past = [row for row in sessions_of(in_force().version) if row.day < monday]
    for row in past:
        with fixed(at_noon(row.day)):
            mark_held(actor_id=head(), team_session=row)
    db.session.commit()
    return len(past)


def test_counselor_3_falls_ill_and_the_playground_floods() -> None:
    monday, friday = the_week()
    held = play_what_came_before(monday)
    with fixed(at_noon(monday)):
        # Monday: the counselor is ill until Friday
        counselor = db.session.scalars(select(StaffMember).where(StaffMember.number == ILL)).one()
        mark_away(actor_id=head(), staff=counselor, stretch=Stretch(monday, friday), reason="leave")
        affected = list(in_force().fallen)
        mine = [row for row in sessions_of(in_force().version) if monday <= row.day <= friday and _leads(row, ILL)]
        assert [one.session.id for one in affected] == [row.id for row in mine] and mine
        assert all(one.causes == (Cause("away", ILL),) for one in affected)

        first = in_force().version
        before = facts(first)
        picks: dict[tuple[int, int], str] = {}
        for one in affected:
            picks[one.session.id, one.session.staff.index(ILL)] = candidates(
                in_force().situation(picks), one.session, one.session.staff.index(ILL)
            )[0].person
        second = substitute(actor_id=head(), picks=picks, words="换人").version
        db.session.commit()
        changed = differences(before, second)
        assert len(changed) == len(affected)
        assert {staff for _, staff, _ in changed.values()} == {(person,) for person in picks.values()}
        told = {person for key in changed for row in (before[key], facts(second)[key]) for person in row[1]}  # type: ignore[attr-defined]
        assert told == {ILL, *picks.values()}  # besides them only the squads whose session it is
        assert {squad for key in changed for squad in key[3]} == {s for one in affected for s in one.session.squads}  # type: ignore[index]
        assert Counter(row.state for row in sessions_of(second))["held"] == held

    with fixed(at_noon(friday - timedelta(days=1))):
        # Thursday night: the places of Friday's sessions are under water
        friday_rows = [row for row in sessions_of(second) if row.day == friday]
        flooded = {row.venue_id for row in friday_rows if row.venue.kind == "playground"} or {friday_rows[0].venue_id}
        venues = [db.session.get_one(Venue, number) for number in flooded]
        close_places(actor_id=head(), venues=venues, stretch=Stretch(friday, friday), reason="weather")
        fallen = in_force().fallen
        assert {one.session.id for one in fallen} == {row.id for row in friday_rows if row.venue_id in flooded}
        squads = {squad for one in fallen for squad in one.session.squads}
        leaders = {person for one in fallen for person in one.session.staff}
        before = facts(second)
        ids = {one.session.id for one in fallen}
        db.session.commit()

        proposal = replan(seconds=2.0, stop=lambda: False)

        assert len(proposal.moves) == len(ids)
        assert all(move.before and move.after for move in proposal.moves)
        assert set(proposal.squads) == squads and set(proposal.people) == leaders  # nobody else has to be told
        third = accept(
            actor_id=head(), version_id=proposal.version, moves=proposal.moves, words="场地积水，重新安排"
        ).version
        db.session.commit()

        assert in_force().fallen == ()
        lines = changed_lines(third, db.session.get_one(ScheduleVersion, second.id), friday)
        moved = differences(before, third)
        assert {squad for key in moved for squad in key[3]} == squads  # type: ignore[index]
        assert lines.unchanged + len(lines.dropped) <= len(before)
        assert Counter(row.state for row in sessions_of(third))["held"] == held  # nothing recorded was lost
        assert [row.number for row in (first, second, third)] == sorted(row.number for row in (first, second, third))


def _leads(row: TeamSession, number: str) -> bool:
    return any(post.staff.number == number for post in row.posts)
