"""“I would like to talk”: leave it, pass it on, answer it. None of it is written in the audit log (see TalkWish)."""

from __future__ import annotations

from flask_babel import gettext as _

from careplan.accounts.models import User
from careplan.casework.help_queries import own_talk
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.voices.models import TalkWish
from careplan.voices.talk_queries import somebody_listens, wishes_left_on

MOST_A_DAY = 100
"""Far more than a school's children would ever leave in a day: beyond it somebody plays with the form."""


def leave_wish(*, squad: str, who: str, words: str = "", passed_by: str = "") -> TalkWish:
    """Keep it for the counselling teacher. squad: the class's name; who: a name or a seat number.

    passed_by: the class counselor's name where it was passed on. Refused without a name or seat, and where the school
    has nobody who could read it, or more than MOST_A_DAY came in.
    """
    if not who.strip():
        raise Refused(_("Please write your name or seat number, so that the counselling teacher finds you."))
    if not somebody_listens():
        raise Refused(_("The school has no counselling teacher with an account yet. Please tell a teacher you trust."))
    if wishes_left_on(today()) >= MOST_A_DAY:
        raise Refused(
            _("Please go to the counselling room or to a teacher you trust: nothing more can be left here today.")
        )
    row = TalkWish(left_on=today(), squad=squad, who=who.strip(), words=words.strip(), passed_by=passed_by)
    db.session.add(row)
    db.session.flush()
    return row


def answer_wish(*, person: User, row: TalkWish, talk_id: int | None) -> None:
    """Somebody talked with the child. talk_id: the own note of that talk, where there is one."""
    if talk_id is not None and own_talk(talk_id, person.id) is None:
        raise Refused(_("Please choose one of your own notes."))
    row.answered_on = row.answered_on or today()
    row.answered_by, row.help_given_id = person.id, talk_id
    db.session.flush()


def reopen_wish(*, row: TalkWish) -> None:
    """Not answered after all."""
    row.answered_on = row.answered_by = row.help_given_id = None
    db.session.flush()


def forget_wish(*, row: TalkWish) -> None:
    """Take an answered wish out of the data for good. Refused while it waits."""
    if row.answered_on is None:
        raise Refused(_("A wish that waits is not deleted. Please mark it as answered first."))
    db.session.delete(row)
    db.session.flush()
