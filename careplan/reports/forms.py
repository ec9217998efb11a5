"""The forms with which the principal freezes the annual report, signs it or throws it away."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from careplan.clock import today
from careplan.errors import Refused
from careplan.partners.forms import NoName
from careplan.partners.operations import NamesAChild, refuse_names
from careplan.partners.queries import name_watch
from careplan.reports.load import load_year, pupils_on
from careplan.reports.operations import nobody_on_the_roll, require_amendment
from careplan.reports.queries import signed_reports
from careplan.web.fields import DayField, LineField, TextField, VersionedForm

WORDS_LENGTH = 8000
COMMENT_LENGTH = 600
REASON_LENGTH = 300
NAME_LENGTH = 40
NEEDED = DataRequired(_("Please fill this in."))
READ = InputRequired(_("Please confirm first."))


class NamesNobody(NoName):
    """A reason that is printed or listed for good names no child (DOMAIN 5.2); what may be one is ticked as none."""

    def names_nobody(self, field: TextField) -> None:
        """ValidationError with the words, and the doubtful ones offered to be ticked."""
        try:
            refuse_names(name_watch(self.no_name.data or ()), field.data or "")
        except NamesAChild as refused:
            words = dict.fromkeys([*(word for word, _said in self.no_name.choices), *refused.doubtful])
            self.no_name.choices = [(word, word) for word in words]
            raise ValidationError(str(refused)) from refused


class IssueForm(NamesNobody, FlaskForm):
    """`cut_off`: the last day whose facts count, not in the future and not a day without any child on the roll.

    `amends`: the id of the signed report that is amended, 0 for a new one; then with a reason.
    """

    cut_off = DayField(_("Facts up to and including"), [InputRequired(_("Please enter a date."))])
    amends = SelectField(_("A new report, or another version of a signed one"), coerce=int, default=0)
    amend_reason = TextField(_("Why it is amended"), maximum=REASON_LENGTH)
    read = BooleanField(_("I have read the preview; these figures may be issued."), [READ])

    def __init__(self, *rest: Any, **more: Any) -> None:
        super().__init__(*rest, **more)
        signed = signed_reports(load_year(None).id)
        amended = {one.amends_id for one in signed}
        self.amends.choices = [(0, gettext("A new report"))] + [
            (one.id, gettext("Amends report no. %(number)s", number=one.number))
            for one in signed
            if one.id not in amended
        ]

    def validate_cut_off(self, field: DayField) -> None:
        if field.data is not None and field.data > today():
            raise ValidationError(gettext("This day has not come yet."))
        if field.data is not None and not pupils_on(load_year(None), field.data):
            raise ValidationError(nobody_on_the_roll())

    def validate_amends(self, field: SelectField) -> None:
        if not self.cut_off.data or (field.data and not (self.amend_reason.data or "").strip()):
            return  # told at that field
        try:
            require_amendment(load_year(None).id, self.cut_off.data, field.data or None, self.amend_reason.data or "")
        except Refused as refused:
            raise ValidationError(str(refused)) from refused

    def validate_amend_reason(self, field: TextField) -> None:
        if self.amends.data and not (field.data or "").strip():
            raise ValidationError(gettext("Please say why the report is amended."))
        self.names_nobody(field)


class SignForm(FlaskForm):
    """The principal's name as it stands under the report, and the day."""

    name = LineField(_("Name of who signs"), [NEEDED], maximum=NAME_LENGTH)
    day = DayField(_("Day of the signature"), [InputRequired(_("Please enter a date."))])
    read = BooleanField(_("I have read this report and sign it; from now on it is only amended."), [READ])


class UnfreezeForm(NamesNobody, FlaskForm):
    """Why a frozen report is thrown away before anybody signed it."""

    reason = TextField(_("Why it is unfrozen"), [NEEDED], maximum=REASON_LENGTH)

    def validate_reason(self, field: TextField) -> None:
        self.names_nobody(field)


class SectionForm(NoName, VersionedForm):
    """The own text of a section. `no_name`: words that were ticked as no child's name."""

    text = TextField(_("Text of this section"), [NEEDED], maximum=WORDS_LENGTH)


class CommentForm(FlaskForm):
    """What somebody says about a section."""

    comment = TextField(_("Comment"), [NEEDED], maximum=COMMENT_LENGTH)


class AnswerForm(FlaskForm):
    """The answer to a comment."""

    answer = TextField(_("Answer"), [NEEDED], maximum=COMMENT_LENGTH)


class OtherSchoolForm(FlaskForm):
    """The file that another school gave."""

    file = FileField(_("File of public figures"), [FileRequired(_("Please choose a file."))])
