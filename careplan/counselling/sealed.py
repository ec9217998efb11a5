"""What is sealed, as plain words: a note and a referral, to and from bytes; where each seal is bound. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NoteWords:
    """A note of one talk (DOMAIN 4.7). risk: none · low · middle · high; informed: whom, "" nobody."""

    concern: str
    approach: str
    step: str
    risk: str
    informed: str


@dataclass(frozen=True, slots=True)
class ReferralWords:
    """A referral slip 转介单 (DOMAIN 4.7). Days are ISO text, "" where none yet.

    not_told: why the guardian was not told, where a guardian may be the offender (DOMAIN 1.4, 4.3).
    """

    reason: str
    risk: str
    institution: str
    told_who: str = ""
    told_on: str = ""
    told_how: str = ""
    not_told: str = ""
    sent_on: str = ""
    receipt_on: str = ""
    receipt: str = ""
    feedback_on: str = ""
    feedback: str = ""
    plan: str = ""

    @property
    def state(self) -> str:
        """How far it is: draft · sent · received · answered · closed."""
        if self.plan:
            return "closed"
        if self.feedback:
            return "answered"
        if self.receipt_on:
            return "received"
        return "sent" if self.sent_on else "draft"

    def faults(self, today: date) -> dict[str, str]:
        """Field → code of what is wrong: order, future, before, needed, guardian."""
        found: dict[str, str] = {}
        if self.sent_on and not self.not_told and not (self.told_who and self.told_on and self.told_how):
            found["told_who"] = "guardian"
        steps = (("sent_on", ""), ("receipt_on", "sent_on"), ("feedback_on", "sent_on"))
        for name, earlier in (("told_on", ""), *steps):
            own = getattr(self, name)
            if own and own > today.isoformat():
                found[name] = "future"
            elif own and earlier and not getattr(self, earlier):
                found[name] = "order"
            elif own and earlier and own < getattr(self, earlier):
                found[name] = "before"
        if bool(self.feedback) != bool(self.feedback_on):
            found.setdefault("feedback_on" if self.feedback else "feedback", "needed")
        if self.plan and not self.feedback:
            found["plan"] = "order"
        return found


def to_bytes(words: NoteWords | ReferralWords) -> bytes:
    return json.dumps(asdict(words), ensure_ascii=False).encode()


def note_from(data: bytes) -> NoteWords:
    return NoteWords(**json.loads(data))


def referral_from(data: bytes) -> ReferralWords:
    return ReferralWords(**json.loads(data))


def place(table: str, column: str, row_id: int, child_id: int) -> str:
    """Table, column, row key and child: bytes that are moved to another row or child cannot be opened (G26)."""
    return f"{table}.{column}.{row_id}.{child_id}"
