"""Book a time, move it, cancel it, note what came of it. The database itself refuses a second booking (G34)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.casework.help_operations import note_talk
from careplan.casework.help_words import HelpWords
from careplan.casework.words import NEXT_WITHIN
from careplan.children.models import Child
from careplan.clock import local, now, today
from careplan.counselling.models import Appointment, TakenTime
from careplan.counselling.room_queries import bookable
from careplan.counselling.slots import cells, minutes_of
from careplan.counselling.words import CANCELLED, MOST_IN_A_GROUP
from careplan.db import db
from careplan.errors import Refused
from careplan.voices.models import TalkWish
from careplan.voices.talk_operations import answer_wish


@dataclass(frozen=True, slots=True)
class Time:
    """When and with whom. begins: minutes since midnight."""

    day: date
    begins: int
    minutes: int
    staff_id: int
    place: str


def chosen_time(code: str, minutes: int) -> Time:
    """The free time that a form's code names; Refused when it is free no longer."""
    slot = next((one for one in bookable(minutes) if one.code == code), None)
    if slot is None:
        raise Refused(_("This time is no longer free. Please choose another one."))
    return Time(slot.day, slot.begins, minutes, slot.staff_id, slot.place)


def book(
    *, actor_id: int, time: Time, children: Sequence[Child], comes: str, asked_by: str, wish: TalkWish | None = None
) -> Appointment:
    """Book it; Refused where somebody of it is booked at that time already."""
    if comes != "teacher" and not children:
        raise Refused(_("Please choose the child."))
    if (comes != "pupil" and len(children) > 1) or len(children) > MOST_IN_A_GROUP:
        raise Refused(_("A group is of pupils, at most %(most)s.", most=MOST_IN_A_GROUP))
    row = Appointment(
        day=time.day, begins=time.begins, minutes=time.minutes, staff_id=time.staff_id, place=time.place,
        comes=comes, asked_by=asked_by, talk_wish_id=wish.id if wish else None, made_at=now(), made_by=actor_id,
        children=list(children),
    )  # fmt: skip
    _hold(row, actor_id, "book")
    return row


def note_on_spot(
    *, actor_id: int, day: date, begins: int, minutes: int, staff_id: int, children: Sequence[Child], comes: str
) -> Appointment:
    """Somebody came without an appointment: it is noted afterwards, as if it had been booked."""
    if not today() - NEXT_WITHIN <= day <= today():
        raise Refused(_("A talk is noted when it has taken place; this date lies ahead."))
    row = book(
        actor_id=actor_id, time=Time(day, begins, minutes, staff_id, ""), children=children, comes=comes,
        asked_by="pupil" if comes == "pupil" else comes,
    )  # fmt: skip
    row.on_spot = True
    db.session.flush()
    return row


def _hold(row: Appointment, actor_id: int, action: str) -> None:
    """Store it with its cells and its entry in the log, or nothing: Refused by the database's own constraint."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
            children = [child.id for child in row.children] if row.comes == "pupil" else []
            for cell in cells(row.begins, row.minutes):
                db.session.add(TakenTime(appointment_id=row.id, staff_id=row.staff_id, day=row.day, cell=cell))
                for child_id in children:
                    db.session.add(TakenTime(appointment_id=row.id, child_id=child_id, day=row.day, cell=cell))
            record(actor_id=actor_id, action=action, entity="appointment", entity_id=row.id)
            db.session.flush()
    except IntegrityError as error:
        raise Refused(_("Somebody is booked at this time already. Please choose another one.")) from error


def _release(row: Appointment) -> None:
    db.session.execute(delete(TakenTime).where(TakenTime.appointment_id == row.id))


def _require_booked(row: Appointment) -> None:
    if row.state != "booked":
        raise Refused(_("This appointment is settled already."))


def move(*, actor_id: int, row: Appointment, time: Time) -> None:
    """To another free time; its old time is free again."""
    _require_booked(row)
    _release(row)
    row.day, row.begins, row.minutes = time.day, time.begins, time.minutes
    row.staff_id, row.place = time.staff_id, time.place
    _hold(row, actor_id, "move")


def cancel(*, actor_id: int, row: Appointment, reason: str) -> None:
    """With a reason of the list; the time is free again, and the child's wish still waits."""
    _require_booked(row)
    if reason not in CANCELLED:
        raise Refused(_("Please choose."))
    _release(row)
    row.state, row.reason = "cancelled", reason
    db.session.flush()
    record(actor_id=actor_id, action="cancel", entity="appointment", entity_id=row.id)


def _require_begun(row: Appointment) -> None:
    moment = local(now())
    if (row.day, row.begins) > (moment.date(), minutes_of(moment.time())):
        raise Refused(_("This appointment has not begun yet."))


def miss(*, actor_id: int, row: Appointment) -> None:
    """Nobody came."""
    _require_booked(row)
    _require_begun(row)
    row.state = "missed"
    db.session.flush()
    record(actor_id=actor_id, action="miss", entity="appointment", entity_id=row.id)


def hold(*, person: User, row: Appointment, subject: str, referred: bool, wish: TalkWish | None) -> None:
    """It took place: counted as one talk without a name or note, and the wish it came from is answered."""
    _require_booked(row)
    _require_begun(row)
    words = HelpWords(
        day=row.day, channel="room", who=row.comes, came="own" if row.on_spot else "appointment", subject=subject,
        referred=referred, follow_up_on=None, note="", minutes=row.minutes,
    )  # fmt: skip
    talk = note_talk(actor_id=person.id, words=words)
    row.state, row.help_given_id = "came", talk.id
    if wish is not None:
        answer_wish(person=person, row=wish, talk_id=talk.id)
    db.session.flush()
    record(actor_id=person.id, action="hold", entity="appointment", entity_id=row.id)
