"""Pages of the attachments of a child's file: put one in, open it, take it out with a reason."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.casework.attachment_forms import AttachmentForm, TakeOutForm
from careplan.casework.attachment_models import Attachment
from careplan.casework.attachment_operations import PLACE, WrongPaperDay, add_attachment, remove_attachment
from careplan.casework.attachment_queries import attachments_of, find_attachment
from careplan.casework.attachment_words import LINKS, SORTS, WHOSE
from careplan.casework.beside import Related, related_beside
from careplan.casework.queries import contacts_of
from careplan.casework.views_contacts import blueprint
from careplan.casework.views_rights import child_or_404
from careplan.casework.words import KINDS
from careplan.children.models import Child
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.secrecy import place_in, unseal
from careplan.training.certificate import PDF
from careplan.web.filters import in_english, may
from careplan.web.guard import audit_read, user


@blueprint.app_template_filter("attachment_word")
def attachment_word(code: str, kind: str) -> str:
    """A code of an attachment in the reader's language: `"letter" | attachment_word("kind")`."""
    return {"kind": SORTS, "whose": WHOSE}[kind].get(code, (code, code))[in_english()]


def related_to(child: Child) -> list[Related]:
    """What an attachment may belong to, as far as the signed-in person may open it; the newest first."""
    found = related_beside(child.id)
    if may("casework.child"):
        url = url_for("casework.child", child_id=child.id)
        found += [
            Related(
                f"contact:{one.id}", f"{one.day:%Y-%m-%d} {KINDS.get(one.kind, ('', ''))[in_english()]}", one.day, url
            )
            for one, _name in contacts_of(child.id)
        ]
    return sorted(found, key=lambda one: one.day, reverse=True)


@blueprint.app_template_global()
def attachments_shown(child: Child) -> list[tuple[Any, Related | None]]:
    """Each attachment of a child with what it belongs to, where the reader may open that."""
    known = {one.code: one for one in related_to(child)}
    return [(one, known.get(link_of(one.row))) for one in attachments_of(child.id)]


def link_of(row: Attachment) -> str:
    """contact:12, or nothing."""
    return next((f"{name}:{row_id}" for name in LINKS if (row_id := getattr(row, f"{name}_id"))), "")


@blueprint.get("/children/<int:child_id>/attachments/new", endpoint="attachment_new")
@blueprint.post("/children/<int:child_id>/attachments/new", endpoint="attachment_new")
def attachment_new(child_id: int) -> Any:
    found, form = child_or_404(child_id), AttachmentForm()
    form.offer(related_to(found))
    if form.is_submitted():
        if form.validate() and _stored(form, found):
            flash(_("The file is kept in the child's file."), "success")
            return redirect(url_for("casework.file", child_id=child_id, _anchor="attachments"))
    else:
        form.day.data = today()
        asked = request.args.get("about", "")
        form.about.data = asked if asked in dict(form.about.choices) else ""
        audit_read("child_file", found.id, form="attachment")
    page = render_template("casework/attachment.html", form=form, child=child_or_404(child_id))
    return page, 422 if form.is_submitted() else 200


def _stored(form: AttachmentForm, found: Child) -> bool:
    """Keep the file; else say at the field what is wrong."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        form.file.errors = [_("Please choose a picture or a PDF.")]
        return False
    try:
        add_attachment(actor_id=user().id, child=found, words=form.words(), data=sent.read())
    except WrongPaperDay as refused:
        db.session.rollback()
        form.day.errors = [str(refused)]
        return False
    except Refused as refused:
        db.session.rollback()
        form.file.errors = [str(refused)]
        return False
    db.session.commit()
    return True


@blueprint.get("/attachments/<int:attachment_id>", endpoint="attachment")
def attachment(attachment_id: int) -> Response:
    """The file itself: an audited read. A PDF is handed out to be saved; a picture, written anew, is shown."""
    row = _attachment(attachment_id)
    if row.id not in {one.row.id for one in attachments_of(row.child_id) if one.opens}:
        abort(404)
    assert row.sealed is not None  # it opens
    audit_read(row.__tablename__, row.id)
    kind, ending = ("application/pdf", "pdf") if row.form == PDF else ("image/jpeg", "jpg")
    file = BytesIO(unseal(place_in(PLACE, row.id), row.sealed))
    name = f"{row.day:%Y%m%d}-{row.id}.{ending}"
    answer = send_file(file, kind, as_attachment=row.form == PDF, download_name=name)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    return answer


def _attachment(attachment_id: int) -> Attachment:
    """The row, where its child's file may be opened."""
    row = find_attachment(attachment_id) or abort(404)
    child_or_404(row.child_id)
    return row


@blueprint.get("/attachments/<int:attachment_id>/take-out", endpoint="attachment_remove")
@blueprint.post("/attachments/<int:attachment_id>/take-out", endpoint="attachment_remove")
def attachment_remove(attachment_id: int) -> Any:
    row, form = _attachment(attachment_id), TakeOutForm()
    child_id = row.child_id
    if form.validate_on_submit():
        try:
            remove_attachment(actor_id=user().id, row=row, reason=form.reason.data or "")
        except Refused as refused:
            db.session.rollback()
            flash(str(refused), "warning")
        else:
            db.session.commit()
            flash(_("Taken out. The line with your reason stays in the file."), "success")
        return redirect(url_for("casework.file", child_id=child_id, _anchor="attachments"))
    if not form.is_submitted():
        audit_read("child_file", child_id, form="attachment")
    page = render_template("casework/attachment_remove.html", form=form, child=child_or_404(child_id), row=row)
    return page, 422 if form.is_submitted() else 200
