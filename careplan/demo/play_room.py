"""The counselling room's appointments, notes and one referral slip, through the operations of the pages (S35)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from careplan.children.models import Child
from careplan.counselling.appointment_operations import book, chosen_time, hold, miss
from careplan.counselling.models import Appointment
from careplan.counselling.note_operations import save_referral, write_note
from careplan.counselling.room_queries import bookable
from careplan.counselling.sealed import NoteWords, ReferralWords
from careplan.counselling.words import SLOT_MINUTES
from careplan.demo.cast import Cast, watched_children
from careplan.demo.moments import at
from careplan.demo.parameters import texts
from careplan.errors import Refused


def play_room(cast: Cast, first: date, until: date) -> int:
    """Talks before `until`, one that was missed and one to come; returns how many were held."""
    words, children = texts()["room"], [one.child for one in watched_children(until)][:4]
    if len(children) < 3:
        return 0
    held = [_talk(cast, first, until, one, children[1 if one.get("other") else 0]) for one in words["held"]]
    with at(max(first, until - timedelta(days=words["missed"])), 8):
        row = _booked(cast, children[2], "teacher")
    if row and row.day < until:
        with at(row.day, 15):
            miss(actor_id=cast.users["psychologist"].id, row=row)
    if until - first > timedelta(days=10):
        with at(until - timedelta(days=4), 15):
            _slip(cast, children[1], until - timedelta(days=5))
    with at(until - timedelta(days=1), 16):
        _booked(cast, children[0], "pupil")
    return sum(held)


def _booked(cast: Cast, child: Child, asked_by: str) -> Appointment | None:
    """The first free time from this moment; None in the holidays."""
    free = bookable(SLOT_MINUTES)
    if not free:
        return None
    try:
        return book(
            actor_id=cast.users["psychologist"].id,
            time=chosen_time(free[0].code, SLOT_MINUTES),
            children=[child],
            comes="pupil",
            asked_by=asked_by,
        )
    except Refused:
        return None


def _talk(cast: Cast, first: date, until: date, one: Mapping[str, Any], child: Child) -> bool:
    person, mark = cast.users["psychologist"], texts()["mark"]
    with at(max(first, until - timedelta(days=one["days_ago"])), 8):
        row = _booked(cast, child, "pupil")
    if row is None or row.day >= until:
        return False
    with at(row.day, 15):
        hold(person=person, row=row, subject="emotions", referred=False, wish=None)
        words = NoteWords(one["concern"] + mark, one["approach"], one["step"], one["risk"], one["informed"])
        write_note(actor_id=person.id, child_id=child.id, appointment=row, words=words)
    return True


def _slip(cast: Cast, child: Child, day: date) -> None:
    words, mark = texts()["room"]["slip"], texts()["mark"]
    slip = ReferralWords(
        reason=words["reason"] + mark,
        risk="middle",
        institution=words["institution"],
        told_who=words["told"],
        told_on=day.isoformat(),
        told_how="face",
        sent_on=day.isoformat(),
        receipt_on=(day + timedelta(days=1)).isoformat(),
        receipt=words["receipt"],
    )
    save_referral(actor_id=cast.users["psychologist"].id, child_id=child.id, row=None, words=slip)
