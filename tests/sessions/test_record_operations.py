"""Recording what happened."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.audit.models import AuditEvent
from careplan.clock import fixed
from careplan.db import db
from careplan.errors import Refused
from careplan.sessions.models import Attendance, Feedback, TeamSession
from careplan.sessions.record_operations import (
    cancel_session,
    give_feedback,
    mark_held,
    record_attendance,
    reopen_session,
    set_notes,
)
from careplan.sessions.record_queries import feedback_of, roll_of, tallies_of
from careplan.sessions.roll import Entry, Tally
from tests.sessions.schedule import at_noon, session_of

pytestmark = pytest.mark.usefixtures("in_school_1")


def call(row: TeamSession, *states: str, parents: int | None = None) -> None:
    lines = roll_of(row, row.squads[0].id)
    entries = {line.child_id: Entry(state) for line, state in zip(lines, states, strict=True)}
    with fixed(at_noon(row.day)):
        record_attendance(
            actor_id=None, team_session=row, squad_id=row.squads[0].id, entries=entries, parents_came=parents
        )
    db.session.commit()


def last_entry() -> AuditEvent:
    return db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()  # type: ignore[return-value]


@pytest.mark.plan("S6", "S28")
def test_a_called_roll_makes_the_session_held() -> None:
    row = session_of("2024-1")

    call(row, "present", "absent", "late", parents=7)

    assert (row.state, row.parents_came, row.recorded_at is not None) == ("held", 7, True)
    assert tallies_of([row])[row.id] == {row.squads[0].id: Tally(3, present=1, late=1, absent=1, recorded=True)}
    assert last_entry().action == "record-attendance"


def test_a_correction_leaves_a_trail_of_counts_and_no_name() -> None:
    row = session_of("2024-1")
    call(row, "present", "absent", "late")

    call(row, "present", "present", "late")

    entry = last_entry()
    assert entry.action == "correct-attendance"
    assert (entry.detail["before"]["absent"], entry.detail["after"]["absent"], entry.detail["changed"]) == (1, 0, 1)
    assert "孩子" not in str(entry.detail)
    assert len(db.session.scalars(select(Attendance)).all()) == 3


def test_parents_counted_before_stay_when_a_correction_says_nothing() -> None:
    row = session_of("2024-1")
    call(row, "present", "absent", "late", parents=7)

    call(row, "present", "present", "late")

    assert row.parents_came == 7


def test_a_roll_is_refused_before_its_day() -> None:
    row = session_of("2024-1")
    squad = row.squads[0].id
    with fixed(at_noon(row.day - timedelta(days=1))), pytest.raises(Refused):
        record_attendance(actor_id=None, team_session=row, squad_id=squad, entries={1: Entry("present")})


def test_a_roll_is_refused_for_a_child_of_another_squad() -> None:
    row, other = session_of("2024-1"), session_of("2026-1")
    stranger = roll_of(other, other.squads[0].id)[0].child_id
    with fixed(at_noon(row.day)), pytest.raises(Refused):
        record_attendance(
            actor_id=None, team_session=row, squad_id=row.squads[0].id, entries={stranger: Entry("present")}
        )


def test_a_roll_is_refused_for_a_squad_that_does_not_meet() -> None:
    row, other = session_of("2024-1"), session_of("2026-1")
    with fixed(at_noon(row.day)), pytest.raises(Refused):
        record_attendance(actor_id=None, team_session=row, squad_id=other.squads[0].id, entries={})


def test_a_child_that_joined_later_is_not_on_the_roll() -> None:
    row = session_of("2024-1")
    squad = row.squads[0].id
    child = roll_of(row, squad)[0]
    from careplan.children.models import Child

    db.session.get_one(Child, child.child_id).joined_on = row.day + timedelta(days=1)

    assert child.child_id not in {line.child_id for line in roll_of(row, squad)}
    assert tallies_of([row])[row.id][squad] == Tally(2)


def test_a_child_that_changed_its_squad_still_counts() -> None:
    row, other = session_of("2024-1"), session_of("2026-1")
    squad, new = row.squads[0].id, other.squads[0].id
    call(row, "present", "present", "present")
    from careplan.children.models import Child

    db.session.get_one(Child, roll_of(row, squad)[0].child_id).squad_id = new

    assert tallies_of([row])[row.id][squad].expected == 3
    assert len(roll_of(row, squad)) == 2


@pytest.mark.plan("S12")
def test_a_cancelled_session_keeps_its_reason_and_takes_no_roll() -> None:
    row = session_of("2024-1")
    cancel_session(actor_id=None, team_session=row, reason=" 大风 ")

    assert (row.state, row.reason) == ("cancelled", "大风")
    with pytest.raises(Refused):
        call(row, "present", "present", "present")


def test_cancelling_needs_a_reason_and_a_session_not_held() -> None:
    row = session_of("2024-1")
    with pytest.raises(Refused):
        cancel_session(actor_id=None, team_session=row, reason=" ")
    call(row, "present", "present", "present")
    with pytest.raises(Refused):
        cancel_session(actor_id=None, team_session=row, reason="大风")


def test_a_mistake_is_taken_back_until_a_roll_is_stored() -> None:
    row = session_of("2024-1")
    with fixed(at_noon(row.day)):
        mark_held(actor_id=None, team_session=row)
    reopen_session(actor_id=None, team_session=row)
    assert (row.state, row.recorded_at) == ("planned", None)

    call(row, "present", "present", "present")
    with pytest.raises(Refused):
        reopen_session(actor_id=None, team_session=row)


@pytest.mark.plan("S17")
def test_feedback_has_three_answers_and_a_person_gives_it_once() -> None:
    row = session_of("2024-1")
    teacher = db.session.scalars(select(User).where(User.username == "class_teacher1")).one()
    with fixed(at_noon(row.day)):
        give_feedback(actor=teacher, team_session=row, interesting=5, aimed=4, effective=3, comment="好")
        give_feedback(actor=teacher, team_session=row, interesting=4, aimed=4, effective=3)
    db.session.commit()

    (opinion,) = feedback_of(row.id)
    assert (opinion.interesting, opinion.aimed, opinion.effective, opinion.comment) == (4, 4, 3, "")
    assert (row.state, len(db.session.scalars(select(Feedback)).all())) == ("held", 1)


@pytest.mark.parametrize("answer", [0, 6])
def test_an_answer_is_one_to_five(answer: int) -> None:
    row = session_of("2024-1")
    teacher = db.session.scalars(select(User).where(User.username == "class_teacher1")).one()
    with fixed(at_noon(row.day)), pytest.raises(Refused):
        give_feedback(actor=teacher, team_session=row, interesting=answer, aimed=4, effective=3)


def test_notes_may_come_before_the_day_but_parents_may_not() -> None:
    row = session_of("2024-1")
    with fixed(at_noon(row.day - timedelta(days=3))):
        set_notes(actor_id=None, team_session=row, notes="带绳子", parents_came=None)
        with pytest.raises(Refused):
            set_notes(actor_id=None, team_session=row, notes="带绳子", parents_came=3)

    assert (row.notes, row.recorded_at) == ("带绳子", None)
