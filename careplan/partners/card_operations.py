"""Practice cards (C40): written, changed, used, retired; never with a child's name."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.partners.models import PracticeCard, PracticeUse
from careplan.partners.operations import Watch, WrongTalkDay, refuse_names
from careplan.partners.words import SITUATIONS, WORKED, CardWords

MOST_TAGS = 8


def save_card(*, actor_id: int | None, card: PracticeCard | None, words: CardWords, watch: Watch) -> PracticeCard:
    """A new card, or another wording of one."""
    if words.situation not in SITUATIONS:
        raise Refused(_("Please choose one of the kinds."))
    if len(words.tags) > MOST_TAGS:
        raise Refused(_("At most %(n)s tags.", n=MOST_TAGS))
    refuse_names(watch, words.title, words.steps, words.outcome, *words.tags)
    row = card or PracticeCard(made_at=now(), made_by=actor_id)
    row.title, row.situation, row.steps, row.outcome = words.title, words.situation, words.steps, words.outcome
    row.tags = list(words.tags)
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="edit" if card else "add", entity="practice_card", entity_id=row.id)
    return row


def use_card(
    *, actor_id: int | None, card: PracticeCard, day: date, worked: str, words: str, watch: Watch
) -> PracticeUse:
    """It was used once more, and how that went."""
    if worked not in WORKED:
        raise Refused(_("Please choose one of the kinds."))
    if day > today():
        raise WrongTalkDay(_("This day lies ahead. Please record it when it has come."))
    refuse_names(watch, words)
    row = PracticeUse(card_id=card.id, day=day, worked=worked, words=words, recorded_at=now(), recorded_by=actor_id)
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="practice_use", entity_id=row.id)
    return row


def retire_card(*, actor_id: int | None, card: PracticeCard, retired: bool) -> None:
    """Out of use, or back into it; its log stays."""
    card.retired_on = today() if retired else None
    db.session.flush()
    record(actor_id=actor_id, action="retire" if retired else "restore", entity="practice_card", entity_id=card.id)
