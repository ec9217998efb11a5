"""The counselling room and the hotline: opening hours, talks noted by their teacher, follow-ups (S32, S35)."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from careplan.casework.help_operations import add_hours, follow_up, note_talk
from careplan.casework.help_words import HelpWords
from careplan.demo.cast import Cast
from careplan.demo.moments import STAFF_DAY, at
from careplan.demo.parameters import texts

FOLLOW_UP_AFTER = 7
WEEKEND = 6


def play_help(rng: Random, cast: Cast, first: date, until: date) -> int:
    """Hours for the year and the talks before `until`; returns the number of talks."""
    words, teacher = texts()["help"], cast.users["psychologist"]
    with at(STAFF_DAY, 15):
        for channel, weekdays, hours, place in words["hours"]:
            for weekday in weekdays:
                add_hours(
                    actor_id=teacher.id,
                    channel=channel,
                    weekday=weekday,
                    hours=hours,
                    place=place,
                    staff_id=teacher.staff_id,
                )
    talks = 0
    for number in range((until - first).days):
        day = first + timedelta(days=number)
        if day.isoweekday() < WEEKEND and rng.random() < words["per_week"] / 5:
            _talk(rng, teacher.id, day, until)
            talks += 1
    return talks


def _talk(rng: Random, actor_id: int, day: date, until: date) -> None:
    words = texts()["help"]
    again = day + timedelta(days=FOLLOW_UP_AFTER) if rng.random() < words["follow_up"] else None
    with at(day, 13, 10):
        row = note_talk(
            actor_id=actor_id,
            words=HelpWords(
                day=day,
                channel="hotline" if rng.random() < words["hotline"] else "room",
                who=_one_of(rng, words["who"]),
                came=_one_of(rng, words["came"]),
                subject=_one_of(rng, words["subjects"]),
                referred=rng.random() < words["referred"],
                follow_up_on=again,
                note=rng.choice(words["notes"]) + texts()["mark"],
            ),
        )
    if again and again < until - timedelta(days=FOLLOW_UP_AFTER):
        with at(again, 13, 10):
            follow_up(actor_id=actor_id, row=row, day=again)


def _one_of(rng: Random, pairs: list[list[Any]]) -> str:
    words, weights = zip(*pairs, strict=True)
    return str(rng.choices(words, weights)[0])
