"""Training through the year: records in every state, rules in force, trainings planned and over (S27, S46–S49)."""

from __future__ import annotations

import base64
from datetime import date, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from careplan.db import db
from careplan.demo.cast import Cast
from careplan.demo.moments import STAFF_DAY, at
from careplan.demo.parameters import day, texts
from careplan.school.models import StaffMember
from careplan.training.certificate_operations import check_certificate, set_certificate
from careplan.training.credits.shipped import shipped_rule_sets
from careplan.training.models import TrainingRecord
from careplan.training.operations import add_record, move_record, save_person
from careplan.training.planned_operations import TrainingPlan, finish_training, save_training, set_people
from careplan.training.rules_operations import adopt_rules, copy_rules, edit_rules
from careplan.training.words import CourseWords

WAY = {
    "draft": (),
    "submitted": ("submit",),
    "approved": ("submit", "approve"),
    "sent": ("submit", "approve", "send"),
    "recognised": ("submit", "approve", "send", "recognise"),
    "refused": ("submit", "approve", "send", "refuse"),
    "returned": ("submit", "return"),
}
"""State → the steps that lead there."""


def play_training(rng: Random, cast: Cast, until: date) -> int:
    """Rules, the courses that ended before `until`, what is planned; returns the number of records."""
    teachers = [person for person in cast.staff if person.kind == "teacher"]
    _rules(cast)
    _new_teacher(cast, teachers)
    written = _history(rng, cast, teachers)
    for course in texts()["training"]["course"]:
        if day(course["ends"]) + timedelta(days=6) >= until:
            continue
        for person in rng.sample(teachers, min(course["people"], len(teachers))):
            _enter(rng, cast, course, person)
            written += 1
    return written + _planned(rng, cast, teachers, until)


def _rules(cast: Cast) -> None:
    """The school's own copy of an example, a little changed, in force from the beginning of the cycle."""
    words, office = texts()["training"]["rules"], cast.users["office"].id
    with at(STAFF_DAY, 16):
        row = copy_rules(
            actor_id=office, origin=shipped_rule_sets()[words["example"]], name=words["name"] + texts()["mark"]
        )
        content = {**row.content, "floor": [*row.content["floor"], words["floor"]], "region": words["region"]}
        content["cycle_from"] = words["cycle_from"]
        edit_rules(actor_id=office, row=row, content=content)
        adopt_rules(actor_id=office, row=row, counts_from=day(words["counts_from"]))


def _new_teacher(cast: Cast, teachers: list[StaffMember]) -> None:
    """The last teacher on the list is in the first year."""
    with at(STAFF_DAY, 16):
        save_person(
            actor_id=cast.users["office"].id,
            staff_id=teachers[-1].id,
            probation_from=date(2026, 9, 1),
            probation_until=date(2027, 8, 31),
        )


def _history(rng: Random, cast: Cast, teachers: list[StaffMember]) -> int:
    """Courses of the years before, recognised long ago; the new teacher was not there yet."""
    written, office = 0, cast.users["office"]
    for course, organiser, level, category, content, first, last, hours in texts()["training"]["history"]:
        words = CourseWords(
            course=course + texts()["mark"],
            organiser=organiser,
            level=level,
            category=category,
            content=content,
            starts_on=day(first),
            ends_on=day(last),
            hours=hours,
        )
        with at(day(last) + timedelta(days=20), 10):
            for person in teachers[:-1]:
                if rng.random() < texts()["training"]["attended"]:
                    entry = add_record(actor_id=office.id, staff_id=person.id, words=words)
                    for action in WAY["recognised"]:
                        _move(cast, entry, action)
                    written += 1
    return written


def _enter(rng: Random, cast: Cast, course: dict[str, Any], person: StaffMember) -> None:
    states, weights = zip(*course["states"], strict=True)
    state = rng.choices(states, weights)[0]
    user = cast.by_staff.get(person.id)
    actor_id = user.id if user else cast.users["office"].id
    ended = day(course["ends"])
    with at(ended + timedelta(days=2), 20):
        entry = add_record(actor_id=actor_id, staff_id=person.id, words=_words(course))
        if rng.random() < texts()["training"]["with_photo"]:
            set_certificate(actor_id=actor_id, entry=entry, kept=check_certificate(_picture()))
        if state != "draft":
            move_record(actor_id=actor_id, entry=entry, action="submit")
    with at(ended + timedelta(days=5), 10):
        for action in WAY[state][1:]:
            _move(cast, entry, action)


def _move(cast: Cast, entry: TrainingRecord, action: str) -> None:
    """The office does it; the principal where the record is the office's own."""
    office = cast.users["office"]
    actor = cast.users["principal"] if office.staff_id == entry.staff_id else office
    reasons = {"return": texts()["report"]["return_reason"], "refuse": texts()["training"]["refused"]}
    move_record(actor_id=actor.id, entry=entry, action=action, reason=reasons.get(action, ""))


def _picture() -> bytes:
    """A small drawing that stands for a photographed certificate."""
    return base64.b64decode(texts()["training"]["photo"])


def _words(course: dict[str, Any]) -> CourseWords:
    return CourseWords(
        course=course["course"] + texts()["mark"],
        organiser=course["organiser"],
        level=course["level"],
        category=course["category"],
        content=course["content"],
        starts_on=day(course["starts"]),
        ends_on=day(course["ends"]),
        hours=course["hours"],
        item=course.get("item", "attend"),
        same_content=course.get("same", ""),
        result=course.get("result", "passed"),
    )


def _planned(rng: Random, cast: Cast, teachers: list[StaffMember], until: date) -> int:
    """Trainings of the calendar; those that are over before `until` made drafts for who came, the last one waits."""
    made, head = 0, cast.users["head"].id
    for one in texts()["training"]["planned"]:
        with at(STAFF_DAY, 17):
            row = save_training(actor_id=head, row=None, plan=_plan(one))
            set_people(actor_id=head, row=row, staff_ids={person.id for person in rng.sample(teachers, one["people"])})
        if row.ends_on + timedelta(days=7) < until:
            with at(row.ends_on + timedelta(days=1), 9):
                came = {person.staff_id for person in row.people if rng.random() < 0.9}
                made += len(finish_training(actor_id=head, row=row, came=came))
    for entry in db.session.scalars(select(TrainingRecord).where(TrainingRecord.planned_id.is_not(None))):
        with at(entry.ends_on + timedelta(days=3), 18):
            for action in WAY[rng.choice(("draft", "submitted", "approved", "recognised"))]:
                _move(cast, entry, action)
    return made


def _plan(one: dict[str, Any]) -> TrainingPlan:
    first, last = day(one["starts"]), day(one["ends"])
    return TrainingPlan(
        course=one["course"] + texts()["mark"],
        organiser=one["organiser"],
        internal=one["level"] == "school",
        place=one["place"],
        level=one["level"],
        category=one["category"],
        item="attend",
        content=one["content"],
        starts_on=first,
        ends_on=last,
        begins=time.fromisoformat(one["begins"]),
        ends=time.fromisoformat(one["until"]),
        hours=one["hours"],
        places=one.get("places"),
        qualification=one.get("qualification", ""),
        note="",
    )
