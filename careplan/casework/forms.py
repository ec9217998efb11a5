"""Forms of contacts and of responsibility."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Optional

from careplan.casework.words import ABILITIES, KINDS, ContactWords
from careplan.web.fields import DayField, LineField, TextField
from careplan.web.filters import in_english

NEEDED = DataRequired(_("Please fill this in."))
GIVEN = InputRequired(_("Please fill this in."))
"""For dates and numbers: 0 is an answer, and a wrong date has words of its own."""


class ContactForm(FlaskForm):
    """A visit, call or talk; the next date is mandatory (C13)."""

    kind = RadioField(_("What was it?"), [InputRequired(_("Please choose."))])
    day = DayField(_("On"), [GIVEN])
    persons_met = LineField(_("Who was met"))
    summary = TextField(_("What was seen, said and agreed"), [NEEDED])
    carer_ability = SelectField(_("How well does the carer cope?"), [Optional()])
    next_on = DayField(_("Next contact by"), [GIVEN])

    def offer(self) -> None:
        english = in_english()
        self.kind.choices = [(code, names[english]) for code, names in KINDS.items()]
        self.carer_ability.choices = [("", "—"), *((code, names[english]) for code, names in ABILITIES.items())]

    def words(self) -> ContactWords:
        """What a valid form says."""
        return ContactWords(
            day=self.day.data,
            kind=self.kind.data,
            persons_met=self.persons_met.data or "",
            summary=self.summary.data or "",
            carer_ability=self.carer_ability.data or "",
            next_on=self.next_on.data,
        )


class AssignForm(FlaskForm):
    staff_id = SelectField(_("Responsible from today"), coerce=int)
