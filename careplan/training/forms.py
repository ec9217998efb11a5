"""The form of a training record: under a minute."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DecimalField, SelectField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from careplan.seeds.load import shipped_vocabulary
from careplan.training.words import CATEGORIES, CONTENTS, LEVELS, CourseWords
from careplan.web.fields import DayField, LineField, TextField, VersionedForm
from careplan.web.filters import in_english

NEEDED = DataRequired(_("Please fill this in."))
GIVEN = InputRequired(_("Please fill this in."))
"""For dates and numbers: 0 is an answer, and a wrong date has words of its own."""


class _Hours(DecimalField):
    data: Decimal | None

    def process_formdata(self, values: list[str]) -> None:
        try:
            super().process_formdata(values)
        except ValueError as error:
            raise ValueError(str(_("Please enter a number."))) from error
        if self.data is not None and not self.data.is_finite():
            self.data = None
            raise ValueError(str(_("Please enter a number.")))


def _amount(label: Any, *checks: Any) -> _Hours:
    return _Hours(label, [*checks, NumberRange(0, 999)], places=1, render_kw={"inputmode": "decimal"})


class CourseForm(VersionedForm):
    """A course and, where it gave one, its certificate."""

    course = LineField(_("Course"), [NEEDED])
    organiser = LineField(_("Organiser"))
    level = SelectField(_("Level"))
    category = SelectField(_("Category"))
    content = SelectField(_("Content"))
    starts_on = DayField(_("From"), [GIVEN])
    ends_on = DayField(_("To"), [GIVEN])
    hours = _amount(_("Training hours"), GIVEN)
    credits = _amount(_("Credits"), Optional())
    result = LineField(_("Result"), maximum=40)
    certificate_number = LineField(_("Certificate number"), maximum=60)
    qualification = SelectField(_("It attests the qualification"))
    valid_from = DayField(_("Valid from"), [Optional()])
    valid_until = DayField(_("Valid until"), [Optional()])

    def offer(self) -> None:
        english = in_english()
        for field, choices in ((self.level, LEVELS), (self.category, CATEGORIES), (self.content, CONTENTS)):
            field.choices = [(code, names[english]) for code, names in choices.items()]
        words = shipped_vocabulary().qualifications.values()
        self.qualification.choices = [("", "—"), *((word.code, word.en if english else word.zh) for word in words)]

    def words(self) -> CourseWords:
        """What a valid form says."""
        text = ("course", "organiser", "level", "category", "content", "result", "certificate_number", "qualification")
        return CourseWords(
            **{name: self[name].data or "" for name in text},
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            hours=float(self.hours.data or 0),
            credits=None if self.credits.data is None else float(self.credits.data),
            valid_from=self.valid_from.data,
            valid_until=self.valid_until.data,
        )


class ReasonForm(FlaskForm):
    reason = TextField(_("Reason"), maximum=500)
