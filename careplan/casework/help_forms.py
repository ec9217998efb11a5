"""Forms of the counselling room and the hotline."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from careplan.casework.help_words import CAME, CHANNELS, WHO, HelpWords
from careplan.seeds.load import shipped_vocabulary
from careplan.web.fields import DayField, LineField, TextField, WholeNumberField
from careplan.web.filters import in_english

NEEDED = DataRequired(_("Please fill this in."))
GIVEN = InputRequired(_("Please fill this in."))
"""For dates and numbers: 0 is an answer, and a wrong date has words of its own."""
CHOOSE = InputRequired(_("Please choose."))


def _choices(words: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    return [(code, names[in_english()]) for code, names in words.items()]


class HoursForm(FlaskForm):
    """When the room is open or the hotline answered."""

    channel = RadioField(_("For"), [CHOOSE])
    weekday = SelectField(_("Day of the week"), coerce=int)
    hours = LineField(_("From – to"), [NEEDED], maximum=20)
    place = LineField(_("Room, or number to call"), [NEEDED], maximum=60)
    staff_id = SelectField(_("Who is there"), coerce=int)

    def offer(self, weekdays: list[tuple[int, str]], people: list[tuple[int, str]]) -> None:
        self.channel.choices = _choices(CHANNELS)
        self.weekday.choices = weekdays
        self.staff_id.choices = [(0, "—"), *people]


class HelpForm(FlaskForm):
    """A talk: no name; the note is read by its writer alone."""

    channel = RadioField(_("Room or hotline"), [CHOOSE])
    day = DayField(_("On"), [GIVEN])
    who = RadioField(_("Who asked for help?"), [CHOOSE])
    came = RadioField(_("How did they come?"), [CHOOSE])
    subject = SelectField(_("About"), [CHOOSE])
    minutes = WholeNumberField(_("Minutes"), [Optional(), NumberRange(1, 600, _("Between %(min)s and %(max)s."))])
    caller = LineField(_("Name, where one was given"), maximum=40)
    referred = BooleanField(_("Referred to somebody who can do more"))
    follow_up_on = DayField(_("Look again on"), [Optional()])
    note = TextField(_("Note"), [Optional()])

    def offer(self) -> None:
        language = "en" if in_english() else "zh"
        self.channel.choices, self.who.choices, self.came.choices = _choices(CHANNELS), _choices(WHO), _choices(CAME)
        domains = shipped_vocabulary().domains.values()
        self.subject.choices = [(one.code, one.name(language)) for one in domains]

    def words(self) -> HelpWords:
        """What a valid form says."""
        return HelpWords(
            day=self.day.data,
            channel=self.channel.data,
            who=self.who.data,
            came=self.came.data,
            subject=self.subject.data,
            referred=bool(self.referred.data),
            follow_up_on=self.follow_up_on.data,
            note=self.note.data or "",
            minutes=self.minutes.data,
            caller=self.caller.data or "",
        )
