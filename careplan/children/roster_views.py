"""Pages of the roster import: upload, problems, preview, confirm; the template.

Who may not see every child (the head counselor) gets the same stages in counts: `children.discreet` (DOMAIN 5.2).
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable
from typing import Any

from flask import abort, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.access.roles import EVERY_CHILD
from careplan.children.discreet import changes_by_class, covered
from careplan.children.faults import Fault, fold
from careplan.children.forms import ConfirmForm, UploadForm
from careplan.children.models import RosterImport
from careplan.children.operations import as_words
from careplan.children.queries import find_import, imported_before, recent_imports
from careplan.children.roster_diff import KINDS, LEFT, UNCHANGED
from careplan.children.roster_operations import (
    Preview,
    confirm_import,
    discard_import,
    preview_again,
    preview_import,
)
from careplan.children.template_xlsx import make_template
from careplan.children.views import blueprint
from careplan.children.words import FIELD_WORDS, KIND_WORDS
from careplan.db import db
from careplan.errors import Refused
from careplan.school.queries import require_year
from careplan.web.filters import moment
from careplan.web.guard import audit_read, roles, user

SHOWN_FAULTS = 300
FEW, MANY_LEAVE = 10, 0.2
"""More leaving than this share of the known children looks like a file of something else: not ticked by itself."""

MANY = 12
"""More problems than this are summed up by kind first."""

NOTHING_READ = Preview((), None, "")
TEMPLATE_NAME = "学生名册模板.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


blueprint.add_app_template_filter(fold, "folded")


def sees_names() -> bool:
    """Whether the signed-in person may see every child of the school, and so what the file says of them."""
    return bool(roles() & EVERY_CHILD)


@blueprint.app_template_global()
def roster_name(row: RosterImport) -> str:
    """What a roster is called: its file's name, which may itself name a child, for those who see children only."""
    return row.file_name if sees_names() else _("Roster of %(moment)s", moment=moment(row.created_at))


@blueprint.get("/roster", endpoint="roster")
@blueprint.post("/roster", endpoint="roster")
def roster() -> Any:
    form = UploadForm()
    if not form.is_submitted():
        return _upload_page(form)
    if not form.validate():
        return _upload_page(form), 422
    name, data = form.file.data.filename or "", form.file.data.read()
    actor_id = user().id
    db.session.rollback()  # reading a file takes a while: nobody waits for our transaction meanwhile
    preview = preview_import(actor_id=actor_id, file_name=name, data=data)
    if preview.roster_import is None:
        audit_read("roster_file", None, problems=len(preview.faults))
        db.session.commit()
        return _upload_page(form, preview=preview, file_name=name), 422
    db.session.commit()
    return redirect(url_for("children.roster_preview", import_id=preview.roster_import.id))


@blueprint.get("/roster/template", endpoint="roster_template")
def roster_template() -> Response:
    return send_file(io.BytesIO(make_template()), XLSX, as_attachment=True, download_name=TEMPLATE_NAME)


@blueprint.get("/roster/<int:import_id>", endpoint="roster_preview")
@blueprint.post("/roster/<int:import_id>", endpoint="roster_preview")
def roster_preview(import_id: int) -> Any:
    row = _find(import_id)
    form = ConfirmForm()
    if row.state != "previewed":
        late = form.is_submitted() and row.state != "confirmed"  # confirming twice finds it done, as wanted
        shown = render_template("children/roster_done.html", roster_import=row, kinds=KIND_WORDS, late=late)
        return shown, 409 if late else 200
    if form.validate_on_submit():
        try:
            confirm_import(
                actor_id=user().id,
                roster_import=row,
                sha256=form.sha256.data or "",
                digest=form.digest.data or "",
                record_left=bool(form.record_left.data),
            )
        except Refused as refused:
            db.session.rollback()
            flash(str(refused) if sees_names() else _("Nothing was imported. Look at the preview again."), "warning")
            audit_read("roster_import", import_id)
            db.session.commit()
            return _preview_page(_find(import_id), form), 409
        db.session.commit()
        flash(_("The roster is imported."), "success")
        return redirect(url_for("children.roster_preview", import_id=import_id))
    audit_read("roster_import", row.id)
    return _preview_page(row, form)


@blueprint.post("/roster/<int:import_id>/discard", endpoint="roster_discard")
def roster_discard(import_id: int) -> Response:
    discard_import(actor_id=user().id, roster_import=_find(import_id))
    db.session.commit()
    flash(_("The file was thrown away; nothing was changed."), "info")
    return redirect(url_for("children.roster"))


def _upload_page(form: UploadForm, preview: Preview = NOTHING_READ, file_name: str = "") -> str:
    faults, notes = _shown(preview, preview.faults), _shown(preview, preview.notes)
    return render_template(
        "children/roster.html",
        form=form,
        file_name=file_name if sees_names() else "",
        faults=faults,
        groups=by_sheet(faults[:SHOWN_FAULTS]),
        hidden=max(0, len(faults) - SHOWN_FAULTS),
        kinds=Counter(fault.code for fault in faults).most_common() if len(fold(faults)) > MANY else [],
        first={fault.code: fault for fault in reversed(faults)},
        notes=notes[:SHOWN_FAULTS],
        imports=recent_imports(),
        gettext=_,
    )


def _preview_page(row: RosterImport, form: ConfirmForm) -> str:
    preview = preview_again(row)
    form.sha256.data, form.digest.data = row.sha256, preview.digest
    if preview.diff is None:
        return render_template(
            "children/roster_blocked.html",
            roster_import=row,
            groups=by_sheet(_shown(preview, preview.faults)),
            gettext=_,
        )
    diff = preview.diff
    leaving = len(diff.of(LEFT))
    many_leave = leaving > max(FEW, MANY_LEAVE * (leaving + len(diff.changes_of_known)))
    earlier = imported_before(row)
    if not form.is_submitted():
        form.record_left.data = not many_leave and earlier is None
    return render_template(
        "children/roster_preview.html",
        names=sees_names(),
        form=form,
        earlier=earlier,
        roster_import=row,
        diff=diff,
        many_leave=many_leave,
        notes=_shown(preview, preview.notes)[:SHOWN_FAULTS],
        sections=[(kind, diff.of(kind)) for kind in KINDS if kind != UNCHANGED and diff.of(kind)],
        by_class=changes_by_class(diff),
        kinds=KIND_WORDS,
        fields=FIELD_WORDS,
        as_words=as_words,
        start_year=require_year().start_year,
        gettext=_,
    )


def _shown(preview: Preview, problems: Iterable[Fault]) -> tuple[Fault, ...]:
    """Problems as this person may read them."""
    return tuple(problems) if sees_names() else covered(problems, preview.sheets, require_year().start_year)


def by_sheet(faults: tuple[Fault, ...]) -> dict[str, list[Fault]]:
    """Faults of each sheet in the order of rows; faults of the whole file under ""."""
    groups: dict[str, list[Fault]] = {}
    for fault in sorted(faults, key=lambda fault: (fault.row or 0, len(fault.column), fault.column)):
        groups.setdefault(fault.sheet, []).append(fault)
    return groups


def _find(import_id: int) -> RosterImport:
    return find_import(import_id) or abort(404)
