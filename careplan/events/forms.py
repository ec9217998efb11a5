"""Forms of events, escalations, plans of help and mandatory reports."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Optional

from careplan.clock import SCHOOL_ZONE
from careplan.events.alarm_words import AUTHORITIES, SITUATIONS
from careplan.seeds.load import shipped_playbooks
from careplan.web.fields import FIRST_YEAR, LAST_YEAR, DayField, LineField, TextField
from careplan.web.filters import day as day_words
from careplan.web.filters import in_english, named

NEEDED = DataRequired(_("Please fill this in."))
GIVEN = InputRequired(_("Please fill this in."))
CHOOSE = InputRequired(_("Please choose."))
SOURCES = {
    "visit": ("入户", "a visit"),
    "phone": ("电话", "a call"),
    "parent": ("家长告知", "the parents"),
    "village": ("村（居）委会", "the village"),
    "child": ("孩子说的", "the child"),
    "teacher": ("老师发现", "a teacher"),
    "other": ("其他", "somebody else"),
}
RENEWAL = -1
"""In the place of an event: the plan is looked at again because its day has come."""
LONG = 20_000
"""Of a mandatory report: no length that somebody types stops it."""


class MomentField(DateTimeLocalField):
    """A moment on the school's clock; `utc` is as stored."""

    def process_formdata(self, values: list[str]) -> None:
        try:
            super().process_formdata(values)
        except ValueError as error:
            raise ValueError(gettext("Please enter a day and a time.")) from error
        if self.data is not None and not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            raise ValueError(gettext("Please enter a day and a time."))

    @property
    def utc(self) -> datetime:
        return self.data.replace(tzinfo=SCHOOL_ZONE).astimezone(UTC).replace(tzinfo=None)


def _choices(words: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    return [(code, names[in_english()]) for code, names in words.items()]


class EventForm(FlaskForm):
    """What happened, when, when it was known."""

    kind = RadioField(_("What happened?"), [CHOOSE])
    happened_on = DayField(_("Day it happened"), [GIVEN])
    known_at = MomentField(_("When the school knew"), [GIVEN], format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])
    source = SelectField(_("Known from"), [CHOOSE])
    words = TextField(_("What is known"), [NEEDED], maximum=2000)

    def offer(self) -> None:
        self.kind.choices = [(one.kind, named(one)) for one in shipped_playbooks().events.values()]
        self.source.choices = _choices(SOURCES)


class DoneForm(FlaskForm):
    result = LineField(_("How it came out"), [NEEDED], maximum=600)


class EscalateForm(FlaskForm):
    """Whom to tell, and what."""

    to = RadioField(_("Whom to tell"), [CHOOSE])
    words = TextField(_("What they must know and decide"), [NEEDED], maximum=2000)

    def offer(self) -> None:
        self.to.choices = [(one.code, named(one)) for one in shipped_playbooks().recipients.values()]


class AnswerForm(FlaskForm):
    answer = LineField(_("Answer"), [NEEDED], maximum=600)


class CloseForm(FlaskForm):
    outcome = LineField(_("How it ended"), [NEEDED], maximum=600)


class PlanForm(FlaskForm):
    """A version of the plan of help."""

    care_event_id = SelectField(_("Because of"), coerce=int)
    reason = TextField(_("What is different now"), [NEEDED], maximum=1000)
    aims = TextField(_("What we want to reach"), [NEEDED], maximum=2000)
    measures = TextField(_("Who does what, how often"), [NEEDED], maximum=2000)
    review_on = DayField(_("Look at it again on"), [GIVEN])

    def offer(self, events: list[tuple[int, str]], review_on: date | None) -> None:
        """review_on: when the version that holds was to be looked at again; None before the first."""
        if review_on is None:
            self.care_event_id.choices = [(0, gettext("The file is opened")), *events]
            return
        renewal = gettext("Looked at again, as arranged for %(day)s", day=day_words(review_on))
        self.care_event_id.choices = [(0, gettext("Please choose.")), (RENEWAL, renewal), *events]


class ReportForm(FlaskForm):
    """One sentence; everything else may stay empty."""

    words = TextField(_("What did you see or hear?"), [DataRequired(_("One sentence is enough."))], maximum=LONG)
    who = TextField(_("About whom? Name and class, if you know"), [Optional()], maximum=LONG)
    found = TextField(_("When and where?"), [Optional()], maximum=LONG)
    situation = SelectField(_("What kind of danger?"), default="", validate_choice=False)

    def offer(self) -> None:
        self.situation.choices = _choices(SITUATIONS)


class StepForm(FlaskForm):
    """Whom the school told about a report."""

    to = SelectField(_("Told whom"), [CHOOSE])
    at = MomentField(_("When"), [GIVEN], format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])
    receipt = LineField(_("Receipt number, who took it"), [Optional()], maximum=120)
    note = TextField(_("What follows"), [Optional()], maximum=2000)

    def offer(self) -> None:
        self.to.choices = _choices(AUTHORITIES)


class PersonForm(FlaskForm):
    user_id = SelectField(_("Named person for mandatory reports"), coerce=int)

    def offer(self, people: list[Any]) -> None:
        self.user_id.choices = [(0, "—"), *((one.id, one.display_name) for one in people)]
