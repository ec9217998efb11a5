"""What makes the forms appear that a school shows only in some cases: somebody left, a consent stands, notes are closed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.children.consent_operations import add_alias, record_consent
from careplan.children.models import Child
from careplan.clock import today
from careplan.counselling.models import Appointment
from careplan.counselling.note_operations import write_note
from careplan.counselling.sealed import NoteWords
from careplan.db import db
from tests.partners.helped import a_partner, an_offer


def unfold(child: Child, words: str) -> None:
    """Call it before anything else of partners is made: the first offer of the school is then of money."""
    add_alias(actor_id=1, child=child, name=words)
    record_consent(
        actor_id=1, child=child, purpose="sharing", agrees=True, guardian_relation="mother",
        decided_on=today() - timedelta(days=2),
    )  # fmt: skip
    children = db.session.scalars(select(Child).order_by(Child.id)).all()
    children[-1].state, children[-1].left_on = "left", date(2026, 11, 2)
    db.session.add(User(username="heir1", display_name="接任", roles=["counselling_teacher"], password_hash="!"))
    an_offer(a_partner("助学会"), form="money", purpose="boarding", amount=900_000, unit="")
    _closed_notes(children[0], words)


def _closed_notes(child: Child, words: str) -> None:
    """A note that no principal has opened."""
    keeper = db.session.scalars(select(User).where(User.username == "counselling_teacher1")).one()
    talk = Appointment(
        day=date(2026, 9, 9), begins=740, minutes=20, staff_id=3, place="", comes="pupil", asked_by="pupil",
        state="came", made_at=datetime(2026, 9, 8, 8), made_by=keeper.id, children=[child],
    )  # fmt: skip
    db.session.add(talk)
    db.session.flush()
    note = NoteWords(words, words, words, "low", words)
    write_note(actor_id=keeper.id, child_id=child.id, appointment=talk, words=note)
