"""The forms of contacts, one for each kind (DOMAIN 4.7): visit, call, call with the parents, talk, letter, teacher."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, ValidationError
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, StopValidation

from careplan.casework.words import ABILITIES, KINDS, ContactWords
from careplan.children.forms import PhoneField
from careplan.web.fields import DayField, LineField, OnceField, TextField, WholeNumberField
from careplan.web.filters import in_english

NEEDED = DataRequired(_("Please fill this in."))
GIVEN = InputRequired(_("Please fill this in."))
"""For dates and numbers: 0 is an answer, and a wrong date has words of its own."""
YES_NO = [("", "—"), ("yes", _("yes")), ("no", _("no"))]
CHANNELS = [("", "—"), ("phone", _("Telephone")), ("video", _("Video")), ("chat", _("Chat"))]
TOPICS = [
    *(("", "—"), ("learning", _("Learning")), ("relations", _("Getting on with others")), ("mood", _("Mood"))),
    *(("living", _("Daily life")), ("family", _("Family")), ("safety", _("Staying safe"))),
]
WHO_CALLED = [("", "—"), ("father", _("Father")), ("mother", _("Mother")), ("both", _("Both parents"))]
WAYS = [("", "—"), ("sent", _("sent by the child")), ("received", _("received by the child"))]


class NeededWith(Optional):
    """May be empty, unless another field of the form says something; then `message`."""

    def __init__(self, other: str, message: Any) -> None:
        super().__init__()
        self.other, self.message = other, message

    def __call__(self, form: Any, field: Any) -> None:
        empty = not field.raw_data or not str(field.raw_data[0]).strip()
        if empty and form[self.other].data:
            raise StopValidation(self.message)
        super().__call__(form, field)


class ContactForm(FlaskForm):
    """What every contact has; the next date is mandatory (C13)."""

    key = OnceField()
    kind = HiddenField(_("What was it?"))
    day = DayField(_("On"), [GIVEN])
    persons_met = LineField(_("Who was met"))
    summary = TextField(_("What was seen, said and agreed"), [NEEDED])
    next_on = DayField(_("Next contact by"), [GIVEN])
    promise = LineField(_("Promised to the child or the family"), [Optional()], maximum=300)
    promise_by = DayField(_("Promise to be kept by"), [NeededWith("promise", _("Please say by when."))])

    DETAILS: tuple[str, ...] = ()

    def validate_kind(self, field: HiddenField) -> None:
        if field.data not in KINDS:
            raise ValidationError(_("Please choose."))

    def words(self) -> ContactWords:
        """What a valid form says."""
        given = ((name, str(self[name].data or "")) for name in self.DETAILS)
        ability, minutes = getattr(self, "carer_ability", None), getattr(self, "minutes", None)
        return ContactWords(
            day=self.day.data,
            kind=self.kind.data,
            persons_met=self.persons_met.data or "",
            summary=self.summary.data or "",
            carer_ability=(ability.data or "") if ability else "",
            next_on=self.next_on.data,
            details=tuple((name, value) for name, value in given if value),
            minutes=minutes.data if minutes else None,
        )


class VisitForm(ContactForm):
    """家访记录."""

    DETAILS = ("at", "visitors", "living", "study", "mood", "parents_contact", "needs", "advice", "signed", "photo",
               "found_address", "found_phone")  # fmt: skip
    at = LineField(_("At what time"), maximum=20)
    visitors = LineField(_("Who went along"))
    living = TextField(_("How they live"), [Optional()], maximum=1000)
    study = TextField(_("Learning"), [Optional()], maximum=1000)
    mood = TextField(_("Mood"), [Optional()], maximum=1000)
    carer_ability = SelectField(_("How well does the carer cope?"), default="")
    parents_contact = LineField(_("Contact with the parents since last time"))
    needs = TextField(_("What is needed"), [Optional()], maximum=1000)
    advice = TextField(_("What was advised"), [Optional()], maximum=1000)
    signed = SelectField(_("Signed by the carer"), choices=YES_NO, default="")
    photo = SelectField(_("Photographs taken"), choices=YES_NO, default="")
    found_address = LineField(_("Address found"), [Optional()], maximum=200)
    found_phone = PhoneField(_("Carer's telephone found"), [Optional()], maximum=60)
    """What a visit written on a phone found to be otherwise; the roster is corrected apart (`phone_operations`)."""

    def __init__(self, *given: Any, **rest: Any) -> None:
        super().__init__(*given, **rest)
        english = in_english()
        self.carer_ability.choices = [("", "—"), *((code, names[english]) for code, names in ABILITIES.items())]


class CallForm(ContactForm):
    """电话或视频联系家长."""

    DETAILS = ("channel",)
    channel = SelectField(_("By which means"), choices=CHANNELS, default="")
    minutes = WholeNumberField(_("Minutes"), [Optional(), NumberRange(1, 600)])


class ParentCallForm(ContactForm):
    """亲情电话."""

    DETAILS = ("who", "channel", "arranged_by", "state")
    who = SelectField(_("With whom"), choices=WHO_CALLED, default="")
    channel = SelectField(_("By which means"), choices=CHANNELS, default="")
    minutes = WholeNumberField(_("Minutes"), [Optional(), NumberRange(1, 600)])
    arranged_by = LineField(_("Arranged by"))
    state = LineField(_("How the child was afterwards"))


class TalkForm(ContactForm):
    """谈心."""

    DETAILS = ("topic", "step")
    topic = RadioField(_("Topic"), choices=TOPICS[1:], validators=[InputRequired(_("Please choose."))])
    step = LineField(_("Next step"))


class LetterForm(ContactForm):
    """书信; the letter itself stays the child's (未保法 §63)."""

    DETAILS = ("way", "who")
    way = SelectField(_("Which way"), choices=WAYS, default="")
    who = SelectField(_("With whom"), choices=WHO_CALLED, default="")


class TeacherForm(ContactForm):
    """向老师了解在校表现 (C32)."""

    DETAILS = ("asked", "study", "mood")
    asked = LineField(_("Which teacher"))
    study = TextField(_("Learning"), [Optional()], maximum=1000)
    mood = TextField(_("Mood"), [Optional()], maximum=1000)


FORMS: dict[str, type[ContactForm]] = {
    "visit": VisitForm,
    "call": CallForm,
    "parent-call": ParentCallForm,
    "talk": TalkForm,
    "letter": LetterForm,
    "teacher": TeacherForm,
}


def form_of(kind: str) -> type[ContactForm]:
    """The form of a kind; what every contact has for one that is not known."""
    return FORMS.get(kind, ContactForm)


def detail_words(kind: str, details: dict[str, str]) -> list[tuple[Any, Any]]:
    """A stored contact's details as label and answer, in the order of its form."""
    form = form_of(kind)(formdata=None)
    found = []
    for name in form.DETAILS:
        if details.get(name):
            choices = dict(getattr(form[name], "choices", None) or [])
            found.append((form[name].label.text, choices.get(details[name], details[name])))
    return found
