"""The form of a training record: under a minute, the rest folded away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, DecimalField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from careplan.children.id_number import IdNumber, parse_id_number
from careplan.seeds.load import shipped_vocabulary
from careplan.training.models import TrainingRecord
from careplan.training.words import CATEGORIES, CONTENTS, ITEMS, LEAST_HOURS, LEVELS, PROOFS, RESULTS, CourseWords
from careplan.web.fields import DayField, LineField, TextField, VersionedForm
from careplan.web.filters import in_english

NEEDED = DataRequired(_("Please fill this in."))
GIVEN = InputRequired(_("Please fill this in."))
"""For dates and numbers: 0 is an answer, and a wrong date has words of its own."""
LEAST = Decimal(str(LEAST_HOURS))
"""Hours or days of the shortest training."""
Names = Mapping[str, tuple[str, str]]


def choices(names: Names) -> list[tuple[str, str]]:
    """Code and word in the reader's language."""
    return [(code, words[in_english()]) for code, words in names.items()]


def qualification_choices() -> list[tuple[str, str]]:
    words = shipped_vocabulary().qualifications.values()
    return [("", "—"), *((word.code, word.en if in_english() else word.zh) for word in words)]


class AmountField(DecimalField):
    """A number in digits; empty or absent is None; anything else is told in words, once."""

    data: Decimal | None

    def process_formdata(self, values: list[str]) -> None:
        self.data = None
        try:
            super().process_formdata(values if values and values[0].strip() else [])
        except ValueError as error:
            raise ValueError(str(_("Please enter a number."))) from error
        if self.data is not None and not self.data.is_finite():
            self.data = None
            raise ValueError(str(_("Please enter a number.")))

    def pre_validate(self, form: FlaskForm) -> None:
        if self.process_errors:
            raise StopValidation

    @property
    def number(self) -> float | None:
        return None if self.data is None else float(self.data)


class NameField(LineField):
    """A name on one line: a line break from elsewhere becomes a blank."""

    def process_formdata(self, values: list[str]) -> None:
        super().process_formdata(values)
        if self.data:
            self.data = re.sub(r"\s*[\n\t\x85\u2028\u2029]\s*", " ", self.data)


class BoxesField(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def amount(label: Any, *checks: Any, least: Decimal | int = 0, most: int = 999) -> AmountField:
    return AmountField(label, [*checks, NumberRange(least, most)], places=None, render_kw={"inputmode": "decimal"})


class CourseForm(VersionedForm):
    """A course and, where it gave one, its certificate."""

    is_twice = False
    """Whether the person has it already, so that the form asks if it is another one."""

    course = NameField(_("Course"), [NEEDED])
    organiser = NameField(_("Organiser"))
    category = SelectField(_("Category"))
    level = SelectField(_("Level"))
    content = SelectField(_("Content"), id="subject")
    another = BooleanField(_("This is another training, not the same one"))
    starts_on = DayField(_("From"), [GIVEN])
    ends_on = DayField(_("To"), [GIVEN])
    hours = amount(_("Training hours"), Optional(), least=LEAST)
    days = amount(_("or days"), Optional(), least=LEAST, most=99)
    result = SelectField(_("Result"))
    certificate = FileField(_("Certificate (photo or PDF)"))
    certificate_number = LineField(_("Certificate number"), maximum=60)
    qualification = SelectField(_("It attests the qualification"))
    valid_from = DayField(_("Valid from"), [Optional()])
    valid_until = DayField(_("Valid until"), [Optional()])
    item = SelectField(_("What it was for me"))
    attended = amount(_("Attended, per cent"), Optional(), most=100)
    tags = BoxesField(_("Also about"))
    same_content = LineField(_("The same lesson as"), maximum=60)
    proofs = BoxesField(_("Proof at hand"))
    remark = LineField(_("Remark"))

    def offer(self) -> None:
        self.level.choices, self.category.choices = choices(LEVELS), choices(CATEGORIES)
        self.content.choices = self.tags.choices = choices(CONTENTS)
        self.item.choices, self.proofs.choices = choices(ITEMS), choices(PROOFS)
        self.result.choices, self.qualification.choices = choices(RESULTS), qualification_choices()

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if not self.hours.errors and self.hours.data is None and not self.days.data:
            self.hours.errors = [gettext("Please enter the hours or the days.")]
            valid = False
        return valid

    @property
    def has_more(self) -> bool:
        """Whether something is filled in or wrong in the part that is folded away."""
        folded = (self.attended, self.same_content, self.remark, self.tags, self.days)
        wrong = any(field.errors for field in (*folded, self.item, self.proofs))
        full = self.attended.data not in (None, 100) or any(field.data for field in folded[1:])
        return wrong or full or self.item.data not in (None, "attend")

    def words(self) -> CourseWords:
        """What a valid form says."""
        text = ("course", "organiser", "level", "category", "content", "result", "certificate_number", "qualification")
        more = ("item", "same_content", "remark")
        return CourseWords(
            **{name: self[name].data or "" for name in (*text, *more)},
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            hours=self.hours.number,
            days=self.days.number,
            attended=1.0 if self.attended.number is None else self.attended.number / 100,
            tags=tuple(one for one in self.tags.data or () if one != self.content.data),
            proofs=tuple(self.proofs.data or ()),
            valid_from=self.valid_from.data,
            valid_until=self.valid_until.data,
        )


def typed(entry: TrainingRecord) -> dict[str, Any]:
    """A record as its form shows it."""
    same = ("course", "organiser", "level", "category", "content", "starts_on", "ends_on", "result", "item", "days")
    more = ("certificate_number", "qualification", "valid_from", "valid_until", "same_content", "remark")
    return {
        **{name: getattr(entry, name) for name in (*same, *more)},
        "hours": None if entry.by_days else entry.hours,
        "attended": None if entry.attended == 1 else entry.attended * 100,
        "tags": list(entry.tags),
        "proofs": list(entry.proofs),
    }


class ReasonForm(FlaskForm):
    reason = TextField(_("Reason"), maximum=500)


class PersonForm(FlaskForm):
    """What only training asks about a person."""

    probation_from = DayField(_("Probation from"), [Optional()])
    probation_until = DayField(_("Probation until"), [Optional()])
    id_number = LineField(_("Identity number"), maximum=30)

    def checked_id(self) -> str | None:
        """A valid number; None where nothing was typed; the field says what is wrong."""
        if not self.id_number.data:
            return None
        found = parse_id_number(self.id_number.data)
        if isinstance(found, IdNumber):
            return found.text
        self.id_number.errors = [gettext("This is not a valid identity number.")]
        return None
