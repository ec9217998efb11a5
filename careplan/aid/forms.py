"""Forms of aid: cases, amounts over time, lines of the ledger, known costs."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional, StopValidation

from careplan.aid.money import BadAmount, fen_of
from careplan.aid.words import COST_RHYTHMS, PAPER_WORDS, STEP_WORDS, CaseWords, CostWords, EntryWords
from careplan.seeds.aid import AidWord
from careplan.seeds.load import shipped_aid
from careplan.web.fields import DayField, LineField, OnceField, TextField, VersionedForm, WholeNumberField
from careplan.web.filters import in_english

GIVEN = InputRequired(_("Please fill this in."))
CHOOSE = InputRequired(_("Please choose."))
Choices = list[tuple[str, str]]


class AmountField(LineField):
    """Yuan as people type them; `fen` has them in fen, None when empty."""

    fen: int | None = None

    def __init__(self, label: Any = None, validators: Any = (), **rest: Any) -> None:
        look = {"inputmode": "decimal", "autocomplete": "off", **rest.pop("render_kw", {})}
        super().__init__(label, validators, maximum=20, render_kw=look, **rest)

    def pre_validate(self, form: FlaskForm) -> None:
        super().pre_validate(form)
        self.fen = None
        if not self.data:
            return
        words = {
            "format": gettext("Please enter an amount such as 4000 or 245.50."),
            "zero": gettext("The amount must be more than nothing."),
            "large": gettext("That is more than ten million yuan. Please check the amount."),
        }
        try:
            self.fen = fen_of(self.data)
        except BadAmount as fault:
            raise StopValidation(words[fault.reason]) from fault


def named_choices(words: dict[str, AidWord]) -> Choices:
    return [(code, one.en if in_english() else one.zh) for code, one in words.items()]


def pair_choices(words: dict[str, tuple[str, str]], only: tuple[str, ...] | None = None) -> Choices:
    return [(code, names[in_english()]) for code, names in words.items() if only is None or code in only]


class CaseForm(FlaskForm):
    """A new case with its first step."""

    kind = SelectField(_("What help is it?"), [CHOOSE])
    giver = SelectField(_("Who gives it?"), [CHOOSE])
    agency = LineField(_("Name of the office or person"), maximum=60)
    state = RadioField(_("How far is it?"), [CHOOSE])
    day = DayField(_("On"), [GIVEN])
    amount = AmountField(_("Amount in yuan"), [Optional()])
    monthly = BooleanField(_("It comes every month; the amount is for one month"))
    pay_day = WholeNumberField(_("Day of the month on which it comes"), [Optional(), NumberRange(1, 31)])
    ends_on = DayField(_("Until, if known"), [Optional()])
    for_costs = BooleanField(_("May be used for known costs such as boarding; the forecast counts it"))
    note = TextField(_("Note"), [Optional()])

    def offer(self) -> None:
        seeds = shipped_aid()
        self.kind.choices = named_choices(seeds.kinds)
        self.giver.choices = named_choices(seeds.givers)
        self.state.choices = pair_choices(STEP_WORDS, ("asked", "granted"))

    def words(self) -> CaseWords:
        """What a valid form says."""
        return CaseWords(
            kind=self.kind.data,
            giver=self.giver.data,
            agency=self.agency.data or "",
            monthly=bool(self.monthly.data),
            pay_day=self.pay_day.data,
            ends_on=self.ends_on.data,
            for_costs=bool(self.for_costs.data),
            note=self.note.data or "",
            state=self.state.data,
            day=self.day.data,
            fen=self.amount.fen,
        )


class CaseEditForm(VersionedForm):
    """What may change of a case."""

    agency = LineField(_("Name of the office or person"), maximum=60)
    pay_day = WholeNumberField(_("Day of the month on which it comes"), [Optional(), NumberRange(1, 31)])
    ends_on = DayField(_("Until, if known"), [Optional()])
    for_costs = BooleanField(_("May be used for known costs such as boarding; the forecast counts it"))
    note = TextField(_("Note"), [Optional()])


class StepForm(FlaskForm):
    """What happened next."""

    state = RadioField(_("What has moved?"), [CHOOSE])
    day = DayField(_("On"), [GIVEN])
    amount = AmountField(_("Amount in yuan"), [Optional()])
    note = TextField(_("Reason or note"), [Optional()])

    def offer(self, states: tuple[str, ...]) -> None:
        self.state.choices = pair_choices(STEP_WORDS, states)


class RateForm(FlaskForm):
    """From a day on, so much a month."""

    since = DayField(_("From this day on"), [GIVEN])
    amount = AmountField(_("Yuan a month"), [GIVEN])
    note = LineField(_("Reason or paper"), maximum=120)


class EntryForm(FlaskForm):
    """One line of the ledger, with a photograph of its receipt."""

    key = OnceField()
    day = DayField(_("On"), [GIVEN])
    amount = AmountField(_("Amount in yuan"), [Optional()])
    purpose = SelectField(_("For what?"))
    what = LineField(_("What exactly"), maximum=120)
    receipt = FileField(_("Photograph of the receipt"))

    def offer(self, kind: str) -> None:
        if kind == "paid":
            del self.purpose  # what arrives is for nothing yet
        else:
            self.purpose.choices = [("", "—"), *named_choices(shipped_aid().purposes)]
        if kind == "goods":
            self.amount.label.text = gettext("Estimated value in yuan, if anybody knows it")
            self.what.label.text = gettext("Which goods")

    def words(self, kind: str) -> EntryWords:
        """What a valid form says."""
        purpose = "" if self.purpose is None else self.purpose.data or ""
        return EntryWords(kind, self.day.data, self.amount.fen, purpose, self.what.data or "", self.key.own)


class SplitForm(FlaskForm):
    """An amount for each purpose; empty ones are left out. The fields are made from the seed data."""

    day = DayField(_("On"), [GIVEN])

    @property
    def amounts(self) -> list[AmountField]:
        return [field for field in self if isinstance(field, AmountField)]

    def parts(self) -> dict[str, int]:
        """Purpose → fen of a valid form."""
        return {field.short_name.removeprefix("for_"): field.fen for field in self.amounts if field.fen}


def split_form(**data: Any) -> SplitForm:
    """The form with a field for each purpose."""
    fields = {f"for_{code}": AmountField(label, [Optional()]) for code, label in named_choices(shipped_aid().purposes)}
    made: SplitForm = type("BoundSplitForm", (SplitForm,), fields)(data=data)
    return made


class ReasonForm(FlaskForm):
    """Why something is taken back."""

    reason = LineField(_("Why is it taken back?"), [GIVEN], maximum=200)


class CostForm(FlaskForm):
    """A cost that is known."""

    purpose = SelectField(_("For what?"), [CHOOSE])
    amount = AmountField(_("Amount in yuan"), [GIVEN])
    rhythm = RadioField(_("How often?"), [CHOOSE])
    day = WholeNumberField(_("Day of the month, of a monthly one"), [Optional(), NumberRange(1, 31)])
    since = DayField(_("From this day on"), [GIVEN])
    until = DayField(_("Until, if known"), [Optional()])
    school_time = BooleanField(_("Not in the holidays"))

    def offer(self) -> None:
        self.purpose.choices = named_choices(shipped_aid().purposes)
        self.rhythm.choices = pair_choices(COST_RHYTHMS)

    def words(self) -> CostWords:
        """What a valid form says."""
        return CostWords(
            purpose=self.purpose.data,
            fen=self.amount.fen or 0,
            rhythm=self.rhythm.data,
            day=self.day.data or 1,
            since=self.since.data,
            until=self.until.data,
            school_time=bool(self.school_time.data),
        )


class EndForm(FlaskForm):
    """The last day of a cost or duty."""

    until = DayField(_("Last day"), [GIVEN])


class PaperForm(FlaskForm):
    """A photographed paper."""

    kind = SelectField(_("What is this?"), [CHOOSE])
    picture = FileField(_("Photograph"))
    shows_child = BooleanField(_("The child can be recognised in it"))

    def offer(self) -> None:
        self.kind.choices = pair_choices(PAPER_WORDS)
