"""A draft opened after a session was cancelled: what is short in force already does not hold up other changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.school.stretch import Stretch
from careplan.sessions.compare_load import with_records
from careplan.sessions.draft_load import load_desk
from careplan.sessions.draft_operations import change_draft, open_draft
from careplan.sessions.generate_operations import accept_proposal, generate
from careplan.sessions.load import planned_sessions
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.sessions.plan_load import problem_of
from careplan.sessions.publish_load import load_standing
from careplan.sessions.publish_operations import NotYet, discard_schedule, publish_schedule
from careplan.sessions.record_operations import cancel_session, mark_held
from careplan.sessions.region import Region
from careplan.sessions.schedule_queries import key_of, published_schedule, stored_solution
from careplan.upsets.mark_operations import lose_day, mark_away
from tests.sessions.schedule import BEFORE_TERM, at_noon, session_of, the_plan, trained
from tests.world import ClientFor

SHORT, OTHER = "2024-1", "2024-2"


def draft_after_a_cancellation() -> ScheduleVersion:
    """Each squad must have two sessions for the goal; one of them is cancelled, another squad's moves elsewhere."""
    for goal in the_plan().goals:
        goal.minimum = 2
    cancel_session(actor_id=None, team_session=session_of(SHORT), reason="停电")
    db.session.commit()
    return open_draft(actor_id=None)


def drop(version: ScheduleVersion, squad: str) -> None:
    """One more session of the squad, with whoever else it is for."""
    desk = load_desk(version)
    out = next(one for one in desk.sessions if squad in desk.judge.index.groups[one.group].squads)
    change_draft(actor_id=None, version=version, out=(out,), into=(), words="取消")


@pytest.mark.usefixtures("in_school_1")
def test_what_was_cancelled_does_not_keep_another_change_from_going_out() -> None:
    with fixed(BEFORE_TERM):
        version = draft_after_a_cancellation()
        standing = load_standing(version, "zh")
        assert {one.who for one in standing.already} == {SHORT} and standing.blocking == ()
        assert all(one.severity == "warning" and "至少要" in one.sentence for one in standing.already)

        publish_schedule(actor_id=None, version=version)
        assert published_schedule() == version
        again = open_draft(actor_id=None)
        assert {one.who for one in load_standing(again, "zh").already} == {SHORT}  # it is said again, not forgotten


@pytest.mark.usefixtures("in_school_1")
@pytest.mark.parametrize("squad", [SHORT, OTHER])
def test_what_a_draft_makes_worse_keeps_it_from_being_published(squad: str) -> None:
    with fixed(BEFORE_TERM):
        version = draft_after_a_cancellation()
        drop(version, squad)
        with pytest.raises(NotYet) as refused:
            publish_schedule(actor_id=None, version=version)
    assert squad in {one.who for one in refused.value.findings}


def test_the_page_says_so_and_offers_to_make_up_for_it(app: Flask, client_for: ClientFor) -> None:
    with fixed(BEFORE_TERM):
        with app.app_context(), school_scope(1):
            number = draft_after_a_cancellation().id
            db.session.commit()
        head, url = client_for("head_counselor"), f"/sessions/draft/{number}"
        page = head.get(url).text
        assert "现行安排里已有" in page and "没有问题，可以发布" in page and "让电脑补上" in page
        assert "checked> 三(1)班" not in page
        assert head.get(f"{url}/state").json["counts"]["publishing"] == 0  # the board says the same as the desk
        filled = head.get(f"{url}?fill=short").text
        assert "checked> 三(1)班" in filled and "checked> 三(2)班" not in filled
        assert head.post(f"/sessions/versions/{number}/publish").status_code == 302


def test_what_has_no_lesson_any_more_is_named_before_the_draft_drops_it(app: Flask, client_for: ClientFor) -> None:
    with fixed(BEFORE_TERM):
        head = client_for("head_counselor")
        with app.app_context(), school_scope(1):
            number = open_draft(actor_id=None).id
            db.session.commit()
        assert "原来的时间已经不上课" not in head.get(f"/sessions/draft/{number}").text
        with app.app_context(), school_scope(1):
            discard_schedule(actor_id=None, version=open_draft(actor_id=None))
            day = session_of(SHORT).day
            lose_day(actor_id=1, first=day, last=None, label="停电")
            number = open_draft(actor_id=None).id
            db.session.commit()
        page = head.get(f"/sessions/draft/{number}").text
    assert "原来的时间已经不上课" in page and f"{day.month}月{day.day}日 第" in page


@pytest.mark.usefixtures("in_school_1")
@pytest.mark.parametrize("state", ["draft", "proposal", "published"])
def test_what_was_recorded_stays_whatever_the_draft_says(state: str) -> None:
    """A draft took two sessions out, then one of them was held after all: publishing would drop the other alone."""
    row, other, force = session_of(SHORT), session_of(OTHER), published_schedule()
    assert force
    old = planned_sessions(force)
    left = tuple(one for one in old if one.key not in (key_of(row), key_of(other)))
    draft = ScheduleVersion(state=state)
    assert len(left) == len(old) - 2 and with_records(left, force, old, draft) == left
    with fixed(at_noon(row.day)):
        mark_held(actor_id=None, team_session=row)
    back = {one.key for one in with_records(left, force, old, draft)} - {one.key for one in left}
    assert back == (set() if state == "published" else {key_of(row)})  # two published versions are told as they were
    assert len(with_records(old, force, old, draft)) == len(old)  # what the draft has anyway is there once


@pytest.mark.plan("S48")
@pytest.mark.usefixtures("in_school_1")
def test_a_certificate_got_later_takes_nothing_from_what_its_holder_leads_already() -> None:
    with fixed(BEFORE_TERM):
        row = session_of(OTHER)
        leader = row.posts[0].staff_id
        db.session.add(trained(leader, "outdoor-safety", row.day + timedelta(days=1)))
        record(actor_id=None, action="add", entity="training_record")
        db.session.commit()
        version = open_draft(actor_id=None)
        assert load_standing(version, "zh").blocking == ()
        person = next(one for one in problem_of(the_plan().id).staff if one.id == row.posts[0].staff.number)
    assert "outdoor-safety" in person.skills


@pytest.mark.plan("S23")
@pytest.mark.usefixtures("in_school_1")
def test_a_squad_that_has_grown_goes_on_with_what_is_planned_and_whoever_publishes_knows() -> None:
    with fixed(BEFORE_TERM):
        row = session_of(OTHER)
        pupils = db.session.scalar(select(func.count(Child.id)).where(Child.squad_id == row.squads[0].id))
        assert pupils
        row.activity.group_max = pupils - 1
        record(actor_id=None, action="edit", entity="activity")
        db.session.commit()
        standing = load_standing(open_draft(actor_id=None), "zh")
    assert standing.blocking == ()
    said = [one for one in standing.findings if one.reference == "group_size" and one.who == OTHER]
    assert said and all(one.severity == "warning" and f"现有{pupils}人" in one.sentence for one in said)


def one_of_another_squad() -> TeamSession:
    """The first session in force of one squad, not OTHER."""
    query = select(TeamSession).join(ScheduleVersion).where(ScheduleVersion.state == "published")
    return next(
        one
        for one in db.session.scalars(query.order_by(TeamSession.day, TeamSession.id))
        if len(one.squads) == 1 and f"{one.squads[0].entry_year}-{one.squads[0].number}" != OTHER
    )


@pytest.mark.usefixtures("in_school_1")
def test_a_part_is_made_anew_though_an_old_session_fits_the_school_no_longer() -> None:
    """Its leader is said to have been away that day: it was held, stays in the plan, and is asked of nobody."""
    old = one_of_another_squad()
    squad = f"{old.squads[0].entry_year}-{old.squads[0].number}"
    with fixed(at_noon(old.day)):
        mark_held(actor_id=None, team_session=old)
        mark_away(actor_id=None, staff=old.posts[0].staff, stretch=Stretch(old.day, old.day), reason="course")
        draft = open_draft(actor_id=None)
        db.session.commit()
        before = load_desk(draft).sessions
        made = generate(actor_id=None, version=draft, region=Region(frozenset({OTHER})), seconds=3.0)
        after = stored_solution(made).sessions
        gone = [one for one in before if one not in after]
        assert {one.group for one in gone} <= {OTHER}
        start = f"{old.day.isoformat()}p{old.period}"
        assert [one for one in after if (one.start, one.group) == (start, squad)]
        accept_proposal(actor_id=None, proposal=made)
