"""Forms of the register: care level, rules, handover, promises."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from careplan.casework.rules import Rule
from careplan.seeds.load import shipped_care
from careplan.web.fields import DayField, LineField, TextField, VersionedForm, WholeNumberField
from careplan.web.filters import named

NEEDED = DataRequired(_("Please fill this in."))
GIVEN = InputRequired(_("Please fill this in."))
CHOOSE = InputRequired(_("Please choose."))


class LevelForm(FlaskForm):
    """A level and why."""

    level = RadioField(_("Care level"), [CHOOSE])
    reason = TextField(_("Why"), [NEEDED], maximum=600)

    def offer(self) -> None:
        self.level.choices = [(one.code, named(one)) for one in shipped_care().levels.values()]


class ReasonForm(FlaskForm):
    """Why something is taken back."""

    reason = TextField(
        _("Why is it taken back?"),
        [NEEDED, Length(min=4, message=_("Please give a reason of at least four characters."))],
        maximum=300,
    )


class WithdrawForm(VersionedForm, ReasonForm):
    """Why a record that may have changed meanwhile is taken back."""


class RulesForm(FlaskForm):
    """The rules of each level as `days_LEVEL` and `visits_LEVEL`, from when, and why."""

    since = DayField(_("From"), [GIVEN])
    reason = TextField(_("Why, or which decision"), [NEEDED], maximum=600)

    def fill(self, rules: Mapping[str, Rule]) -> None:
        for code, rule in rules.items():
            self[f"days_{code}"].data, self[f"visits_{code}"].data = rule.days, rule.visits

    def rules(self) -> dict[str, Rule]:
        """What a valid form says."""
        codes = shipped_care().levels
        return {code: Rule(self[f"days_{code}"].data, self[f"visits_{code}"].data) for code in codes}


for _code in shipped_care().levels:
    setattr(RulesForm, f"days_{_code}", WholeNumberField(_("Most days between contacts"), [GIVEN, NumberRange(1, 366)]))
    setattr(RulesForm, f"visits_{_code}", WholeNumberField(_("Home visits a term"), [GIVEN, NumberRange(0, 50)]))


class AssignForm(FlaskForm):
    """Who is responsible for a child from a day on."""

    staff_id = SelectField(_("Responsible from then on"), coerce=int)
    since = DayField(_("Handed over on"), [GIVEN])
    note = TextField(_("What the next person must know"), [Optional()], maximum=1000)


class HandoverForm(FlaskForm):
    """Several children of one person to another."""

    to_staff_id = SelectField(_("To whom"), [CHOOSE], coerce=int)
    since = DayField(_("Handed over on"), [GIVEN])
    note = TextField(_("What the next person must know"), [NEEDED], maximum=1000)
    children = SelectMultipleField(
        _("Children"),
        [CHOOSE],
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class PromiseForm(FlaskForm):
    """A promise or a problem to solve, whose it is, by when."""

    words = LineField(_("What was promised, or is to be solved"), [NEEDED], maximum=300)
    staff_id = SelectField(_("Whose it is"), coerce=int)
    due_on = DayField(_("By which day"), [GIVEN])


class PromiseEndForm(VersionedForm):
    """How a promise ended."""

    kept = RadioField(_("How did it end?"), [CHOOSE], choices=[("yes", _("kept, solved")), ("no", _("not kept"))])
    result = TextField(_("In a few words"), [NEEDED], maximum=600)
