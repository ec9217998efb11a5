"""A squad's consents to photographs as they come back on paper: one word for each child."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import InputRequired

from careplan.children.consent_operations import GUARDIANS
from careplan.children.queries import ConsentLine
from careplan.web.fields import DayField, LineField

ANSWERS = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Word:
    """What was entered for one child."""

    agrees: bool
    guardian: str


class ConsentForm(FlaskForm):
    """The day and the kind of form; `answer_ID` and `guardian_ID` for each child."""

    stamp = HiddenField()
    decided_on = DayField(_("Day on which the guardians signed"), [InputRequired(_("Please enter the day."))])
    channel = LineField(_("How it was given"), maximum=40)


def stamp_of(lines: Iterable[ConsentLine]) -> str:
    """A mark of what is stored; when it differs on saving, somebody else saved meanwhile (G33)."""
    said = [f"{one.child_id}:{one.consent.id}:{one.consent.state}" for one in lines if one.consent]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def entered_consents(given: Mapping[str, Any], lines: Iterable[ConsentLine]) -> dict[int, Word]:
    """Child id → what was entered, only where it says something else than what is stored."""
    found: dict[int, Word] = {}
    for line in lines:
        answer, guardian = given.get(f"answer_{line.child_id}", ""), given.get(f"guardian_{line.child_id}", "")
        agreed = line.consent.state == "given" if line.consent else None
        if answer in ANSWERS and (answer == "yes") != agreed:
            found[line.child_id] = Word(answer == "yes", guardian if guardian in GUARDIANS else "")
    return found
