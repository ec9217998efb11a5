"""Write a sealed note, hand its keeping over, break the glass, fill in a referral. No word of them goes to the log."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import func, select

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.clock import now, today
from careplan.counselling.models import Appointment, BrokenGlass, CounsellingNote, NoteKeeper, Referral
from careplan.counselling.note_queries import counselling_teachers, glass_of, keeper_of, kept_by, notes_of, referrals_of
from careplan.counselling.sealed import NoteWords, ReferralWords, place, to_bytes
from careplan.counselling.words import GLASS_HOURS, REASON_LEAST
from careplan.db import db
from careplan.errors import Refused
from careplan.secrecy import seal


def require_keeper(person_id: int, child_id: int) -> None:
    """Whoever writes first keeps the child's notes; Refused for anybody else until they are handed over."""
    row = keeper_of(child_id)
    if row is not None and row.user_id != person_id:
        raise Refused(_("Another counselling teacher keeps this child's notes. They can be handed over."))
    if row is None:
        db.session.add(NoteKeeper(child_id=child_id, user_id=person_id, since=now(), given_by=person_id))
        db.session.flush()


def write_note(*, actor_id: int, child_id: int, appointment: Appointment, words: NoteWords) -> CounsellingNote:
    """The next note in the child's series."""
    if appointment.state != "came" or child_id not in {one.id for one in appointment.children}:
        raise Refused(_("First note that the talk took place."))
    require_keeper(actor_id, child_id)
    last = db.session.scalar(select(func.max(CounsellingNote.number)).where(CounsellingNote.child_id == child_id))
    row = CounsellingNote(
        child_id=child_id, appointment_id=appointment.id, number=(last or 0) + 1, day=appointment.day,
        written_at=now(), written_by=actor_id,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    _seal_note(row, words)
    record(actor_id=actor_id, action="add", entity="counselling_note", entity_id=row.id)
    return row


def change_note(*, actor_id: int, row: CounsellingNote, words: NoteWords) -> None:
    require_keeper(actor_id, row.child_id)
    _seal_note(row, words)
    record(actor_id=actor_id, action="edit", entity="counselling_note", entity_id=row.id)


def _seal_note(row: CounsellingNote, words: NoteWords) -> None:
    row.content = seal(place("counselling_note", "content", row.id, row.child_id), to_bytes(words))
    db.session.flush()


def hand_over(*, actor_id: int, child_id: int, user_id: int, reason: str) -> NoteKeeper:
    """From now on another counselling teacher keeps and opens this child's notes; recorded with who gave and why."""
    former = keeper_of(child_id)
    if former is None or former.user_id == user_id or user_id not in {one.id for one in counselling_teachers()}:
        raise Refused(_("Please choose an account of the list."))
    former.until = now()
    db.session.flush()
    row = NoteKeeper(child_id=child_id, user_id=user_id, since=now(), given_by=actor_id)
    db.session.add(row)
    db.session.flush()
    row.reason = seal(place("note_keeper", "reason", row.id, child_id), reason.encode())
    db.session.flush()
    record(actor_id=actor_id, action="hand-over", entity="note_keeper", entity_id=row.id)
    return row


def hand_over_all(*, actor_id: int, from_id: int, user_id: int, reason: str) -> int:
    """Everything that one counselling teacher keeps goes to another; how many children that were."""
    children = kept_by(from_id)
    if not children:
        raise Refused(_("This person keeps no notes."))
    for child_id in children:
        hand_over(actor_id=actor_id, child_id=child_id, user_id=user_id, reason=reason)
    return len(children)


def break_glass(*, actor_id: int, child_id: int, reason: str) -> BrokenGlass:
    """Open a child's notes for three hours (G11). Refused without a reason, or where nothing is noted."""
    if len(reason.strip()) < REASON_LEAST:
        raise Refused(_("Please give the reason in at least %(n)s characters.", n=REASON_LEAST))
    if not notes_of(child_id) and not referrals_of(child_id):
        raise Refused(_("There is no note of this child."))
    if glass_of(actor_id, child_id):
        raise Refused(_("You can read the notes already."))
    row = BrokenGlass(child_id=child_id, user_id=actor_id, opened_at=now(), ends_at=now() + GLASS_HOURS)
    db.session.add(row)
    db.session.flush()
    row.reason = seal(place("broken_glass", "reason", row.id, child_id), reason.strip().encode())
    db.session.flush()
    record(actor_id=actor_id, action="break-glass", entity="broken_glass", entity_id=row.id)
    return row


def end_glass(*, actor_id: int, row: BrokenGlass) -> None:
    """Before its time."""
    row.ended_at = now()
    db.session.flush()
    record(actor_id=actor_id, action="end-glass", entity="broken_glass", entity_id=row.id)


def see_glass(*, person: User, row: BrokenGlass) -> None:
    """The keeper took note of it; it stays on the child's page."""
    row.seen_at, row.seen_by = now(), person.id
    db.session.flush()
    record(actor_id=person.id, action="see", entity="broken_glass", entity_id=row.id)


def save_referral(*, actor_id: int, child_id: int, row: Referral | None, words: ReferralWords) -> Referral:
    """A new slip, or what became of it. Who has looked at `words.faults` calls this."""
    require_keeper(actor_id, child_id)
    if words.faults(today()):
        raise Refused(_("Please mend the slip first."))
    action = "edit" if row else "add"
    if row is None:
        last = db.session.scalar(select(func.max(Referral.number)))
        row = Referral(child_id=child_id, number=(last or 0) + 1, state=words.state, made_on=today(), made_by=actor_id)
        db.session.add(row)
        db.session.flush()
    row.state = words.state
    row.content = seal(place("referral", "content", row.id, child_id), to_bytes(words))
    db.session.flush()
    record(actor_id=actor_id, action=action, entity="referral", entity_id=row.id)
    return row
