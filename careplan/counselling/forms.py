"""Forms of the counselling room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from careplan.children.names import Named
from careplan.counselling.sealed import NoteWords, ReferralWords
from careplan.counselling.slots import Slot, clock_text
from careplan.counselling.words import ASKED_BY, CANCELLED, COMES, LENGTHS, REASON_LEAST, RISK, TOLD_HOW
from careplan.seeds.load import shipped_vocabulary
from careplan.web.fields import DayField, LineField, TextField, VersionedForm, WholeNumberField
from careplan.web.filters import day, in_english

NEEDED = DataRequired(_("Please fill this in."))
GIVEN = InputRequired(_("Please fill this in."))
CHOOSE = InputRequired(_("Please choose."))
TOO_SHORT = _("Please give the reason in at least %(n)s characters.", n=REASON_LEAST)
LONG = 2000


def choices(words: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """Codes with their words in the reader's language."""
    return [(code, names[in_english()]) for code, names in words.items()]


def slot_choices(slots: Iterable[Slot]) -> list[tuple[str, str]]:
    """Free times as a list shows them."""
    return [
        ("", "—"),
        *((one.code, f"{day(one.day, 'weekday')} {clock_text(one.begins)} · {one.staff}") for one in slots),
    ]


def subjects() -> list[tuple[str, str]]:
    language = "en" if in_english() else "zh"
    return [(one.code, one.name(language)) for one in shipped_vocabulary().domains.values()]


class TimeForm(VersionedForm):
    """A free time; moving an appointment is this alone."""

    minutes = SelectField(_("How long"), coerce=int, default=LENGTHS[0])
    slot = SelectField(_("Free times"), [DataRequired(_("Please choose."))])

    def offer_times(self, slots: Iterable[Slot]) -> None:
        self.minutes.choices = [(one, _("%(n)s minutes", n=one)) for one in LENGTHS]
        self.slot.choices = slot_choices(slots)


class BookForm(TimeForm):
    """An appointment: who comes, who asked for it. There is no field for a reason, on purpose."""

    children = SelectMultipleField(_("Which children"), coerce=int)
    comes = RadioField(_("Who comes?"), [CHOOSE], default="pupil")
    asked_by = RadioField(_("Who asked for it?"), [CHOOSE], default="pupil")

    def offer(self, slots: Iterable[Slot], children: list[Named]) -> None:
        self.offer_times(slots)
        self.children.choices = children
        self.comes.choices, self.asked_by.choices = choices(COMES), choices(ASKED_BY)


class SpotForm(FlaskForm):
    """Somebody came without an appointment."""

    children = SelectMultipleField(_("Which children"), coerce=int)
    comes = RadioField(_("Who comes?"), [CHOOSE], default="pupil")
    day = DayField(_("On"), [GIVEN])
    at = LineField(_("At"), [NEEDED], maximum=5)
    minutes = WholeNumberField(
        _("Minutes"), [GIVEN, NumberRange(5, 180, _("Between %(min)s and %(max)s."))], default=20
    )

    def offer(self, children: list[Named]) -> None:
        self.children.choices, self.comes.choices = children, choices(COMES)


class HeldForm(VersionedForm):
    """It took place."""

    subject = SelectField(_("About"), [CHOOSE])
    referred = BooleanField(_("Referred to somebody who can do more"))

    def offer(self) -> None:
        self.subject.choices = subjects()


class CancelForm(VersionedForm):
    reason = RadioField(_("Why?"), [CHOOSE])

    def offer(self) -> None:
        self.reason.choices = choices(CANCELLED)


class NoteForm(VersionedForm):
    """A note of a talk (DOMAIN 4.7)."""

    concern = TextField(_("What brought the child here"), [NEEDED], maximum=LONG)
    approach = TextField(_("What was tried"), [Optional()], maximum=LONG)
    step = TextField(_("What was agreed"), [Optional()], maximum=LONG)
    risk = RadioField(_("Risk"), [CHOOSE])
    informed = LineField(_("Who was informed"), maximum=200)

    def offer(self) -> None:
        self.risk.choices = choices(RISK)

    def words(self) -> NoteWords:
        return NoteWords(
            self.concern.data or "", self.approach.data or "", self.step.data or "", self.risk.data,
            self.informed.data or "",
        )  # fmt: skip


class GlassForm(FlaskForm):
    """Why the principal must read."""

    reason = TextField(
        _("Reason"),
        [NEEDED, Length(min=REASON_LEAST, message=TOO_SHORT)],
        maximum=500,
    )


class HandOverForm(FlaskForm):
    user_id = SelectField(_("To whom"), coerce=int)
    reason = LineField(_("Why?"), [NEEDED], maximum=200)


class HandOverAllForm(HandOverForm):
    """from_id: whose notes; the principal chooses, a keeper gives the own ones."""

    from_id = SelectField(_("Whose notes"), coerce=int)


class ReferralForm(VersionedForm):
    """A referral slip 转介单 (DOMAIN 4.7), filled in as it goes on."""

    reason = TextField(_("Why the child is referred"), [NEEDED], maximum=LONG)
    risk = RadioField(_("Risk"), [CHOOSE])
    institution = LineField(_("Institution"), [NEEDED])
    told_who = LineField(_("Guardian told: who"), maximum=60)
    told_on = DayField(_("Guardian told: when"), [Optional()])
    told_how = SelectField(_("Guardian told: how"))
    not_told = TextField(_("Why no guardian was told"), [Optional()], maximum=500)
    sent_on = DayField(_("Sent on"), [Optional()])
    receipt_on = DayField(_("Receipt on"), [Optional()])
    receipt = LineField(_("Received by"), maximum=60)
    feedback_on = DayField(_("Feedback on"), [Optional()])
    feedback = TextField(_("What the institution said"), [Optional()], maximum=LONG)
    plan = TextField(_("Plan of support when the child is back at school"), [Optional()], maximum=LONG)

    def offer(self) -> None:
        self.risk.choices, self.told_how.choices = choices(RISK), [("", "—"), *choices(TOLD_HOW)]

    def words(self) -> ReferralWords:
        given = {name: self[name].data or "" for name in ReferralWords.__slots__}
        return ReferralWords(**{name: one if isinstance(one, str) else one.isoformat() for name, one in given.items()})

    def fill(self, words: ReferralWords) -> None:
        """Show what the slip says."""
        for name in ReferralWords.__slots__:
            text = getattr(words, name)
            self[name].data = (date.fromisoformat(text) if text else None) if name.endswith("_on") else text

    def tell(self, faults: dict[str, str]) -> None:
        """Say each fault of `ReferralWords.faults` at its field."""
        said = {
            "guardian": _("Before it is sent a guardian is told: who, when, how. Otherwise say below why not."),
            "future": _("This date lies ahead."),
            "order": _("First fill in the step before."),
            "before": _("This is before it was sent."),
            "needed": _("Please fill this in."),
        }
        for name, code in faults.items():
            self[name].errors = [said[code]]
