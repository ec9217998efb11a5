"""The form with which the principal issues the annual report."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, ValidationError
from wtforms.validators import InputRequired

from careplan.clock import today
from careplan.partners.forms import NoName
from careplan.partners.operations import NamesAChild, refuse_names
from careplan.partners.queries import name_watch
from careplan.reports.load import load_year, pupils_on
from careplan.reports.operations import nobody_on_the_roll
from careplan.web.fields import TextField

WORDS_LENGTH = 2000


class IssueForm(NoName, FlaskForm):
    """`cut_off`: the last day whose facts count, not in the future and not a day without any child on the roll.

    The own words are printed and stay for good, so they name no child (DOMAIN 5.2); what may be one is ticked as none.
    """

    cut_off = DateField(_("Facts up to and including"), [InputRequired(_("Please enter a date."))])
    problems = TextField(_("What is still wanting, in your own words"), maximum=WORDS_LENGTH)
    next_steps = TextField(_("What comes next, in your own words"), maximum=WORDS_LENGTH)
    read = BooleanField(
        _("I have read the preview; these figures may be issued."), [InputRequired(_("Please confirm first."))]
    )

    def validate_cut_off(self, field: DateField) -> None:
        if field.data is not None and field.data > today():
            raise ValidationError(gettext("This day has not come yet."))
        if field.data is not None and not pupils_on(load_year(None), field.data):
            raise ValidationError(nobody_on_the_roll())

    def validate_problems(self, field: TextField) -> None:
        self._names_nobody(field)

    def validate_next_steps(self, field: TextField) -> None:
        self._names_nobody(field)

    def _names_nobody(self, field: TextField) -> None:
        try:
            refuse_names(name_watch(self.no_name.data or ()), field.data or "")
        except NamesAChild as refused:
            words = dict.fromkeys([*(word for word, _said in self.no_name.choices), *refused.doubtful])
            self.no_name.choices = [(word, word) for word in words]
            raise ValidationError(str(refused)) from refused
