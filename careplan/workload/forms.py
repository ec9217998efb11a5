"""Forms of workload: rules, periods, objections, corrections, work entered by hand."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError

from careplan.casework.help_words import clean_hours
from careplan.programme.planned import moment_of
from careplan.web.fields import DayField, LineField, TextField, VersionedForm, WholeNumberField
from careplan.workload.entry_operations import EntryWords
from careplan.workload.example import milli_of
from careplan.workload.rules import EACH, MOST_CAP, MOST_FEN, MOST_MILLI, SPLIT, WINDOWS, Rules
from careplan.workload.units import UNIT, units_text, yuan_text
from careplan.workload.work import POSTS, WORK

GIVEN = InputRequired(_("Please fill this in."))


class UnitsField(StringField):
    """Workload units with at most three decimals; data in thousandths, None where nothing is entered."""

    def __init__(
        self, label: Any = None, validators: Any = (), least: int = 0, most: int = MOST_MILLI, **rest: Any
    ) -> None:
        self.least, self.most = least, most
        super().__init__(label, validators, **{"render_kw": {"inputmode": "decimal", "autocomplete": "off"}, **rest})

    def process_formdata(self, values: list[str]) -> None:
        self.typed, self.data = (values[0].strip() if values else ""), None
        if not self.typed:
            return
        found = milli_of(self.typed)
        if found is None:
            raise ValueError(gettext("Please enter a number such as 1.5, with at most three decimals."))
        if not self.least <= found <= self.most:
            raise ValueError(
                gettext("Between %(least)s and %(most)s.", least=units_text(self.least), most=units_text(self.most))
            )
        self.data = found

    def _value(self) -> str:
        if getattr(self, "typed", ""):
            return self.typed
        return "" if self.data is None else units_text(self.data).replace(",", "")


class YuanField(UnitsField):
    """An amount in yuan with at most two decimals; data in fen."""

    def process_formdata(self, values: list[str]) -> None:
        self.typed, self.data = (values[0].strip() if values else ""), None
        if not self.typed:
            return
        found = milli_of(self.typed)
        if found is None or found % 10:
            raise ValueError(gettext("Please enter an amount such as 25 or 25.50."))
        fen = found // 10
        if not 0 < fen <= MOST_FEN:
            raise ValueError(gettext("The amount must be above 0 and at most %(most)s yuan.", most=MOST_FEN // 100))
        self.data = fen

    def _value(self) -> str:
        if getattr(self, "typed", ""):
            return self.typed
        return "" if self.data is None else yuan_text(self.data)


def rate_field(kind: str, role: str) -> str:
    """The field's name of a coefficient."""
    return f"rate_{kind}_{role}".replace("-", "_")


def post_field(post: str) -> str:
    return f"post_{post}".replace("-", "_")


class RulesForm(FlaskForm):
    """A new version of the rules. The fields of coefficients, posts and caps follow from the kinds of work, below."""

    name = LineField(_("Name of the rules"), [DataRequired(_("Please enter a name."))], maximum=60)
    valid_from = DayField(_("For periods that begin on or after"), [GIVEN])
    change = TextField(_("Why there is this version"), [DataRequired(_("Please say why."))], maximum=500)
    note = TextField(_("Note"), [Optional()], maximum=500)
    co_leaders = RadioField(_("When several people lead a session together"), [GIVEN])
    needs_roll = BooleanField(_("A session counts only when its roll was called"))
    fen_per_unit = YuanField(_("Money for one unit, in yuan"))

    def offer(self) -> None:
        """The choices in the reader's language."""
        self.co_leaders.choices = [
            (SPLIT, gettext("they share its units (equally, or as entered)")),
            (EACH, gettext("each of them counts it whole")),
        ]

    def validate_caps(self) -> bool:
        """A month's cap is no less than a week's, a period's no less than a month's; at least one thing counts."""
        fields = [self[f"cap_{window}"] for window in WINDOWS]
        known = [field for field in fields if field.data is not None]
        for smaller, larger in itertools.pairwise(known):
            if larger.data < smaller.data:
                larger.errors = [gettext("A longer stretch cannot have a lower cap than a shorter one.")]
                return False
        counted = [self[rate_field(*code)] for code in WORK] + [self[post_field(post)] for post in POSTS]
        if not any(field.data for field in counted):
            counted[0].errors = [gettext("Nothing counts: please enter at least one coefficient.")]
            return False
        return True

    def rules(self) -> Rules:
        """What a valid form says."""
        caps = {window: self[f"cap_{window}"].data for window in WINDOWS}
        return Rules(
            name=self.name.data or "",
            rates={code: self[rate_field(*code)].data or 0 for code in WORK},
            posts={post: self[post_field(post)].data or 0 for post in POSTS},
            caps={window: milli for window, milli in caps.items() if milli is not None},
            co_leaders=self.co_leaders.data,
            needs_roll=bool(self.needs_roll.data),
            fen_per_unit=self.fen_per_unit.data,
            note=self.note.data or "",
        )


for _code in WORK:
    setattr(RulesForm, rate_field(*_code), UnitsField(WORK[_code][1][0]))
for _post in POSTS:
    setattr(RulesForm, post_field(_post), UnitsField(POSTS[_post][0]))
for _window, _label in zip(WINDOWS, (_("In a week"), _("In a month"), _("In a period")), strict=True):
    setattr(RulesForm, f"cap_{_window}", UnitsField(_label, least=1, most=MOST_CAP))


def typed_rules(rules: Rules) -> dict[str, Any]:
    """A rule set as the form shows it."""
    return {
        "name": rules.name,
        "note": rules.note,
        "co_leaders": rules.co_leaders,
        "needs_roll": rules.needs_roll,
        "fen_per_unit": rules.fen_per_unit,
        **{rate_field(*code): rules.rates.get(code, 0) for code in WORK},
        **{post_field(post): rules.posts.get(post, 0) for post in POSTS},
        **{f"cap_{window}": rules.caps.get(window) for window in WINDOWS},
    }


class PeriodForm(FlaskForm):
    """Open a period: a month, a term, or other days."""

    stretch = SelectField(_("Which days"))
    first = DayField(_("Begins on"), [Optional()])
    last = DayField(_("Ends on"), [Optional()])
    name = LineField(_("Name of the period"), maximum=30)

    def validate_name(self, field: LineField) -> None:
        """Other days want all three."""
        if self.stretch.data == "days" and not field.data:
            raise ValidationError(gettext("Please enter a name."))

    def validate_first(self, field: DayField) -> None:
        if self.stretch.data == "days" and field.data is None:
            raise ValidationError(gettext("Please fill this in."))

    def validate_last(self, field: DayField) -> None:
        if self.stretch.data == "days" and field.data is None:
            raise ValidationError(gettext("Please fill this in."))

    def other_days(self) -> tuple[str, str, date, date]:
        """What a valid form says where no month and no term was chosen."""
        name = self.name.data or ""
        return name, name, self.first.data or date.min, self.last.data or date.min


class StepForm(VersionedForm):
    """One step of a period, on the page as it was seen."""

    check_until = DayField(_("To be looked over until"), [Optional()])
    reason = LineField(_("Reason"), maximum=300)


class WordsForm(FlaskForm):
    """What is not right, or the answer to it."""

    words = TextField(_("What is not right?"), [DataRequired(_("Please write a few words."))], maximum=1000)


class ObjectionForm(WordsForm):
    """What is not right with the whole statement or with one line; the choices are the statement's (views)."""

    line = SelectField(_("What it is about"), default="", validate_choice=False)

    def validate_line(self, field: SelectField) -> None:
        """Its records may have been mended meanwhile."""
        if field.data not in dict(field.choices):
            raise ValidationError(gettext("This line is not on the statement any more."))


class CorrectionForm(FlaskForm):
    """A correction line, and the objection that it follows from ("0": none)."""

    objection = SelectField(_("Follows from"), default="0")

    milli = UnitsField(_("Units more (or less, with a minus)"), [GIVEN], least=-200 * UNIT, most=200 * UNIT)
    reason = LineField(_("Reason"), [DataRequired(_("Please say why."))], maximum=300)


class EntryForm(FlaskForm):
    """Unplanned work."""

    staff_id = SelectField(_("Who did it"), coerce=int)
    day = DayField(_("Day"), [GIVEN])
    hours = LineField(
        _("From – to"), [GIVEN], maximum=20, render_kw={"autocomplete": "off", "placeholder": "16:30-17:10"}
    )
    title = LineField(_("What they did"), [DataRequired(_("Please say what was done."))], maximum=80)

    def validate_hours(self, field: LineField) -> None:
        """A stretch of the clock; cleaned in place."""
        cleaned = clean_hours(field.data or "")
        if cleaned is None:
            raise ValidationError(gettext("Please write the time like 12:20-13:00."))
        field.data = cleaned

    def entry_words(self) -> EntryWords:
        """What a valid form says."""
        begins, ends = moment_of(self.hours.data or "")
        return EntryWords(self.day.data or date.min, begins, ends, self.title.data or "")


class RefusalForm(FlaskForm):
    """Why an entry is not counter-signed."""

    reason = LineField(_("Reason"), [DataRequired(_("Please say why."))], maximum=300)


class ShareForm(FlaskForm):
    """One leader's share."""

    weight = WholeNumberField(_("Share"), [InputRequired(), NumberRange(0, 100)])
