"""A squad's consents to photographs as they come back on paper: one word for each child."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from careplan.children.consent import GUARDIANS, PURPOSES
from careplan.children.consent_words import PURPOSE_WORDS, TEXT_VERSION
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


class GuardianWordForm(FlaskForm):
    """What one guardian said to one purpose, from the form that came back signed."""

    purpose = SelectField(_("What the consent is for"))
    agrees = RadioField(_("Guardian says"), validators=[InputRequired(_("Please choose yes or no."))])
    guardian = SelectField(_("Which guardian"), [InputRequired(_("Please say which guardian decided."))])
    guardian_name = LineField(_("Name of the guardian"), [InputRequired(_("Please enter the name."))], maximum=40)
    paper = LineField(_("Paper that makes this person the guardian"), maximum=120)
    decided_on = DayField(_("Day on which the guardian decided"), [InputRequired(_("Please enter the day."))])
    channel = LineField(_("How it was given"), maximum=40)
    text_version = LineField(_("Version of the notice"), maximum=20)
    scope = LineField(_("Only for (empty: everything in the notice)"), maximum=200)
    expires_on = DayField(_("Last day (empty: until taken back)"), [Optional()])

    def offer(self, english: bool) -> None:
        """Fill in the choices in the reader's language."""
        self.purpose.choices = [(code, PURPOSE_WORDS[code].name[english]) for code in PURPOSES]
        self.agrees.choices = [("yes", _("Yes, agrees")), ("no", _("No, or takes it back"))]
        words = {"father": _("father"), "mother": _("mother"), "other": _("another legal guardian")}
        self.guardian.choices = [("", "—"), *((code, words[code]) for code in GUARDIANS)]

    def begin(self, purpose: str, day: date) -> None:
        """What a fresh form says."""
        self.purpose.data, self.decided_on.data, self.text_version.data = purpose, day, TEXT_VERSION


class AliasForm(FlaskForm):
    """A name that a child is called by."""

    name = LineField(_("Nickname or former name"), [InputRequired(_("Please enter the name."))], maximum=40)


class ChangedForm(FlaskForm):
    """Since when somebody else is guardian."""

    changed_on = DayField(_("Since when"), [InputRequired(_("Please enter the day."))])
