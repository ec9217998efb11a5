"""What a person types for a packet: for whom, what for, until when; children with items; the password at the end."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField, SelectField
from wtforms.validators import InputRequired, Length, ValidationError

from careplan.activities.forms import BoxesField
from careplan.partners.models import Partner
from careplan.passing.layout import TITLES
from careplan.web.fields import DayField, LineField, TextField, VersionedForm
from careplan.web.text import BadText, clean, whole_number

ITEM_LENGTH, SIZE_LENGTH = 300, 60


class PacketForm(VersionedForm):
    """Particulars of a packet."""

    kind = SelectField(_("For whom"))
    partner = SelectField(_("Partner"), default="")
    recipient = LineField(_("Name of the recipient"), maximum=80)
    purpose = TextField(_("What for"), [InputRequired(_("Please say what it is for."))], maximum=300)
    expires_on = DayField(_("The recipient may use it until"), [InputRequired(_("Please enter the day."))])
    reason = TextField(_("Emergency: why it cannot wait for a consent"), maximum=300)
    keep = TextField(_("Words that stay though they look like a name, one a line"), maximum=300)

    def offer(self, choices: list[tuple[str, str]], partners: Collection[Partner]) -> None:
        self.kind.choices = [one for one in choices if one[0] in TITLES]
        self.partner.choices = [("", _("none of the list")), *((str(one.id), one.name) for one in partners)]

    def validate_recipient(self, field: LineField) -> None:
        """A partner of the list has its name there."""
        if not self.partner.data and not field.data:
            raise ValidationError(_("Please enter the name."))


class ReleaseForm(FlaskForm):
    """The last step: looked through, and the own password again."""

    sha256 = LineField(maximum=64)
    looked = BooleanField(_("I have looked through every line; this may go out."), [InputRequired()])
    password = PasswordField(_("Your password"), [InputRequired(_("Please enter your password.")), Length(max=1024)])


class FileForm(FlaskForm):
    """A file of a packet is handed out after the password."""

    password = PasswordField(_("Your password"), [InputRequired(_("Please enter your password.")), Length(max=1024)])


class RecallForm(FlaskForm):
    """The recipient was asked to delete, or has done it."""

    day = DayField(_("Day"), [InputRequired(_("Please enter the day."))])
    answer = LineField(_("How, and what they said"), maximum=120)
    deleted = BooleanField(_("The recipient says that it is deleted"))


class CallBackForm(FlaskForm):
    """Whose data should not have gone out, and why."""

    child = BoxesField(_("Whose data is called back"), coerce=int)
    why = TextField(_("Why it should not have gone out"), [InputRequired(_("Please fill this in."))], maximum=300)

    def offer(self, children: list[tuple[int, str]]) -> None:
        self.child.choices = children


class BadItem(ValueError):
    """An item or size that cannot be kept."""


def chosen_children(given: Mapping[str, Any], ids: list[str]) -> dict[int, tuple[str, str]]:
    """Ticked child ids with item and size; BadItem for text that is too long or cannot be kept."""
    found: dict[int, tuple[str, str]] = {}
    for one in ids:
        child_id = whole_number(one)
        if child_id is None:
            raise BadItem
        found[child_id] = (_part(given, f"item_{child_id}", ITEM_LENGTH), _part(given, f"size_{child_id}", SIZE_LENGTH))
    return found


def _part(given: Mapping[str, Any], name: str, longest: int) -> str:
    try:
        text = clean(given.get(name, ""))
    except BadText as bad:
        raise BadItem from bad
    if len(text) > longest:
        raise BadItem
    return text
