"""Care 关爱帮扶: how soon something was done about what happened, and how the children's goals go (C28, C33)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from careplan.indicators.facts import ChildEvent, Snapshot
from careplan.indicators.registry import Shelf
from careplan.indicators.results import Outcome, RecordRef, mean, nothing, out_of, rate

EVENTS = Shelf("care")
A_DAY = 24  # hours; the clock of C24
OVER = timedelta(days=2)  # an event that was known two days before the day has had its 24 hours, whatever the hour
REACHED = 4


def _note(event: ChildEvent) -> str:
    return "nothing_done" if event.hours is None else f"clock_{event.hours:.1f}".removesuffix(".0")


@EVENTS.measure(
    "first_act_hours",
    zh=("获知到首次行动平均用时", "从获知事件到第一次采取行动（办理任务或上报）的平均小时数，只计已有行动的事件。"),
    en=(
        "Hours until the first act",
        "Mean hours from knowing of an event to the first thing done about it, of events with an act.",
    ),
    refs="C28 C24",
    none="no_events none_acted",
    unit="clock",
    better="down",
    personal=True,
)
def first_act_hours(facts: Snapshot) -> Outcome:
    """Mean hours to the first act; events without one stand in the list as not counted."""
    if not facts.events:
        return nothing("no_events")
    squads = {child.id: child.squad_id for child in facts.children}
    rows = (
        RecordRef("event", e.id, e.hours is not None, _note(e), squads.get(e.child_id), e.hours or 0)
        for e in facts.events
    )
    return mean(rows, "none_acted")


@EVENTS.measure(
    "first_act_in_a_day",
    zh=("24小时内采取行动率", "获知后24小时内采取行动的事件数 ÷ 已满24小时或已有行动的事件数。"),
    en=(
        "Acted within 24 hours",
        "Events about which something was done within 24 hours ÷ events with an act or past their 24 hours.",
    ),
    refs="C28 C24",
    none="no_events no_due_events",
    personal=True,
)
def first_act_in_a_day(facts: Snapshot) -> Outcome:
    """Events that somebody took up in time; one without an act counts once its 24 hours are over for certain."""
    if not facts.events:
        return nothing("no_events")
    squads = {child.id: child.squad_id for child in facts.children}
    due = (e for e in facts.events if e.hours is not None or e.known_on <= facts.as_of - OVER)
    rows = (
        RecordRef("event", e.id, e.hours is not None and e.hours <= A_DAY, _note(e), squads.get(e.child_id))
        for e in due
    )
    return rate(rows, "no_due_events")


def _progress(facts: Snapshot, aspect: str) -> Outcome:
    rows = tuple(_goal_records(facts, aspect))
    return out_of(rows, REACHED * len(rows), "no_care_goals")


def _goal_records(facts: Snapshot, aspect: str) -> Iterator[RecordRef]:
    squads = {child.id: child.squad_id for child in facts.children}
    for goal in facts.care_goals:
        if goal.aspect == aspect:
            note, squad = f"{goal.step}/{REACHED}", squads.get(goal.child_id)
            yield RecordRef("care_goal", goal.id, goal.step > 0, note, squad, goal.step, REACHED)


@EVENTS.measure(
    "goals_of_body",
    zh=("生理目标进展", "档案里生理目标最近登记的进度之和 ÷ 全部达到时的进度（每个目标0—4级）。"),
    en=(
        "Goals for the body",
        "Last noted steps of the files' goals for the body ÷ all steps (each goal has 0 to 4).",
    ),
    refs="C33",
    none="no_care_goals",
    personal=True,
)
def goals_of_body(facts: Snapshot) -> Outcome:
    """How far the physical goals of the children's files have come."""
    return _progress(facts, "body")


@EVENTS.measure(
    "goals_of_mind",
    zh=("心理目标进展", "档案里心理目标最近登记的进度之和 ÷ 全部达到时的进度（每个目标0—4级）。"),
    en=(
        "Goals for the mind",
        "Last noted steps of the files' goals for the mind ÷ all steps (each goal has 0 to 4).",
    ),
    refs="C33",
    none="no_care_goals",
    personal=True,
)
def goals_of_mind(facts: Snapshot) -> Outcome:
    """How far the psychological goals of the children's files have come."""
    return _progress(facts, "mind")
