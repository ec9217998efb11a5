"""Forms of telling: a message's words, channels, a person's own alarms and mail address."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from careplan.telling.own_operations import ALARMS
from careplan.telling.services import MAIL_HOSTS
from careplan.web.fields import LineField, TextField, VersionedForm

NEEDED = DataRequired(_("Please fill this in."))
SECRET = {"autocomplete": "off", "spellcheck": "false"}


class BoxesField(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class MessageForm(VersionedForm):
    text = TextField(_("Message"), [NEEDED], maximum=6000)


class RobotForm(VersionedForm):
    """A chat group's robot. What was stored of address and signature is never shown."""

    name = LineField(_("Name of the group"), [NEEDED], maximum=40)
    address = PasswordField(_("The robot's address (Webhook)"), [Length(max=300)], render_kw=SECRET)
    signature = PasswordField(_("Signing secret (加签)"), [Length(max=140)], render_kw=SECRET)
    active = BooleanField(_("In use"), default=True)


class MailForm(VersionedForm):
    """The school's mail account."""

    name = LineField(_("Name of this channel"), [NEEDED], maximum=40)
    host = SelectField(_("Mail service"), choices=list(MAIL_HOSTS.items()))
    account = LineField(_("Mail address of the account"), [NEEDED], maximum=120, render_kw={"inputmode": "email"})
    password = PasswordField(_("Password for programs (授权码)"), [Length(max=200)], render_kw=SECRET)
    active = BooleanField(_("In use"), default=True)


class MailAddressForm(FlaskForm):
    address = LineField(_("Mail address"), maximum=120, render_kw={"inputmode": "email", "autocomplete": "email"})


class FeedForm(FlaskForm):
    """Which alarms the phone gives before each session."""

    alarms = BoxesField(_("Remind me before each session"), coerce=int)

    def offer(self, words: dict[int, str]) -> None:
        self.alarms.choices = [(minutes, words[minutes]) for minutes in ALARMS]
