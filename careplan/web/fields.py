"""Form base and fields that every form uses: cleaned text, whole numbers, the version of the record."""

from __future__ import annotations

from collections.abc import Sequence
from secrets import token_hex
from typing import Any, Protocol

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.i18n import Translations
from wtforms import DateField, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import Length, StopValidation

from careplan.web.text import BadText, clean, whole_number

LINE_LENGTH = 120
TEXT_LENGTH = 4000
FIRST_YEAR, LAST_YEAR = 1900, 2100


class OnceField(HiddenField):
    """A key that the form carries, so that what is sent twice (Back, a double click) counts once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default=lambda: token_hex(12), **kwargs)

    @property
    def own(self) -> str | None:
        """The key; None when it is none of ours."""
        data = self.data or ""
        return data if 0 < len(data) <= 40 and data.isascii() and data.isalnum() else None


class HasVersion(Protocol):
    version: Any


class _CleanText:
    """Mixin of a text field: normalises on input; a readable error for characters that cannot be kept."""

    data: str | None
    bad_text = False

    def process_formdata(self, values: list[str]) -> None:
        if not values:
            return
        try:
            self.data = clean(values[0])
        except BadText:
            self.data, self.bad_text = "", True

    def pre_validate(self, form: FlaskForm) -> None:
        if self.bad_text:
            raise StopValidation(_("The text holds characters that cannot be used here."))


class LineField(_CleanText, StringField):
    """One line of cleaned text, at most `maximum` characters."""

    def __init__(self, label: Any = None, validators: Any = (), maximum: int = LINE_LENGTH, **rest: Any) -> None:
        super().__init__(label, [*validators, Length(max=maximum)], **rest)


class TextField(_CleanText, TextAreaField):
    """Several lines of cleaned text, at most `maximum` characters."""

    def __init__(self, label: Any = None, validators: Any = (), maximum: int = TEXT_LENGTH, **rest: Any) -> None:
        super().__init__(label, [*validators, Length(max=maximum)], **rest)


class WholeNumberField(IntegerField):
    """A whole number in ASCII digits; empty is None."""

    def process_formdata(self, values: list[str]) -> None:
        self.data = None
        if values and values[0].strip():
            self.data = whole_number(values[0].strip())
            if self.data is None:
                raise ValueError(_("Please enter a whole number."))


class DayField(DateField):
    """A date between 1900 and 2100; anything else is told in words."""

    def process_formdata(self, values: list[str]) -> None:
        try:
            super().process_formdata(values)
        except ValueError as error:
            raise ValueError(_("Please enter a date such as 2026-09-01.")) from error
        if self.data is not None and not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            raise ValueError(_("Please enter a date such as 2026-09-01."))


class _Messages(Translations):
    """What WTForms says by itself, in the user's language; where its own Chinese has a gap, in ours."""

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        if "%(value)s" in singular:
            return _("Not among the choices: %(value)s", value="%(value)s")
        said: str = super().ngettext(singular, plural, n)
        return said


class VersionedForm(FlaskForm):
    """A form that edits a record: it carries the version it was opened with (G33)."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: FlaskForm) -> Translations:
            return _Messages()

    version = HiddenField()
    reasons: Sequence[Any] = ()
    """Why it was refused, each with the page where that is mended (`errors.Reason`)."""

    def open_for(self, row: HasVersion) -> None:
        """On first showing: remember the record's version."""
        self.version.data = str(row.version)

    def is_stale(self, row: HasVersion) -> bool:
        """Whether somebody else saved the record after this form was opened."""
        return str(self.version.data) != str(row.version)
