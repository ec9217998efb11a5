"""The way out: confirm the preview with the own password, then hand out the files."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _

from careplan.accounts.operations import proves
from careplan.db import db
from careplan.errors import Refused
from careplan.passing.document import Packet as Document
from careplan.passing.document import as_json, unbroken
from careplan.passing.forms import FileForm, ReleaseForm
from careplan.passing.operations import OtherContent, log_file, release
from careplan.passing.packet_load import kept_document
from careplan.passing.packet_xlsx import make_workbook
from careplan.passing.views import blueprint, packet_or_404, packet_page
from careplan.reports.child import ChildFailed
from careplan.reports.printing import print_page
from careplan.school.queries import this_school
from careplan.web.guard import roles, user

STYLE = Path(__file__).parents[1] / "templates" / "paper" / "paper.css"
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
}


def _wrong_password(form: Any) -> bool:
    """Whether the own password was not given (G17); a wrong try is kept, as at the sign-in."""
    if form.password.errors or proves(person=user(), password=form.password.data or ""):
        return False
    db.session.commit()
    form.password.errors = [_("This is not your password. After ten wrong tries an account rests for 15 minutes.")]
    return True


@blueprint.post("/<int:packet_id>/release", endpoint="release")
def release_packet(packet_id: int) -> Any:
    """Bound to the hash of what was shown: when anything is otherwise by now, one looks again."""
    form = ReleaseForm()
    if not form.validate() or _wrong_password(form):
        return packet_page(packet_or_404(packet_id), form, FileForm(formdata=None)), 422
    row = packet_or_404(packet_id)
    try:
        release(actor_id=user().id, roles=roles(), row=row, sha256=form.sha256.data or "")
    except OtherContent as refused:
        return _again(packet_id, str(refused)), 409
    except Refused as refused:
        return _again(packet_id, str(refused)), 422
    db.session.commit()
    flash(_("Confirmed. The files can be handed out now."), "success")
    return redirect(url_for("passing.packet", packet_id=packet_id))


def _again(packet_id: int, fault: str) -> str:
    db.session.rollback()
    return packet_page(packet_or_404(packet_id), ReleaseForm(formdata=None), FileForm(formdata=None), fault)


@blueprint.post("/<int:packet_id>/file/<string:kind>", endpoint="file")
def file(packet_id: int, kind: str) -> Any:
    """A file of what was confirmed; its bytes' hash is noted before it leaves."""
    if kind not in TYPES:
        abort(404)
    form = FileForm()
    if not form.validate() or _wrong_password(form):
        return packet_page(packet_or_404(packet_id), ReleaseForm(formdata=None), form), 422
    row = packet_or_404(packet_id)
    try:
        document = kept_document(row) if row.state == "out" else None
        data = _bytes(document, kind) if document else b""
        log_file(actor_id=user().id, row=row, kind=kind, data=data)
    except Refused as refused:
        return _again(packet_id, str(refused)), 422
    except ChildFailed as failed:
        current_app.logger.warning("packet: %s", failed)
        return _again(packet_id, _("The PDF could not be made just now. Please try again.")), 503
    db.session.commit()
    assert document is not None
    name = f"{document.file_name}.{kind}"
    return send_file(BytesIO(data), TYPES[kind], as_attachment=True, download_name=name)


def _bytes(document: Document, kind: str) -> bytes:
    if kind == "json":
        return as_json(document)
    if kind == "xlsx":
        return make_workbook(document)
    page = render_template("passing/print.html", document=document, unbroken=unbroken(document), school=this_school())
    return print_page(page, assets={"paper.css": STYLE}).pdf
