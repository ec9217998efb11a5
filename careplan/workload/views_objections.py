"""Objections at their lines: what can be chosen, and what stands where (S52)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from careplan.web.filters import day, in_english
from careplan.workload.forms import CorrectionForm, ObjectionForm
from careplan.workload.models import WorkObjection, WorkStatement
from careplan.workload.statement_operations import lines_by_key
from careplan.workload.views_rights import blueprint
from careplan.workload.work import POST, work_name


def objection_form(row: WorkStatement, line: str | None = None) -> ObjectionForm:
    """The form with the statement's lines to choose from; line: the one it was opened for, ignored where there is none.

    What was sent is read where something was sent.
    """
    form = ObjectionForm() if line is None else ObjectionForm(formdata=None)
    form.line.choices = [("", _("the whole statement"))]
    form.line.choices += [(key, about_word(one)) for key, one in lines_by_key(row).items()]
    if line in dict(form.line.choices):
        form.line.data = line
    return form


def correction_form(row: WorkStatement, *, sent: bool = False) -> CorrectionForm:
    """The form with the statement's objections to choose from; it begins with the first that waits for an answer."""
    form = CorrectionForm() if sent else CorrectionForm(formdata=None)
    form.objection.choices = [("0", _("no objection"))]
    form.objection.choices += [(str(one.id), _shortly(one)) for one in row.objections]
    waiting = next((one for one in row.objections if one.answered_at is None), None)
    if not sent and waiting:
        form.objection.data = str(waiting.id)
    return form


def chosen_objection(row: WorkStatement, form: CorrectionForm) -> WorkObjection | None:
    """The objection that a valid form names."""
    return next((one for one in row.objections if str(one.id) == form.objection.data), None)


def at_lines(row: WorkStatement) -> dict[str, list[WorkObjection]]:
    """Line's key → the objections to it, the decided ones too."""
    found: dict[str, list[WorkObjection]] = defaultdict(list)
    for one in row.objections:
        if one.line:
            found[one.line].append(one)
    return found


def _shortly(one: WorkObjection) -> str:
    words = one.words if len(one.words) <= 30 else f"{one.words[:29]}…"
    return f"{about_word(one.about)}: {words}" if one.about else words


@blueprint.app_template_filter("about_word")
def about_word(about: Mapping[str, Any]) -> str:
    """A line as an objection names it: day, kind of work, title."""
    when = "" if about["kind"] == POST else day(date.fromisoformat(about["day"]), "short")
    title = (about["title_en"] or about["title"]) if in_english() else about["title"]
    return " · ".join(part for part in (when, work_name(about["kind"], about["role"])[in_english()], title) if part)


@blueprint.app_template_filter("line_key")
def line_key(line: Any) -> str:
    """The key of a line, or of a late one, as objections name it."""
    return f"late-{line.period_id}-{line.key}" if hasattr(line, "period_id") else line.key
