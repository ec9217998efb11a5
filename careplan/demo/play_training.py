"""This term's courses: entered by teachers, some recognised by the office, some waiting, some sent back (S46–S49)."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from careplan.demo.cast import Cast
from careplan.demo.moments import at
from careplan.demo.parameters import day, texts
from careplan.training.operations import add_record, recognise_record, return_record, submit_record
from careplan.training.words import CourseWords


def play_training(rng: Random, cast: Cast, until: date) -> int:
    """The courses that ended before `until`; returns the number of records."""
    written = 0
    teachers = [person for person in cast.staff if person.kind == "teacher"]
    for course in texts()["training"]["course"]:
        if day(course["ends"]) + timedelta(days=6) >= until:
            continue
        for person in rng.sample(teachers, min(course["people"], len(teachers))):
            user = cast.by_staff.get(person.id)
            _enter(rng, cast, course, person.id, user.id if user else cast.users["office"].id)
            written += 1
    return written


def _enter(rng: Random, cast: Cast, course: dict[str, Any], staff_id: int, actor_id: int) -> None:
    states, weights = zip(*course["states"], strict=True)
    state = rng.choices(states, weights)[0]
    ended = day(course["ends"])
    with at(ended + timedelta(days=2), 20):
        entry = add_record(actor_id=actor_id, staff_id=staff_id, words=_words(rng, course))
        if state != "draft":
            submit_record(actor_id=actor_id, entry=entry)
    office = cast.users["office"].id
    with at(ended + timedelta(days=5), 10):
        if state == "recognised":
            recognise_record(actor_id=office, entry=entry)
        elif state == "returned":
            return_record(actor_id=office, entry=entry, reason=texts()["report"]["return_reason"])


def _words(rng: Random, course: dict[str, Any]) -> CourseWords:
    credited = rng.random() < texts()["training"]["credited"]
    return CourseWords(
        course=course["course"] + texts()["mark"],
        organiser=course["organiser"],
        level=course["level"],
        category=course["category"],
        content=course["content"],
        starts_on=day(course["starts"]),
        ends_on=day(course["ends"]),
        hours=course["hours"],
        credits=round(course["hours"] / texts()["training"]["hours_per_credit"], 1) if credited else None,
        result="合格",
        certificate_number="",
        qualification="",
        valid_from=None,
        valid_until=None,
    )
