"""The case of each child: levels, categories, the file, promises; events with their tasks; one mandatory report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from careplan.casework.file_operations import note_progress, save_record, save_registration
from careplan.casework.level_operations import set_level
from careplan.casework.promise_operations import add_promise, close_promise
from careplan.casework.queries import responsible_names
from careplan.children.models import Child
from careplan.clock import today
from careplan.demo.cast import Cast, watched_children
from careplan.demo.moments import at
from careplan.demo.parameters import texts
from careplan.demo.play_events import Story, play_events, play_report
from careplan.demo.play_papers import attach_letter

LEVELS_AFTER, FORMS_AFTER = timedelta(days=21), timedelta(days=25)
WITH_FILE = 9
WITH_LETTER = 3
NEVER_EMPTY = ("body_detail", "paternal_grandparents", "maternal_grandparents", "entrusted_phone", "entrusted_address")


@dataclass(frozen=True, slots=True)
class _Stage:
    rng: Random
    cast: Cast
    first: date
    until: date
    children: list[Child]

    def actor(self, child: Child) -> int:
        return self.cast.teacher_of(child.squad).id


def play_case(rng: Random, cast: Cast, first: date, until: date) -> dict[str, int]:
    """How many levels, forms and events; nothing in the first weeks of the year."""
    if until - first < FORMS_AFTER + timedelta(days=14):
        return {"levels": 0, "forms": 0, "events": 0}
    named = responsible_names([one.child.id for one in watched_children(until)])
    children = [one.child for one in watched_children(until) if one.close and one.child.id in named]
    stage = _Stage(rng, cast, first, until, children)
    levels, forms = _levels(stage), _forms(stage)
    chosen = rng.sample(children, WITH_FILE + 4)
    for number, child in enumerate(chosen[:WITH_FILE]):
        _file(stage, child, number)
    _promises(stage)
    story = Story(rng, cast, until)
    events = play_events(story, chosen[WITH_FILE:])
    play_report(story)
    return {"levels": levels, "forms": forms, "events": events}


def _levels(stage: _Stage) -> int:
    words, count = texts()["case"], 0
    codes, weights = zip(*words["levels"], strict=True)
    for child in stage.children:
        if stage.rng.random() < words["levelled"]:
            level = stage.rng.choices(codes, weights)[0]
            with at(max(stage.first + LEVELS_AFTER, child.joined_on), 15):
                set_level(
                    actor_id=stage.actor(child), child_id=child.id, level=level, reason=_said(words["reasons"][level])
                )
            count += 1
    return count


def _forms(stage: _Stage) -> int:
    """The form of 2016, filled in by the class teacher; some have an answer that does not fit, as in life."""
    words, count = texts()["case"], 0
    codes, weights = zip(*words["custody"], strict=True)
    for child in stage.children:
        if stage.rng.random() >= words["filled"]:
            continue
        carer = next((one for one in child.family if one.is_carer), None)
        values: dict[str, Any] = dict.fromkeys(NEVER_EMPTY, "") | {
            "household_registered": True,
            "schooling": "primary",
            "body": "healthy",
            "custody": stage.rng.choices(codes, weights)[0],
            "entrusted_person": (carer.name or "") if carer and carer.entrusted else "",
            "entrusted_relation": carer.relation_word if carer and carer.entrusted else "",
            "income": stage.rng.choice(words["incomes"]),
            "aid": [],
            "filled_by": stage.cast.teacher_of(child.squad).display_name,
            "checked_by": stage.cast.users["office"].display_name,
            "in_charge": stage.cast.users["principal"].display_name,
        }
        with at(max(stage.first + FORMS_AFTER, child.joined_on), 16):
            values["filled_on"] = today()
            save_registration(actor_id=stage.actor(child), child=child, row=None, values=values)
        count += 1
    return count


def _file(stage: _Stage, child: Child, number: int) -> None:
    """A category, a need and a goal with its progress."""
    words, actor = texts()["case"], stage.actor(child)
    day = max(stage.first + FORMS_AFTER, child.joined_on)
    with at(day, 17):
        if number < len(words["categories"]):
            code, basis = words["categories"][number]
            given = {"category": code, "basis": _said(basis), "authority": "民政部门", "since": day, "until": None}
            save_record(actor_id=actor, sort="category", child=child, row=None, values=given)
        if number < WITH_LETTER:
            attach_letter(actor, child)
        area, need = words["needs"][number % len(words["needs"])]
        over = number % 3 == 0
        given = {"area": area, "words": _said(need), "since": day, "until": day if over else None}
        given["result"] = _said(words["kept"][0]) if over else None
        save_record(actor_id=actor, sort="need", child=child, row=None, values=given)
        aspect, goal = words["goals"][number % len(words["goals"])]
        given = {
            "aspect": aspect,
            "words": _said(goal),
            "since": day,
            "due_on": stage.until + timedelta(30),
            "state": "open",
        }
        row = save_record(actor_id=actor, sort="goal", child=child, row=None, values=given)
    later = day + timedelta(days=14)
    if later < stage.until:
        with at(later, 17):
            note = _said(words["shown"][number % len(words["shown"])])
            note_progress(actor_id=actor, goal=row, day=later, step=1 + number % 3, note=note)


def _promises(stage: _Stage) -> None:
    words = texts()["case"]
    for number, child in enumerate(stage.rng.sample(stage.children, words["promises"])):
        teacher = stage.cast.teacher_of(child.squad)
        made = stage.until - timedelta(days=20 + number)
        with at(made, 17):
            row = add_promise(
                actor_id=teacher.id,
                child_id=child.id,
                words=_said(words["promised"][number % len(words["promised"])]),
                staff_id=teacher.staff_id,
                due_on=made + timedelta(days=10 + 3 * (number % 6)),
            )
        if number % 3:
            with at(made + timedelta(days=8), 17):
                close_promise(actor_id=teacher.id, row=row, kept=True, result=_said(words["kept"][number % 2]))


def _said(words: str) -> str:
    return words + str(texts()["mark"])
