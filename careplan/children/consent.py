"""Whether a guardian's word holds on a day (PIPL §15, §31; DOMAIN 5.1). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

PURPOSES = ("file", "screening", "photo", "sharing", "transfer", "publicity")
"""Each is asked for by itself (PIPL §23, §25, §29): one “yes” is no “yes” to another."""
GUARDIANS = ("father", "mother", "other")
"""Who may consent for a child under 14: its parents, or the guardian that the law names. A carer is none."""
NONE, REFUSED, GIVEN, WITHDRAWN, EXPIRED, GUARDIAN_CHANGED = STANDINGS = (
    "none",
    "refused",
    "given",
    "withdrawn",
    "expired",
    "guardian_changed",
)
TO_ASK = frozenset({NONE, EXPIRED, GUARDIAN_CHANGED})
"""A guardian has to be asked, or asked again; whoever refused or took it back has answered."""
ENDING = frozenset({"dead", "revoked", "missing"})
"""States of a parent (seed_data/care.toml) after which somebody else is guardian. Away or detained is none of them."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a guardian said. state: given refused withdrawn; until: the last day, None without an end.

    changed_on: the school noted that this guardian is it no longer.
    """

    state: str
    relation: str
    decided_on: date
    until: date | None = None
    changed_on: date | None = None


def standing(word: Word | None, day: date, ended: Mapping[str, date] | None = None) -> str:
    """One of STANDINGS. ended: relation of a parent → the day since when it is guardian no longer."""
    if word is None:
        return NONE
    if word.state != GIVEN:
        return word.state
    gone = (ended or {}).get(word.relation)
    if (word.changed_on is not None and word.changed_on <= day) or (gone is not None and gone <= day):
        return GUARDIAN_CHANGED
    return EXPIRED if word.until is not None and word.until < day else GIVEN
