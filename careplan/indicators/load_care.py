"""Facts about care: what happened and how soon somebody acted, goals of the files. Nothing sealed is read."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from sqlalchemy import or_, select

from careplan.casework.file_models import CareGoal, GoalProgress
from careplan.clock import local
from careplan.db import db
from careplan.events.clock import hours_to_first_act
from careplan.events.models import CareEvent, Escalation, EventTask
from careplan.indicators import facts
from careplan.indicators.span import Span

REACHED = 4


def events(span: Span) -> tuple[facts.ChildEvent, ...]:
    """What became known in the year by the day, with the hours to the first act that was done by then (C28)."""
    query = select(CareEvent.id, CareEvent.child_id, CareEvent.known_at).order_by(CareEvent.id)
    known = [
        (event_id, child_id, at)
        for event_id, child_id, at in db.session.execute(query)
        if span.first <= local(at).date() <= span.last
    ]
    acts = _acts(span.as_of) if known else {}
    return tuple(
        facts.ChildEvent(str(i), str(child), local(at).date(), hours_to_first_act(at, acts.get(i, ())))
        for i, child, at in known
    )


def _acts(as_of: date) -> dict[int, list[datetime]]:
    """By event: when tasks were done and somebody was told, as far as that was by the day."""
    found: defaultdict[int, list[datetime]] = defaultdict(list)
    for query in (
        select(EventTask.care_event_id, EventTask.done_at).where(EventTask.done_at.is_not(None)),
        select(Escalation.care_event_id, Escalation.sent_at),
    ):
        for event_id, at in db.session.execute(query):
            if at is not None and local(at).date() <= as_of:
                found[event_id].append(at)
    return found


def care_goals(span: Span) -> tuple[facts.CareGoal, ...]:
    """Goals that were open at some time of the year, each with its last step noted by the day (C33).

    A goal that was given up does not count. One that was marked as reached without a note of it counts as reached.
    """
    last, noted = _last_steps(span.as_of)
    in_year = or_(
        CareGoal.state == "open",
        CareGoal.since >= span.first,
        CareGoal.id.in_(select(GoalProgress.care_goal_id).where(GoalProgress.day >= span.first)),
        CareGoal.due_on >= span.first,
    )
    query = select(CareGoal.id, CareGoal.child_id, CareGoal.aspect, CareGoal.state).where(
        CareGoal.since <= span.last, CareGoal.state != "dropped", in_year
    )
    return tuple(
        facts.CareGoal(str(i), str(child), aspect, REACHED if state == "reached" and i not in noted else last.get(i, 0))
        for i, child, aspect, state in db.session.execute(query.order_by(CareGoal.id))
    )


def _last_steps(as_of: date) -> tuple[dict[int, int], frozenset[int]]:
    """By goal: its last step noted by the day; and the goals of which it was ever noted that they are reached."""
    last, reached = dict[int, int](), set[int]()
    query = select(GoalProgress.care_goal_id, GoalProgress.step, GoalProgress.day)
    for goal_id, step, day in db.session.execute(query.order_by(GoalProgress.day, GoalProgress.id)):
        if day <= as_of:
            last[goal_id] = step
        if step == REACHED:
            reached.add(goal_id)
    return last, frozenset(reached)
