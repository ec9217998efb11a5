"""Set opening hours of the room and the hotline; note talks and their follow-up (S32, S35)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.casework.help_words import HelpWords, clean_hours
from careplan.casework.hours_beside import tell_hours_go
from careplan.casework.models import HelpGiven, HelpHours
from careplan.casework.operations import WrongDay
from careplan.casework.words import NEXT_WITHIN
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused


def add_hours(
    *, actor_id: int | None, channel: str, weekday: int, hours: str, place: str, staff_id: int | None
) -> HelpHours:
    """Add hours of a weekday; Refused when they are no hours."""
    cleaned = clean_hours(hours)
    if cleaned is None:
        raise Refused(_("Please write the time like 12:20-13:00."))
    row = HelpHours(channel=channel, weekday=weekday, hours=cleaned, place=place, staff_id=staff_id)
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="help_hours", entity_id=row.id)
    return row


def change_hours(
    *, actor_id: int | None, row: HelpHours, weekday: int, hours: str, place: str, staff_id: int | None
) -> None:
    """Hours of a weekday are at another time, in another place or with somebody else from now on."""
    row.weekday, row.hours, row.place, row.staff_id = weekday, hours, place or row.place, staff_id
    db.session.flush()
    record(actor_id=actor_id, action="edit", entity="help_hours", entity_id=row.id)


def remove_hours(*, actor_id: int | None, row: HelpHours) -> None:
    """Take hours off the list; whoever has planned with them is told."""
    tell_hours_go(row.id, actor_id)
    record(actor_id=actor_id, action="remove", entity="help_hours", entity_id=row.id)
    db.session.delete(row)
    db.session.flush()


def note_talk(*, actor_id: int, words: HelpWords) -> HelpGiven:
    """Note a talk; WrongDay when it lies ahead or over a year back, Refused when its follow-up is not after it within
    a year."""
    if words.day > today():
        raise WrongDay(_("A talk is noted when it has taken place; this date lies ahead."))
    if words.day < today() - NEXT_WITHIN:
        raise WrongDay(_("This day is more than a year ago. Please check the year."))
    if words.follow_up_on is not None and words.follow_up_on <= words.day:
        raise Refused(_("The follow-up must come after the talk."))
    if words.follow_up_on is not None and words.follow_up_on > words.day + NEXT_WITHIN:
        raise Refused(_("The follow-up must come within a year."))
    row = HelpGiven(recorded_at=now(), recorded_by=actor_id, **asdict(words))
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="help_given", entity_id=row.id, detail={"channel": words.channel})
    return row


def follow_up(*, actor_id: int, row: HelpGiven, day: date) -> None:
    """Somebody looked again: the follow-up is done."""
    row.followed_up_on = day
    record(actor_id=actor_id, action="follow_up", entity="help_given", entity_id=row.id)
    db.session.flush()
