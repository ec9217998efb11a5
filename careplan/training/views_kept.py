"""The certificate of a form that is refused for something else: it need not be chosen again."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, session
from flask_babel import gettext as _

from careplan.db import db
from careplan.errors import Refused
from careplan.training.certificate_operations import check_certificate
from careplan.training.forms import CourseForm
from careplan.training.kept_operations import bytes_of, drop_file, keep_file, kept_file
from careplan.training.models import TrainingKeptFile
from careplan.web.guard import user
from careplan.web.text import BadText, clean, whole_number

KEY, MOST = "kept_certificates", 5
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Sent:
    """The certificate that came with a form: checked; name: the file's; row: where it was kept already, if it was."""

    checked: tuple[str, bytes]
    name: str
    row: TrainingKeptFile | None = None


def sent_file(form: CourseForm, staff_id: int) -> Sent | None:
    """The new file, or else the kept one that the form names; what is wrong with it stands at the field.

    To call after the form is validated.
    """
    file = form.certificate.data
    if not file or not getattr(file, "filename", ""):
        return _kept(form, staff_id)
    try:
        return Sent(check_certificate(file.read()), _name(file.filename))
    except Refused as refused:
        form.certificate.errors = [str(refused)]
        return None


def _kept(form: CourseForm, staff_id: int) -> Sent | None:
    named = request.form.get("kept", "")
    if not named or request.form.get("drop_kept"):
        return None
    row = kept_file(whole_number(named) or 0, staff_id=staff_id, actor_id=user().id, known=session.get(KEY, []))
    if row is None:
        form.certificate.errors = [_("The file is not kept any more. Please choose it again.")]
        return None
    return Sent(bytes_of(row), row.file_name, row)


def _name(given: str) -> str:
    """The file's name without folders; a plain word where it cannot be shown."""
    try:
        return clean(given.replace("\\", "/").rpartition("/")[2])[-LONGEST_NAME:] or _("Certificate")
    except BadText:
        return _("Certificate")


def keep_sent(sent: Sent | None, staff_id: int) -> TrainingKeptFile | None:
    """Keep what came with a refused form, for this browser session alone; the oldest make room."""
    if sent is None or sent.row is not None:
        return sent.row if sent else None
    row = keep_file(actor_id=user().id, staff_id=staff_id, name=sent.name, checked=sent.checked)
    db.session.commit()
    session[KEY] = [*session.get(KEY, []), row.id][-MOST:]
    return row


def used(sent: Sent) -> None:
    """The certificate stands in its record: it is not kept any longer."""
    if sent.row is not None:
        session[KEY] = [one for one in session.get(KEY, []) if one != sent.row.id]
        drop_file(sent.row)
