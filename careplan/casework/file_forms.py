"""Forms of the file; each field is named as the column that it fills."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from careplan.casework.file_words import AREAS, ASPECTS, MEMBERS, PER, PLACES, REACHABLE, STEPS
from careplan.casework.forms import NeededWith
from careplan.casework.words import ABILITIES
from careplan.children.forms import PhoneField
from careplan.children.registration import AID, BODY, CUSTODY, INCOME, SCHOOLING
from careplan.seeds.load import shipped_care
from careplan.web.fields import DayField, LineField, TextField, VersionedForm
from careplan.web.filters import in_english, named

NEEDED = DataRequired(_("Please fill this in."))
GIVEN = InputRequired(_("Please fill this in."))
CHOOSE = InputRequired(_("Please choose."))
YUAN = re.compile(r"[0-9]{1,7}(\.[0-9]{1,2})?")


class YuanField(StringField):
    """An amount typed in yuan (650 or 650.50); `data` is whole fen, None when empty."""

    typed = ""

    def process_formdata(self, values: list[str]) -> None:
        self.typed = (values[0] if values else "").strip().removeprefix("¥").replace(",", "")
        self.data = None
        if not self.typed:
            return
        if not YUAN.fullmatch(self.typed):
            raise ValueError(gettext("Please enter an amount in yuan, such as 650 or 650.50."))
        yuan, _dot, fen = self.typed.partition(".")
        self.data = int(yuan) * 100 + int(fen.ljust(2, "0") or 0)

    def _value(self) -> str:
        if self.data is None:
            return self.typed
        return f"{self.data / 100:.2f}".removesuffix(".00")


class Boxes(SelectMultipleField):
    """Several answers as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def choices_of(words: dict[str, tuple[str, str]], empty: bool = False) -> list[tuple[str, str]]:
    """Codes with their word in the reader's language."""
    found = [(code, names[in_english()]) for code, names in words.items()]
    return [("", "—"), *found] if empty else found


class RecordForm(VersionedForm):
    """Something of a child's file. `offer` fills the choices; `values` are what a valid form says, by column."""

    def offer(self) -> None:
        """Nothing to choose from."""

    def values(self) -> dict[str, Any]:
        return {field.short_name: field.data for field in self if field.short_name not in ("csrf_token", "version")}

    def fill(self, row: Any) -> None:
        """On first showing: what is stored."""
        for name in self.values():
            self[name].data = getattr(row, name)

    def validate_until(self, field: DayField) -> None:
        if field.data and self["since"].data and field.data < self["since"].data:
            raise ValidationError(_("The last day lies before the first."))


class CategoryForm(RecordForm):
    category = SelectField(_("Category"), [CHOOSE])
    basis = LineField(_("Which paper it rests on"), [NEEDED], maximum=200)
    authority = LineField(_("Who decided"), [NEEDED], maximum=100)
    since = DayField(_("From"), [GIVEN])
    until = DayField(_("Until"), [Optional()])

    def offer(self) -> None:
        self.category.choices = [("", "—"), *((one.code, named(one)) for one in shipped_care().categories.values())]


class StateForm(RecordForm):
    member = SelectField(_("Which relative"), [CHOOSE])
    state = SelectField(_("State"), [CHOOSE])
    reachable = SelectField(_("Can be reached?"), default="")
    note = LineField(_("What it means for the family"), [Optional()], maximum=300)
    since = DayField(_("From"), [GIVEN])
    until = DayField(_("Until"), [Optional()])

    def offer(self) -> None:
        self.member.choices = choices_of(MEMBERS, empty=True)
        self.state.choices = [("", "—"), *((one.code, named(one)) for one in shipped_care().states.values())]
        self.reachable.choices = choices_of(REACHABLE, empty=True)


class NeedForm(RecordForm):
    area = RadioField(_("Area of need"), [CHOOSE])
    words = LineField(_("What the child needs"), [NEEDED], maximum=300)
    since = DayField(_("From"), [GIVEN])
    until = DayField(_("Met on"), [Optional()])
    result = LineField(_("How it was met"), [Optional()], maximum=300)

    def offer(self) -> None:
        self.area.choices = choices_of(AREAS)


class GoalForm(RecordForm):
    aspect = RadioField(_("Aspect"), [CHOOSE])
    words = LineField(_("What is to become better"), [NEEDED], maximum=300)
    since = DayField(_("From"), [GIVEN])
    due_on = DayField(_("By which day"), [GIVEN])
    state = RadioField(_("Stands"), [CHOOSE])

    def offer(self) -> None:
        self.aspect.choices = choices_of(ASPECTS)
        self.state.choices = [
            ("open", gettext("in progress")),
            ("reached", gettext("reached")),
            ("dropped", gettext("dropped")),
        ]

    def validate_due_on(self, field: DayField) -> None:
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(_("The last day lies before the first."))


class PlacementForm(RecordForm):
    kind = RadioField(_("Where the child lives"), [CHOOSE])
    place = LineField(_("Name and address of the place"), [NEEDED], maximum=200)
    contact = LineField(_("Whom to ask there, telephone"), [Optional()], maximum=100)
    fee_fen = YuanField(_("Fee in yuan"), [Optional()])
    fee_per = SelectField(_("Fee for"), default="")
    owed_fen = YuanField(_("Still owed, in yuan"), [Optional()])
    pay_by = DayField(_("To be paid by"), [NeededWith("owed_fen", _("Please say by when it must be paid."))])
    may_lose = BooleanField(_("The child may lose this place"))
    since = DayField(_("From"), [GIVEN])
    until = DayField(_("Until"), [Optional()])

    def offer(self) -> None:
        self.kind.choices, self.fee_per.choices = choices_of(PLACES), choices_of(PER)


class CarerForm(RecordForm):
    name = LineField(_("Carer's name"), [NEEDED], maximum=40)
    relation = LineField(_("Carer's relation"), [NEEDED], maximum=20)
    phone = PhoneField(_("Carer's telephone"), [Optional()], maximum=60)
    ability = SelectField(_("How well does the carer cope?"), default="")
    entrusted = BooleanField(_("The parents entrusted this carer in writing"))
    school_told = BooleanField(_("The parents told the school in writing"))
    village_told = BooleanField(_("The parents told the village or neighbourhood committee"))
    exclusions_checked = BooleanField(_("Looked at: no record of violence, drugs, gambling or neglect"))
    child_heard = BooleanField(_("The child was asked"))
    renew_on = DayField(_("To be renewed on"), [Optional()])
    since = DayField(_("From"), [GIVEN])
    until = DayField(_("Until"), [Optional()])

    def offer(self) -> None:
        self.ability.choices = choices_of(ABILITIES, empty=True)

    def validate_renew_on(self, field: DayField) -> None:
        if field.data and self.since.data and field.data <= self.since.data:
            raise ValidationError(_("It is renewed after it began."))


class ProgressForm(VersionedForm):
    """How far a goal has come."""

    step = RadioField(_("How far"), [CHOOSE], coerce=int)
    note = TextField(_("What shows it"), [NEEDED], maximum=600)
    day = DayField(_("On"), [GIVEN])

    def offer(self) -> None:
        self.step.choices = [(number, names[in_english()]) for number, names in enumerate(STEPS)]


class RegistrationForm(RecordForm):
    """The form of 2016 beyond what the roster holds."""

    household_registered = SelectField(_("Registered in a household"), default="")
    schooling = SelectField(_("At school"), default="")
    body = SelectField(_("State of health"), default="")
    body_detail = LineField(_("Kind and grade of disability, or illness"), [Optional()], maximum=200)
    paternal_grandparents = LineField(_("Grandparents, father's side: names, birth years"), [Optional()], maximum=200)
    maternal_grandparents = LineField(_("Grandparents, mother's side: names, birth years"), [Optional()], maximum=200)
    custody = SelectField(_("Who looks after the child"), default="")
    entrusted_person = LineField(_("Entrusted person"), [Optional()], maximum=60)
    entrusted_relation = LineField(_("Relation"), [Optional()], maximum=20)
    entrusted_phone = LineField(_("Telephone"), [Optional()], maximum=60)
    entrusted_address = LineField(_("Address"), [Optional()], maximum=200)
    income = Boxes(_("What the family lives on"), [Optional()])
    aid = Boxes(_("Aid received"), [Optional()])
    filled_by = LineField(_("Filled in by"), [NEEDED], maximum=40)
    checked_by = LineField(_("Checked by"), [Optional()], maximum=40)
    in_charge = LineField(_("In charge"), [Optional()], maximum=40)
    filled_on = DayField(_("Day"), [GIVEN])

    def offer(self) -> None:
        open_ = [("", gettext("not known yet"))]
        self.household_registered.choices = [*open_, ("yes", gettext("yes")), ("no", gettext("no"))]
        self.schooling.choices = [*open_, *choices_of(SCHOOLING)]
        self.body.choices, self.custody.choices = [*open_, *choices_of(BODY)], [*open_, *choices_of(CUSTODY)]
        self.income.choices, self.aid.choices = choices_of(INCOME), choices_of(AID)

    def fill(self, row: Any) -> None:
        super().fill(row)
        self.household_registered.data = {True: "yes", False: "no", None: ""}[row.household_registered]

    def values(self) -> dict[str, Any]:
        found = super().values()
        found["household_registered"] = {"yes": True, "no": False}.get(found["household_registered"] or "")
        return found
