"""Forms of accounts."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, PasswordField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from careplan.access.roles import ROLES
from careplan.accounts.names import DISPLAY_LENGTH
from careplan.web.fields import LineField, VersionedForm

ROLE_NAMES = {
    "principal": _("Principal"),
    "head_counselor": _("Head counselor"),
    "class_teacher": _("Class counselor / class teacher"),
    "counselling_teacher": _("Counselling teacher"),
    "office": _("Office"),
    "community_worker": _("Community worker"),
    "administrator": _("Administrator"),
}


class SignInForm(FlaskForm):
    username = LineField(_("User name"), [DataRequired(_("Please enter your user name."))])
    password = PasswordField(_("Password"), [InputRequired(_("Please enter your password.")), Length(max=1024)])
    next = HiddenField()


class PasswordForm(FlaskForm):
    current = PasswordField(
        _("Current password"), [InputRequired(_("Please enter your current password.")), Length(max=1024)]
    )
    new = PasswordField(_("New password"), [InputRequired(_("Please enter a new password."))])
    again = PasswordField(_("New password again"), [InputRequired(_("Please enter the new password again."))])


class UserForm(VersionedForm):
    """Add or edit an account; at least one role."""

    username = LineField(_("User name"), [DataRequired(_("Please enter a user name."))])
    display_name = LineField(
        _("Name shown"), [DataRequired(_("Please enter the name to be shown."))], maximum=DISPLAY_LENGTH
    )
    roles = SelectMultipleField(
        _("Roles"),
        [InputRequired(_("Please choose at least one role."))],
        choices=[(role, ROLE_NAMES[role]) for role in ROLES],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    staff_id = SelectField(_("Person on the staff list"), coerce=int)
    active = BooleanField(_("May sign in"), default=True)
