"""Sessions that were not held as planned: recorded as such, and never lost by a re-plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from careplan.activities.models import Activity
from careplan.audit.models import AuditEvent
from careplan.audit.operations import record
from careplan.clock import fixed
from careplan.db import db
from careplan.errors import Refused
from careplan.plans.load import squad_code
from careplan.school.models import Squad, StaffMember, Venue
from careplan.sessions.compare_load import load_comparison
from careplan.sessions.departure_operations import When, record_merged, record_moved, record_unplanned, take_back
from careplan.sessions.draft_operations import copy_in_force
from careplan.sessions.models import TeamSession
from careplan.sessions.plan_load import problem_of
from careplan.sessions.problem_load import problem_now
from careplan.sessions.publish_load import load_standing
from careplan.sessions.record_operations import record_attendance, reopen_session
from careplan.sessions.record_queries import roll_of
from careplan.sessions.roll import Entry
from careplan.sessions.schedule_queries import published_schedule, sessions_of
from tests.sessions.schedule import at_noon, draft, publish, session_of, the_plan

pytestmark = pytest.mark.usefixtures("in_school_1")
WEDNESDAY = timedelta(days=-2)


def place(name: str = "操场") -> Venue:
    return db.session.scalars(select(Venue).where(Venue.name == name)).one()


def sessions_in_force() -> list[TeamSession]:
    version = published_schedule()
    assert version
    return sessions_of(version)


def when(day: date, period: int = 3) -> When:
    return When(day, period, place())


def unplanned(day: date, reason: str = "家长开放日") -> TeamSession:
    squad = db.session.scalars(select(Squad).where(Squad.entry_year == 2024, Squad.number == 1)).one()
    return record_unplanned(
        actor_id=None,
        activity=db.session.scalars(select(Activity).where(Activity.slug == "act-0")).one(),
        squads=[squad],
        leader=db.session.scalars(select(StaffMember).where(StaffMember.number == "T3")).one(),
        when=when(day, 1),
        reason=reason,
    )


def test_held_at_another_time_keeps_how_it_was_planned() -> None:
    row = session_of("2024-1")
    planned = row.day
    with fixed(at_noon(planned)):
        record_moved(actor_id=None, team_session=row, when=when(planned + WEDNESDAY), reason="周五开家长会")
        db.session.commit()
    assert (row.state, row.day, row.period, row.venue.name) == ("held", planned + WEDNESDAY, 3, "操场")
    assert row.departure and (row.departure.kind, row.departure.was_day) == ("moved", planned)
    assert row.departure.reason == "周五开家长会"


def test_merged_squads_are_on_the_roll_of_the_session_they_went_to() -> None:
    row = session_of("2024-1")
    into = session_of("2024-2")
    with fixed(at_noon(max(row.day, into.day))):
        record_merged(actor_id=None, team_session=row, into=into, reason="三(1)班老师请假")
        assert (row.state, row.reason, into.state) == ("cancelled", "三(1)班老师请假", "held")
        assert {squad.number for squad in into.squads} == {1, 2}
        joined = next(squad for squad in into.squads if squad.number == 1)
        entries = {line.child_id: Entry("present") for line in roll_of(into, joined.id)}
        record_attendance(actor_id=None, team_session=into, squad_id=joined.id, entries=entries)
        assert len(entries) == 3


def test_held_though_never_planned_is_recorded_as_such() -> None:
    with fixed(at_noon(date(2026, 9, 9))):
        row = unplanned(date(2026, 9, 9))
    assert (row.planned, row.state, row.departure and row.departure.kind) == (False, "held", "unplanned")
    assert row.schedule == published_schedule()


def test_nothing_recorded_is_lost_by_a_re_plan() -> None:
    """Moved, merged, joined, cancelled and never planned: all stand in the new version as they were recorded."""
    moved, merged, into = session_of("2024-1"), session_of("2025-1"), session_of("2024-2")
    last = max(one.day for one in (moved, merged, into))
    with fixed(at_noon(last)):
        record_moved(actor_id=None, team_session=moved, when=when(moved.day + WEDNESDAY), reason="停电")
        record_merged(actor_id=None, team_session=merged, into=into, reason="老师请假")
        extra = unplanned(last + WEDNESDAY)
        db.session.commit()
        told = [(row.id, row.day, row.period, row.state, row.reason) for row in (moved, merged, into, extra)]
        before = published_schedule()

        publish(draft())

        kept = {row.id: row for row in sessions_in_force()}
        assert published_schedule() != before
        assert told == [
            (row.id, row.day, row.period, row.state, row.reason) for row in (kept[number] for number, *_ in told)
        ]
        assert {squad.number for squad in kept[into.id].squads} >= {1, 2}
        assert all(kept[number].departure for number, *_ in told)
        had = [*ways_had(moved), *ways_had(into), *ways_had(extra)]
        assert {kind for kind, *_ in had} == {"moved", "joined", "unplanned"}
        for kind, activity, squad in had:  # an activity is done once: what was held otherwise is not planned again
            again = [row for row in kept.values() if row.state == "planned" and row.activity.slug == activity]
            assert [row for row in again if [squad_code(one) for one in row.squads] == [squad]] == [], kind


def ways_had(row: TeamSession) -> list[tuple[str, str, str]]:
    """How the session departed from the plan, its activity, and each squad that had it."""
    assert row.departure
    return [(row.departure.kind, row.activity.slug, squad_code(one)) for one in row.squads]


def test_what_was_held_otherwise_counts_towards_goals_and_terms() -> None:
    """A squad that came to another's session, and one with a session that no schedule had, are asked for less."""
    merged, into = session_of("2025-1"), session_of("2024-2")
    with fixed(at_noon(max(merged.day, into.day))):
        record_merged(actor_id=None, team_session=merged, into=into, reason="老师请假")
        db.session.commit()
        problem = problem_now(problem_of(the_plan().id))
    asked = {squad: rule.min for rule in problem.rules.goals for squad in rule.squads or ()}
    assert (asked["2025-1"], asked["2024-2"]) == (0, 1)  # the one it was planned for has it by the session itself
    assert (into.activity.slug, "2024-2") in {(one.activity, one.group) for one in problem.requests}


def test_a_squad_that_came_to_anothers_session_is_not_called_short_of_it() -> None:
    """Each squad must have two sessions of the goal: one of its own and the one it came to."""
    plan, merged = the_plan(), session_of("2025-1")
    plan.goals[0].minimum = 2
    record(actor_id=None, action="edit", entity="year_plan", entity_id=plan.id)
    others = [row for row in sessions_in_force() if merged.activity.goals == row.activity.goals]
    into = next(row for row in others if row.squads != merged.squads and row.activity != merged.activity)
    with fixed(at_noon(max(merged.day, into.day))):
        record_merged(actor_id=None, team_session=merged, into=into, reason="老师请假")
        db.session.commit()
        version = copy_in_force(actor_id=None)
        assert [one.sentence for one in load_standing(version, "zh").blocking if one.who == "2025-1"] == []


def test_how_sessions_were_held_is_no_difference_between_two_plans() -> None:
    """A copy of the schedule in force differs from it in nothing, whatever was recorded otherwise."""
    moved = session_of("2024-1")
    with fixed(at_noon(moved.day)):
        record_moved(actor_id=None, team_session=moved, when=when(moved.day + WEDNESDAY), reason="停电")
        unplanned(moved.day + WEDNESDAY)
        db.session.commit()
        before = published_schedule()
        assert before and load_comparison(before, copy_in_force(actor_id=None)).found.none


def test_an_extra_session_does_not_stop_a_draft_made_before_it() -> None:
    with fixed(at_noon(date(2026, 9, 9))):
        version = draft()
        extra = unplanned(date(2026, 9, 9))
        publish(version)
        assert extra in sessions_in_force()


def test_what_cannot_have_happened_is_refused() -> None:
    row = session_of("2024-1")
    with fixed(at_noon(row.day)):
        for change in (
            lambda: record_moved(actor_id=None, team_session=row, when=when(row.day + timedelta(1)), reason="x"),
            lambda: record_moved(actor_id=None, team_session=row, when=when(date(2026, 8, 1)), reason="x"),
            lambda: record_moved(actor_id=None, team_session=row, when=when(row.day), reason=" "),
            lambda: record_moved(
                actor_id=None, team_session=row, when=When(row.day, row.period, row.venue), reason="x"
            ),
            lambda: record_merged(actor_id=None, team_session=row, into=row, reason="x"),
            lambda: unplanned(row.day + timedelta(1)),
        ):
            with pytest.raises(Refused):
                change()


def test_a_squad_is_not_in_two_sessions_at_once() -> None:
    row = session_of("2024-1")
    with fixed(at_noon(row.day)), pytest.raises(Refused):
        record_unplanned(
            actor_id=None,
            activity=row.activity,
            squads=row.squads,
            leader=row.posts[0].staff,
            when=When(row.day, row.period, row.venue),
            reason="x",
        )


def test_a_mistake_is_taken_back_while_no_roll_is_stored() -> None:
    moved, merged, into = session_of("2024-1"), session_of("2025-1"), session_of("2024-2")
    was = (moved.day, moved.period, moved.venue_id)
    with fixed(at_noon(max(one.day for one in (moved, merged, into)))):
        record_moved(actor_id=None, team_session=moved, when=when(moved.day + WEDNESDAY), reason="停电")
        record_merged(actor_id=None, team_session=merged, into=into, reason="请假")
        extra = unplanned(moved.day)
        with pytest.raises(Refused):
            reopen_session(actor_id=None, team_session=moved)
        with pytest.raises(Refused):
            take_back(actor_id=None, team_session=into)
        for row in (moved, merged):
            assert take_back(actor_id=None, team_session=row)
        assert not take_back(actor_id=None, team_session=extra)
        db.session.commit()
    assert (moved.day, moved.period, moved.venue_id, moved.state) == (*was, "planned")
    assert merged.state == "planned" and into.departure is None and len(into.squads) == 1
    assert extra not in sessions_in_force()
    actions = db.session.scalars(select(AuditEvent.action).where(AuditEvent.entity == "team_session")).all()
    assert actions.count("take-back") == 3


def test_a_merged_squads_roll_keeps_the_merging() -> None:
    merged, into = session_of("2025-1"), session_of("2024-2")
    with fixed(at_noon(max(merged.day, into.day))):
        record_merged(actor_id=None, team_session=merged, into=into, reason="请假")
        squad = merged.squads[0]
        entries = {line.child_id: Entry("present") for line in roll_of(into, squad.id)}
        record_attendance(actor_id=None, team_session=into, squad_id=squad.id, entries=entries)
        with pytest.raises(Refused):
            take_back(actor_id=None, team_session=merged)
