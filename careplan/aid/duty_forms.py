"""Forms of duties: what, when, by whom; one time done; handed over; the starting set."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import RadioField, SelectField
from wtforms.validators import NumberRange, Optional, ValidationError

from careplan.activities.forms import BoxesField
from careplan.aid.forms import CHOOSE, GIVEN, AmountField, Choices, named_choices, pair_choices
from careplan.aid.windows import MONTHLY, ONCE, RHYTHMS, YEARLY, Pattern
from careplan.aid.words import DutyWords, RecordWords
from careplan.seeds.aid import DutyPreset
from careplan.seeds.load import shipped_aid
from careplan.web.fields import DayField, LineField, TextField, WholeNumberField
from careplan.web.filters import in_english

People = list[tuple[int, str]]


def _months() -> list[tuple[int, str]]:
    names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    return [(number, name if in_english() else f"{number}月") for number, name in enumerate(names, 1)]


class DutyForm(FlaskForm):
    """A duty with its window and the person who does it."""

    preset = SelectField(_("What is to be done?"))
    title = LineField(_("In your own words"), maximum=80)
    rhythm = RadioField(_("How often?"), [CHOOSE])
    first_month = SelectField(_("From the month"), coerce=int)
    first_day = WholeNumberField(_("From which day of the month"), [Optional(), NumberRange(1, 31)])
    last_month = SelectField(_("To the month"), coerce=int)
    last_day = WholeNumberField(_("To the day"), [Optional(), NumberRange(1, 31)])
    pauses = BoxesField(_("Not in these months"), [Optional()])
    since = DayField(_("Begins on"), [GIVEN])
    until = DayField(_("Ends on, if known"), [Optional()])
    case_id = SelectField(_("What is brought comes from"), coerce=int)
    staff_id = SelectField(_("Who does it?"), coerce=int)

    def offer(self, presets: list[DutyPreset], people: People, cases: People) -> None:
        english = in_english()
        self.preset.choices = [("", gettext("something else")), *((p.code, p.en if english else p.zh) for p in presets)]
        self.rhythm.choices = pair_choices(RHYTHMS)
        self.first_month.choices = self.last_month.choices = _months()
        self.pauses.choices = [(str(number), name) for number, name in _months()]
        self.case_id.choices = [(0, gettext("no aid")), *cases]
        self.staff_id.choices = [(0, "—"), *people]

    def validate_title(self, field: LineField) -> None:
        if not self.preset.data and not field.data:
            raise ValidationError(gettext("Please say what is to be done."))

    def validate_first_day(self, field: WholeNumberField) -> None:
        if self.rhythm.data in (MONTHLY, YEARLY) and field.data is None:
            raise ValidationError(gettext("Please fill this in."))

    def validate_last_day(self, field: WholeNumberField) -> None:
        if self.rhythm.data in (MONTHLY, YEARLY) and field.data is None:
            raise ValidationError(gettext("Please fill this in."))
        early = (field.data or 0) < (self.first_day.data or 0)
        if self.rhythm.data == MONTHLY and field.data is not None and early:
            raise ValidationError(gettext("The window ends before it begins."))

    def validate_until(self, field: DayField) -> None:
        if self.rhythm.data == ONCE and field.data is None:
            raise ValidationError(gettext("Please say by when."))

    def validate_staff_id(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError(gettext("Please choose a person."))

    def words(self) -> DutyWords:
        """What a valid form says."""
        yearly = self.rhythm.data == YEARLY
        pattern = Pattern(
            rhythm=self.rhythm.data,
            first=(self.first_month.data if yearly else 0, self.first_day.data or 0),
            last=(self.last_month.data if yearly else 0, self.last_day.data or 0),
            since=self.since.data,
            until=self.until.data,
            pauses=frozenset(int(one) for one in self.pauses.data or ())
            if self.rhythm.data == MONTHLY
            else frozenset(),
        )
        return DutyWords(self.preset.data or "", self.title.data or "", pattern, self.case_id.data or None)


def preset_data(preset: DutyPreset) -> dict[str, Any]:
    """A preset as the form shows it."""
    return {
        "preset": preset.code,
        "rhythm": preset.rhythm,
        "first_month": preset.first[0] or 1,
        "first_day": preset.first[1],
        "last_month": preset.last[0] or 1,
        "last_day": preset.last[1],
        "pauses": [str(month) for month in preset.pauses],
    }


class RecordForm(FlaskForm):
    """One time done, in under a minute on a phone."""

    done_on = DayField(_("Done on"), [GIVEN])
    amount = AmountField(_("Money brought, in yuan"), [Optional()])
    purpose = SelectField(_("For what?"))
    goods = LineField(_("Things brought"), maximum=120)
    how_child = TextField(_("How is the child?"), [GIVEN], maximum=1000)
    asked = LineField(_("Which teacher was asked, and what was said"), maximum=200)
    picture = FileField(_("Photograph or receipt"))

    def offer(self) -> None:
        self.purpose.choices = named_choices(shipped_aid().purposes)

    def words(self, opens: Any) -> RecordWords:
        """What a valid form says."""
        return RecordWords(
            opens=opens,
            done_on=self.done_on.data,
            asked=self.asked.data or "",
            how_child=self.how_child.data or "",
            note="",
            fen=self.amount.fen,
            purpose=self.purpose.data or "",
            goods=self.goods.data or "",
        )


class SchoolRecordForm(FlaskForm):
    """One time of a duty for the school."""

    done_on = DayField(_("Done on"), [GIVEN])
    note = TextField(_("What was done"), [GIVEN], maximum=1000)

    def words(self, opens: Any) -> RecordWords:
        """What a valid form says."""
        return RecordWords(opens, self.done_on.data, "", "", self.note.data or "")


class ExcuseForm(FlaskForm):
    """Not needed this time."""

    note = LineField(_("Why is it not needed this time?"), [GIVEN], maximum=200)


class HandForm(FlaskForm):
    """Somebody else does it."""

    staff_id = SelectField(_("Who does it from now on?"), coerce=int)
    since = DayField(_("From this day on"), [GIVEN])
    note = LineField(_("What the next person should know"), maximum=200)

    def offer(self, people: People) -> None:
        self.staff_id.choices = [(0, "—"), *people]

    def validate_staff_id(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError(gettext("Please choose a person."))


class StartingForm(FlaskForm):
    """What of the starting set is taken over."""

    school = BoxesField(_("For the school"), [Optional()])
    staff_id = SelectField(_("Who does them?"), coerce=int)
    child = BoxesField(_("For each child"), [Optional()])
    whom = RadioField(_("For which children?"), [Optional()])

    def offer(self, people: People, whom: Choices) -> None:
        english = in_english()
        presets = shipped_aid().presets.values()
        self.school.choices = [(p.code, p.en if english else p.zh) for p in presets if p.audience == "school"]
        self.child.choices = [(p.code, p.en if english else p.zh) for p in presets if p.audience == "child"]
        self.staff_id.choices = [(0, "—"), *people]
        self.whom.choices = whom

    def validate_staff_id(self, field: SelectField) -> None:
        if self.school.data and not field.data:
            raise ValidationError(gettext("Please choose a person."))
