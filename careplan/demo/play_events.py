"""Events with tasks done, late and waiting; the one of the plan's own story; a mandatory report that was closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from careplan.casework.file_operations import save_record
from careplan.casework.level_operations import set_level
from careplan.children.models import Child
from careplan.clock import SCHOOL_ZONE, now
from careplan.demo.cast import Cast
from careplan.demo.moments import at
from careplan.demo.parameters import texts
from careplan.demo.play_papers import attach_notice
from careplan.events.alarm_operations import close_report, make_report, name_person, note_step
from careplan.events.models import CareEvent, EventTask
from careplan.events.operations import (
    close_event,
    do_task,
    entered_in_file,
    escalate,
    make_plan,
    record_event,
    review_level,
)

CRISIS = "parent-detained"
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Story:
    """What the events are played from."""

    rng: Random
    cast: Cast
    until: date


def play_events(story: Story, children: list[Child]) -> int:
    """One event for each child, in the order of days; returns how many."""
    events = sorted(texts()["case"]["event"], key=lambda one: -one["before"])
    for words, child in zip(events, children, strict=False):
        _play(story, words, child)
    return min(len(events), len(children))


def _play(story: Story, words: dict[str, Any], child: Child) -> None:
    known = story.until - timedelta(days=words["before"])
    teacher = story.cast.teacher_of(child.squad)
    if words["kind"] == CRISIS:
        _first_plan(story, child, teacher.id, known - timedelta(days=30))
    with at(known, 9):
        event = record_event(
            actor_id=teacher.id,
            child=child,
            kind=words["kind"],
            happened_on=known - timedelta(days=words["delay"]),
            known_at=now(),
            source="phone",
            words=_said(words["words"]),
        )
    if words["kind"] == CRISIS:
        _crisis(story, event, teacher.id, known)
    for number, task in enumerate(event.tasks[: words["done"]]):
        if task.done_at is None:
            with at(min(known + timedelta(days=number), story.until - timedelta(days=1)), 14):
                _do(story, event, task, teacher.id)
    if all(task.done_at for task in event.tasks):
        with at(story.until - timedelta(days=1), 16):
            close_event(actor_id=teacher.id, event=event, outcome=_said("照料稳定，转为日常关注"))


def _do(story: Story, event: CareEvent, task: EventTask, actor_id: int) -> None:
    if task.does == "level":
        reason = _said("变动后重新评估")
        review_level(actor_id=story.cast.users["psychologist"].id, event=event, level="close", reason=reason)
    elif task.does == "act":
        do_task(actor_id=actor_id, task=task, result=_said(texts()["case"]["crisis"]["results"][1]))
    elif task.does == "file":
        do_task(actor_id=actor_id, task=task, result=_said("花名册里已经登记，不用再记"))


def _first_plan(story: Story, child: Child, actor_id: int, day: date) -> None:
    words = texts()["case"]["crisis"]
    with at(day, 15):
        make_plan(
            actor_id=actor_id,
            child_id=child.id,
            event=None,
            reason=_said(words["first_reason"]),
            aims=_said(words["first_aims"]),
            measures=_said(words["first_measures"]),
            review_on=story.until + timedelta(days=60),
        )


def _crisis(story: Story, event: CareEvent, actor_id: int, day: date) -> None:
    """The child was seen the same evening and the school office told; its answer, level and aid still wait."""
    words, child = texts()["case"]["crisis"], event.child
    with at(day, 11):
        for member, state, since in (
            ("mother", "no-contact", child.birth_date + YEAR),
            ("father", "detained", event.happened_on),
        ):
            given = {"member": member, "state": state, "reachable": "no", "note": "", "since": since, "until": None}
            save_record(actor_id=actor_id, sort="state", child=child, row=None, values=given)
        given = {
            "kind": "care-class",
            "place": _said(words["place"]),
            "contact": words["contact"],
            "fee_per": "month",
            "fee_fen": words["fee_yuan"] * 100,
            "owed_fen": words["owed_yuan"] * 100,
            "pay_by": day + timedelta(days=10),
            "may_lose": True,
            "since": day - timedelta(days=90),
            "until": None,
        }
        save_record(actor_id=actor_id, sort="placement", child=child, row=None, values=given)
        basis = _said(words["category_basis"])
        given = {"category": "parent-detained", "basis": basis, "authority": "公安机关", "since": day, "until": None}
        save_record(actor_id=actor_id, sort="category", child=child, row=None, values=given)
        for sort in ("state", "category"):
            entered_in_file(actor_id=actor_id, event=event, sort=sort)
        attach_notice(actor_id, event)
        set_level(actor_id=actor_id, child_id=child.id, level="warning", reason=_said(words["level_reason"]))
    with at(day, 12):
        escalate(actor_id=actor_id, event=event, to="office", words=_said(words["sent"]))
    with at(day, 19):
        do_task(actor_id=actor_id, task=event.tasks[0], result=_said(words["results"][0]))


def play_report(story: Story) -> None:
    """Reported by a teacher, told to the police within the hour, closed; the counselling teacher is named for it."""
    words, users = texts()["case"]["report"], story.cast.users
    day = story.until - timedelta(days=20)
    with at(day, 8):
        name_person(actor_id=users["principal"].id, user_id=users["psychologist"].id)
    with at(day, 10):
        row = make_report(
            actor_id=story.cast.teacher_of(story.cast.squads[0]).id,
            words=_said(words["words"]),
            who=_said(words["who"]),
            found=_said(words["found"]),
            situation="violence",
        )
    with at(day, 11):
        told = datetime.combine(day, time(10, 30), SCHOOL_ZONE).astimezone(UTC).replace(tzinfo=None)
        note_step(
            actor_id=users["principal"].id,
            row=row,
            to="police",
            at=told,
            receipt=_said(words["receipt"]),
            note=_said(words["note"]),
        )
    with at(day + timedelta(days=5), 11):
        close_report(actor_id=users["principal"].id, row=row)


def _said(words: str) -> str:
    return words + str(texts()["mark"])
