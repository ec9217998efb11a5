"""Forms of the attachments of a child's file."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length

from careplan.casework.attachment_operations import AttachmentWords
from careplan.casework.attachment_words import SORTS, WHOSE
from careplan.casework.beside import Related
from careplan.casework.file_forms import choices_of
from careplan.web.fields import DayField, LineField, TextField, VersionedForm

CHOOSE = InputRequired(_("Please choose."))
NEEDED = DataRequired(_("Please fill this in."))


class AttachmentForm(VersionedForm):
    """A file for a child's file, and what it is."""

    file = FileField(_("Picture or PDF"))
    kind = SelectField(_("What is this?"), [CHOOSE])
    title = LineField(_("In a few words"), [NEEDED], maximum=80)
    whose = RadioField(_("Whose words or work is it?"), [CHOOSE])
    day = DayField(_("Date of the paper"), [InputRequired(_("Please fill this in."))])
    about = SelectField(_("Goes with"), default="")
    shows_child = BooleanField(_("The child can be recognised in it"))

    def offer(self, related: list[Related]) -> None:
        """related: what it may belong to, of this child."""
        self.kind.choices, self.whose.choices = choices_of(SORTS, empty=True), choices_of(WHOSE)
        self.about.choices = [("", "—"), *((one.code, one.words) for one in related)]

    def words(self) -> AttachmentWords:
        column, _colon, row_id = (self.about.data or "").partition(":")
        return AttachmentWords(
            kind=self.kind.data,
            whose=self.whose.data,
            title=self.title.data or "",
            day=self.day.data,
            shows_child=bool(self.shows_child.data),
            link=(column, int(row_id)) if column else None,
        )


class TakeOutForm(VersionedForm):
    """Why an attachment is taken out."""

    reason = TextField(
        _("Why is it taken out?"),
        [NEEDED, Length(min=4, message=_("Please give a reason of at least four characters."))],
        maximum=300,
    )
