"""What children answered, what was in the way, who would like to talk: all through the operations of the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.casework.help_queries import own_talks
from careplan.clock import local, today
from careplan.db import db
from careplan.demo.cast import Cast
from careplan.demo.moments import at
from careplan.demo.parameters import texts
from careplan.sessions.models import TeamSession
from careplan.sessions.record_queries import tallies_of
from careplan.voices.answers import CHOICES, FACES_UP_TO, QUESTIONS
from careplan.voices.answers_operations import close_round, open_round, save_tally, take_answer
from careplan.voices.obstacle_operations import Answer, answer_obstacle, raise_obstacle, see_answer
from careplan.voices.talk_operations import answer_wish, leave_wish

LIKED = {5: (0.82, 0.14), 4: (0.66, 0.25), 3: (0.42, 0.38), 2: (0.25, 0.4), 1: (0.15, 0.3)}
"""Of five points: shares of 😀 and 😐."""
ON_DEVICES = 12
"""Every so many sessions the older children answer on devices, the others on slips."""


def children_answer(one: TeamSession, cast: Cast, liked: Mapping[str, int]) -> None:
    """The squads of a session answer: one question after the other as well as `liked` (1–5) says (S17)."""
    rng = Random(one.id)
    tallies = tallies_of([one])[one.id]
    for squad in one.squads:
        came, teacher = tallies[squad.id].came, cast.teacher_of(squad)
        said = {question: _said(rng, liked[question], came) for question in QUESTIONS}
        if squad.grade(cast.start_year) > FACES_UP_TO and one.id % ON_DEVICES == 0:
            _on_devices(teacher, one, squad.id, said)
        elif came:
            counts = {question: {c: Counter(all_)[c] for c in CHOICES} for question, all_ in said.items()}
            save_tally(actor_id=teacher.id, team_session=one, squad_id=squad.id, counts=counts)


def _said(rng: Random, liked: int, children: int) -> list[str]:
    good, fair = LIKED[liked]
    return rng.choices(CHOICES, (good, fair, 1 - good - fair), k=children)


def _on_devices(teacher: User, one: TeamSession, squad_id: int, said: Mapping[str, list[str]]) -> None:
    row = open_round(actor_id=teacher.id, team_session=one, squad_id=squad_id, way="each", minutes=20)
    for answers in zip(*said.values(), strict=True):
        take_answer(row=row, answer=dict(zip(said, answers, strict=True)))
    close_round(actor_id=teacher.id, row=row)


def play_voices(rng: Random, cast: Cast, first: date, until: date) -> Counter[str]:
    """Obstacles and wishes of the weeks before `until`; how many of each."""
    words, told = texts()["voices"], Counter[str]()
    for one in words["obstacles"]:
        day = first + (until - first) * one["when"]
        with at(day, 17, 5):
            _obstacle(rng, cast, one, until)
        told["obstacles"] += 1
    for one in words["wishes"]:
        with at(max(first, until - timedelta(days=one["days_ago"])), 16, 40):
            _wish(cast, one)
        told["wishes"] += 1
    return told


def _obstacle(rng: Random, cast: Cast, one: Mapping[str, Any], until: date) -> None:
    by, mark = cast.users[one["by"]], texts()["mark"]
    row = raise_obstacle(
        actor_id=by.id,
        kind=one["kind"],
        words=one["words"] + mark,
        leader=one["leader"],
        team_session_id=_session_of(by, today()) if one.get("about") else None,
    )
    answered = local(row.raised_at).date() + timedelta(days=one.get("days", 0))
    if "answer" not in one or answered >= until:
        return
    leader = cast.users["principal" if one["leader"] == "principal" else "head"]
    with at(answered, 9, rng.randrange(60)):
        due = answered + timedelta(days=one["due"]) if "due" in one else None
        answer_obstacle(actor_id=leader.id, row=row, answer=Answer(one["answer"] + mark, one["outcome"], due))
    if one.get("seen"):
        with at(answered, 12):
            see_answer(actor_id=by.id, row=row)


def _session_of(by: User, day: date) -> int | None:
    """The last session of the teacher's own squad up to the day."""
    query = select(TeamSession.id).where(TeamSession.squads.any(counselor_id=by.staff_id), TeamSession.day <= day)
    return db.session.scalars(query.order_by(TeamSession.day.desc(), TeamSession.id)).first()


def _wish(cast: Cast, one: Mapping[str, Any]) -> None:
    passed_by = cast.users[one["passed_by"]].display_name if "passed_by" in one else ""
    row = leave_wish(squad=one["squad"], who=one["who"], words=one["words"] + texts()["mark"], passed_by=passed_by)
    if one.get("answered"):
        person = cast.users["psychologist"]
        note = next((talk.id for talk in own_talks(person.id) if talk.day <= today()), None)
        answer_wish(person=person, row=row, talk_id=note)
