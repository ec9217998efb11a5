"""Forms of what children and teachers say."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from careplan.voices.answers import CHOICES, QUESTIONS
from careplan.voices.codes import MINUTES
from careplan.voices.obstacles import KINDS, LEADERS, OUTCOMES
from careplan.web.fields import DayField, LineField, TextField, VersionedForm, WholeNumberField
from careplan.web.filters import in_english

CHOOSE = InputRequired(_("Please choose."))
NEEDED = DataRequired(_("Please fill this in."))
MOST = 2000
NAME_LENGTH, WISH_LENGTH, WORDS_LENGTH = 40, 500, 1000


def _choices(words: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    return [(code, names[in_english()]) for code, names in words.items()]


class OpenForm(FlaskForm):
    """How the children answer, and for how long. here: on the device in the teacher's hand."""

    way = RadioField(choices=[("round", ""), ("each", "")], validators=[CHOOSE])
    minutes = RadioField(
        _("For how long?"), choices=[(n, str(n)) for n in MINUTES], coerce=int, default=MINUTES[1], validators=[CHOOSE]
    )
    here = BooleanField()


class DoorForm(FlaskForm):
    """The number that the teacher reads out."""

    number = LineField(_("The number your teacher tells you"), [NEEDED], maximum=20)


def _faces() -> RadioField:
    return RadioField(
        choices=[(choice, "") for choice in CHOICES],
        validators=[InputRequired(_("Please choose a face for each question."))],
    )


class SayForm(FlaskForm):
    """A child's three faces; and, on the own device, the quiet wish."""

    interesting = _faces()
    aimed = _faces()
    effective = _faces()
    talk = RadioField(choices=[("no", ""), ("yes", "")], default="no", validators=[Optional()])
    who = LineField(_("Your name or seat number"), maximum=NAME_LENGTH)
    words = TextField(_("What would you like to talk about? You may leave this empty."), maximum=WISH_LENGTH)


def field_name(question: str, choice: str) -> str:
    return f"{question}_{choice}"


class TallyForm(VersionedForm):
    """Three numbers for each question."""

    uneven = BooleanField(_("Some children left a question out"))

    def counts(self) -> dict[str, dict[str, int]]:
        """What a valid form says; an empty box is 0."""
        return {
            question: {choice: self[field_name(question, choice)].data or 0 for choice in CHOICES}
            for question in QUESTIONS
        }


for _question in QUESTIONS:
    for _choice in CHOICES:
        _field: Any = WholeNumberField(
            _("Number of children"), [Optional(), NumberRange(0, MOST, _("Between %(min)s and %(max)s."))]
        )
        setattr(TallyForm, field_name(_question, _choice), _field)


class PassOnForm(FlaskForm):
    """The class counselor passes a child's wish on."""

    squad_id = SelectField(_("Squad"), coerce=int)
    who = LineField(_("The child's name or seat number"), [NEEDED], maximum=NAME_LENGTH)
    words = TextField(_("What it is about, in a few words"), maximum=WISH_LENGTH)


class AnsweredForm(VersionedForm):
    """The counselling teacher talked with the child; the own note of it, where there is one."""

    talk_id = SelectField(_("My note of the talk"), coerce=int, default=0)


class ObstacleForm(FlaskForm):
    """What is in the way, and who should answer."""

    kind = RadioField(_("What is in the way?"), [CHOOSE])
    words = TextField(_("What happened, and what would help"), [NEEDED], maximum=WORDS_LENGTH)
    leader = RadioField(_("Who should answer?"), [CHOOSE])

    def offer(self) -> None:
        self.kind.choices, self.leader.choices = _choices(KINDS), _choices(LEADERS)


class ObstacleAnswerForm(VersionedForm):
    """A leader's answer."""

    answer = TextField(_("Answer"), [NEEDED], maximum=WORDS_LENGTH)
    outcome = RadioField(_("What becomes of it?"), [CHOOSE])
    due_on = DayField(_("Solved by which day"), [Optional()])

    def offer(self) -> None:
        self.outcome.choices = _choices(OUTCOMES)
