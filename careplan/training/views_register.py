"""The register of training: out as a workbook, in from one after a dry run (DOMAIN 3.4)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms import HiddenField, RadioField

from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.training.models import TrainingImport
from careplan.training.register_load import OUT, import_by_id, recent_imports, register_cells
from careplan.training.register_operations import (
    Preview,
    confirm_register,
    discard_register,
    preview_again,
    preview_register,
)
from careplan.training.register_xlsx import write_register
from careplan.training.views_rights import blueprint
from careplan.web.guard import user
from careplan.web.query import query_choice

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTHING = Preview((), ())


class UploadForm(FlaskForm):
    file = FileField("")
    kind = RadioField("", default="recognised")

    def offer(self) -> None:
        self.file.label.text = _("Register file")
        self.file.validators = [FileRequired(_("Please choose a file."))]
        self.kind.label.text = _("The entries of this file")
        self.kind.choices = [
            ("recognised", _("are recognised by the authority (downloaded from its platform)")),
            ("drafts", _("are to become drafts that the teachers complete and submit")),
        ]


class ConfirmForm(FlaskForm):
    digest = HiddenField()


@blueprint.app_template_filter("register_fault")
def register_fault(code: str) -> str:
    """What is wrong with a cell, and what to do."""
    words = {
        "no-header": _("No sheet has a header row with 姓名, 项目名称, 类别 and 学时. Use the template."),
        "no-rows": _("There is a header row but nothing below it."),
        "column": _("This column is missing."),
        "empty": _("Please fill this cell in."),
        "text": _("The text holds characters that cannot be used here."),
        "long": _("This text is too long."),
        "level": _("This level is not known. Use 国家级, 省级, 市级, 县（区）级, 片区级 or 校级."),
        "category": _("This category is not known. The second sheet of the template lists them."),
        "result": _("This result is not known. Use 合格, 优秀, 不合格, or leave it empty."),
        "number": _("This is not a number that can be right."),
        "date": _("Please write the days as 2026-10-12 至 2026-10-30."),
        "order": _("The course ends before it begins."),
        "unknown": _("Nobody on the staff list fits. Compare the name; add the person on the staff page first."),
        "several": _("Several people have this name. Add their staff number (工号) or identity number."),
        "name-differs": _("The number belongs to a person of another name."),
        "twice": _("This training stands in the file twice."),
    }
    return words[code]


@blueprint.get("/register", endpoint="register")
@blueprint.post("/register", endpoint="register")
def register() -> Any:
    form = UploadForm()
    form.offer()
    if not form.is_submitted():
        return _upload(form, NOTHING)
    if not form.validate():
        return _upload(form, NOTHING), 422
    data, name, actor_id = form.file.data.read(), form.file.data.filename or "", user().id
    recognised = form.kind.data == "recognised"
    db.session.rollback()  # reading a file takes a while: nobody waits for our transaction meanwhile
    found = preview_register(actor_id=actor_id, file_name=name, data=data, recognised=recognised)
    if found.row is None:
        return _upload(form, found), 422
    db.session.commit()
    return redirect(url_for("training.register_preview", register_id=found.row.id))


def _upload(form: UploadForm, found: Preview) -> str:
    return render_template(
        "training/register.html", form=form, found=found, imports=recent_imports(), gettext=_, states=OUT
    )


@blueprint.get("/register/template")
def register_template() -> Response:
    return send_file(
        BytesIO(write_register([], with_help=True)), XLSX, as_attachment=True, download_name="继续教育登记模板.xlsx"
    )


@blueprint.get("/register/export")
def register_export() -> Response:
    """?state= one state only; identity numbers are masked."""
    state = query_choice("state", OUT)
    cells = register_cells((state,) if state else OUT)
    name = f"继续教育登记-{today().isoformat()}.xlsx"
    return send_file(BytesIO(write_register(cells)), XLSX, as_attachment=True, download_name=name)


@blueprint.get("/register/<int:register_id>", endpoint="register_preview")
@blueprint.post("/register/<int:register_id>", endpoint="register_preview")
def register_preview(register_id: int) -> Any:
    row, form = _found(register_id), ConfirmForm()
    if row.state != "previewed":
        return render_template("training/register_done.html", row=row), 409 if form.is_submitted() else 200
    status = 200
    if form.validate_on_submit():
        try:
            confirm_register(actor_id=user().id, row=row, digest=form.digest.data or "")
        except Refused as refused:
            db.session.rollback()
            flash(str(refused), "warning")
            row, status = _found(register_id), 409
        else:
            db.session.commit()
            flash(_("The register is imported."), "success")
            return redirect(url_for("training.register_preview", register_id=register_id))
    found = preview_again(row)
    form.digest.data = found.digest
    return render_template("training/register_preview.html", row=row, found=found, form=form), status


@blueprint.post("/register/<int:register_id>/discard")
def register_discard(register_id: int) -> Response:
    discard_register(actor_id=user().id, row=_found(register_id))
    db.session.commit()
    flash(_("The file was thrown away; nothing was changed."), "info")
    return redirect(url_for("training.register"))


def _found(register_id: int) -> TrainingImport:
    return import_by_id(register_id) or abort(404)
