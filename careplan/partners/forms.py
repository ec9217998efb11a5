"""Forms of partners, offers, pledges, deliveries and cards."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import NumberRange, Optional, ValidationError

from careplan.activities.forms import BoxesField
from careplan.aid.forms import CHOOSE, GIVEN, AmountField, named_choices, pair_choices
from careplan.casework.file_words import AREAS
from careplan.partners.operations import partner_kinds
from careplan.partners.words import (
    ALLOWS,
    FORMS,
    MONEY,
    PAPERS,
    PROOFS,
    SITUATIONS,
    WORKED,
    AgreementWords,
    CardWords,
    OfferWords,
    tags_of,
)
from careplan.seeds.load import shipped_aid
from careplan.web.fields import DayField, LineField, OnceField, TextField, VersionedForm, WholeNumberField

MOST_COUNT = 100_000


class NoName:
    """Words that may be a child's name; who writes says by a tick that they are none. Shown only where some were found.

    The words are offered by the page that refused them (`views_form`), so a tick is for just these words.
    """

    no_name = BoxesField(_("These words are no child's name"), [Optional()], validate_choice=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.no_name.choices = [(word, word) for word in self.no_name.data or ()]


class PartnerForm(NoName, VersionedForm):
    """An organisation or person who helps."""

    name = LineField(_("Name of the partner"), [GIVEN], maximum=60)
    kind = SelectField(_("What sort of partner is it?"), [CHOOSE])
    place = LineField(_("Where it works"), maximum=60)
    note = TextField(_("What one should know"), maximum=1000)

    def offer(self) -> None:
        kinds = partner_kinds()
        self.kind.choices = [pair for pair in named_choices(shipped_aid().givers) if pair[0] in kinds]


class WhyForm(NoName, FlaskForm):
    """A reason."""

    reason = LineField(_("Why?"), [GIVEN], maximum=200)


class PersonForm(NoName, FlaskForm):
    """Somebody at the partner."""

    name = LineField(_("Name of the person"), [GIVEN], maximum=40)
    post = LineField(_("What they do there"), maximum=60)
    phone = LineField(_("Telephone"), maximum=40)


class TalkForm(NoName, FlaskForm):
    """One talk with the partner."""

    day = DayField(_("On"), [GIVEN])
    whom = LineField(_("With whom"), maximum=60)
    words = TextField(_("What was said"), [GIVEN], maximum=1000)
    next_on = DayField(_("When do you talk next?"), [GIVEN])


class AgreementForm(NoName, FlaskForm):
    """What was agreed on paper."""

    title = LineField(_("Title of the agreement"), [GIVEN], maximum=80)
    since = DayField(_("From this day on"), [GIVEN])
    until = DayField(_("Last day"), [GIVEN])
    allows = BoxesField(_("It allows the partner to"))
    picture = FileField(_("Photograph of the paper"))

    def offer(self) -> None:
        self.allows.choices = pair_choices(ALLOWS)

    def words(self) -> AgreementWords:
        """What a valid form says."""
        return AgreementWords(self.title.data or "", self.since.data, self.until.data, tuple(self.allows.data or ()))


class AgreementChangeForm(AgreementForm, VersionedForm):
    """The same, changed: with the reason."""

    picture = None
    reason = LineField(_("Why is it changed?"), [GIVEN], maximum=200)


class AgreementEndForm(NoName, VersionedForm):
    """An agreement ends early."""

    until = DayField(_("New last day"), [GIVEN])
    reason = LineField(_("Why?"), [GIVEN], maximum=200)


class OfferForm(NoName, VersionedForm):
    """What the partner can give."""

    form = RadioField(_("What is offered?"), [CHOOSE])
    what = LineField(_("What exactly"), [GIVEN], maximum=60)
    purpose = SelectField(_("For what?"), [CHOOSE])
    areas = BoxesField(_("For which needs of the children's files?"), [Optional()])
    money = AmountField(_("Money in all, in yuan"), [Optional()])
    count = WholeNumberField(_("How many, of goods and services"), [Optional(), NumberRange(1, MOST_COUNT)])
    unit = LineField(_("Counted in"), maximum=8)
    place = LineField(_("Only for children in"), maximum=60)
    since = DayField(_("From this day on"), [GIVEN])
    until = DayField(_("Last day"), [GIVEN])

    def offer(self) -> None:
        self.form.choices = pair_choices(FORMS)
        self.purpose.choices = [("", "—"), *named_choices(shipped_aid().purposes)]
        self.areas.choices = pair_choices(AREAS)

    def validate_money(self, field: AmountField) -> None:
        if self.form.data == MONEY and not field.fen:
            raise ValidationError(gettext("Please enter an amount such as 4000 or 245.50."))

    def validate_count(self, field: WholeNumberField) -> None:
        if self.form.data in FORMS and self.form.data != MONEY and field.data is None:
            raise ValidationError(gettext("Please enter a whole number."))

    def validate_unit(self, field: LineField) -> None:
        if self.form.data in FORMS and self.form.data != MONEY and not field.data:
            raise ValidationError(gettext("Please say in what it is counted: pieces, times …"))

    def words(self) -> OfferWords:
        """What a valid form says."""
        money = self.form.data == MONEY
        return OfferWords(
            form=self.form.data,
            what=self.what.data or "",
            purpose=self.purpose.data,
            areas=tuple(self.areas.data or ()),
            amount=(self.money.fen if money else self.count.data) or 0,
            unit="" if money else self.unit.data or "",
            place=self.place.data or "",
            since=self.since.data,
            until=self.until.data,
        )


class _Amount(NoName, FlaskForm):
    """An amount of an offer: yuan of money, else a count. `take` leaves the field that does not fit away."""

    key = OnceField()
    money = AmountField(_("Amount in yuan"), [GIVEN])
    count = WholeNumberField(_("How many"), [GIVEN, NumberRange(1, MOST_COUNT)])

    def take(self, form: str, unit: str) -> None:
        if form == MONEY:
            del self.count
        else:
            del self.money
            self.count.label.text = gettext("How many (%(unit)s)", unit=unit)

    @property
    def amount(self) -> int:
        return int((self.money.fen if "money" in self else self.count.data) or 0)


class PledgeForm(_Amount):
    """So much of the offer, by when."""

    due_on = DayField(_("To be delivered by"), [GIVEN])
    note = LineField(_("Note"), maximum=120)


class DeliveryForm(_Amount):
    """Something came; with its proof, if that is at hand."""

    day = DayField(_("On"), [GIVEN])
    value = AmountField(_("Estimated value in yuan, if anybody knows it"), [Optional()])
    words = LineField(_("Note"), maximum=60)
    kind = SelectField(_("What proves it?"))
    picture = FileField(_("Photograph of the proof"))
    nobody_seen = BooleanField(_("I looked: no child can be recognised in it"))

    def offer(self, form: str) -> None:
        self.kind.choices = pair_choices(PAPERS, PROOFS)
        if form != "goods":
            del self.value


class ProofForm(FlaskForm):
    """The proof of a delivery."""

    kind = SelectField(_("What proves it?"))
    picture = FileField(_("Photograph of the proof"))
    nobody_seen = BooleanField(_("I looked: no child can be recognised in it"))

    def offer(self) -> None:
        self.kind.choices = pair_choices(PAPERS, PROOFS)


class CardForm(NoName, VersionedForm):
    """What worked, to do again."""

    title = LineField(_("In one line"), [GIVEN], maximum=60)
    situation = SelectField(_("For what kind of situation?"), [CHOOSE])
    steps = TextField(_("Steps, one a line"), [GIVEN], maximum=2000)
    outcome = TextField(_("What came of it"), [GIVEN], maximum=1000)
    tags = LineField(_("Tags, separated by blanks"), maximum=80)

    def offer(self) -> None:
        self.situation.choices = pair_choices(SITUATIONS)

    def words(self) -> CardWords:
        """What a valid form says."""
        data: Any = self.data
        return CardWords(data["title"], data["situation"], data["steps"], data["outcome"], tags_of(data["tags"] or ""))


class UseForm(NoName, FlaskForm):
    """The card was used once more."""

    day = DayField(_("On"), [GIVEN])
    worked = RadioField(_("How did it go?"), [CHOOSE])
    words = TextField(_("What to do the same way or otherwise next time"), [GIVEN], maximum=500)

    def offer(self) -> None:
        self.worked.choices = pair_choices(WORKED)
