"""The public version of a frozen report: a page of its own; once the report is signed, a PDF and a Word file too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.reports.document import Document, chinese_date
from careplan.reports.exchange import fingerprint_of, read_aloud
from careplan.reports.load import load_frozen
from careplan.reports.load_exchange import earlier_signed, load_public
from careplan.reports.models import Report
from careplan.reports.public import public_document
from careplan.reports.queries import amended_by
from careplan.reports.views import blueprint, found_report, fragment
from careplan.reports.views_files import as_pdf, as_word
from careplan.reports.views_office import word_pictures


@blueprint.get("/<int:report_id>/public", endpoint="public")
def public(report_id: int) -> str:
    """The report without anything that leads to a child."""
    found = found_report(report_id)
    body, given = fragment(_public(found), lambda _code: None), load_public(found)
    aloud = read_aloud(fingerprint_of(given)) if given else ""
    return render_template("reports/public.html", report=found, aloud=aloud, body=body)


@blueprint.get("/<int:report_id>/public/pdf")
def public_pdf(report_id: int) -> Response:
    """What the page says, to hand out or to hang up."""
    return _signed(report_id, lambda document: as_pdf(document, url_for("reports.public", report_id=report_id)))


@blueprint.get("/<int:report_id>/public/docx")
def public_word(report_id: int) -> Response:
    """What the page says, in Word or WPS."""
    return _signed(report_id, lambda document: as_word(document, word_pictures(document)))


def _signed(report_id: int, give: Callable[[Document], Response]) -> Response:
    """The file of a signed report; of one that is not, back to its page with a word why there is none."""
    found = found_report(report_id)
    document = _public(found)
    if found.signed_on is None:
        flash(_("As soon as the report is signed, its public version can be taken along as a file."), "warning")
        return redirect(url_for("reports.public", report_id=report_id))
    return give(document)


def _public(report: Report) -> Document:
    """The one document behind page and files; 404 where nothing was frozen."""
    frozen = load_frozen(report) or abort(404)
    document = public_document(frozen, standing(report), earlier_signed(report))
    return replace(document, subtitle=f"{document.subtitle}　公开版")


def standing(report: Report) -> str:
    """Whether and by whom it is signed, in the report's own language."""
    source = f"依据第{report.number}号报告（PDF指纹SHA-256前12位：{report.sha256[:12]}）"
    if report.signed_on is None:
        return f"{source}，尚未签发，请勿对外提供。"
    by = f"校长{report.signed_name}" if report.signed_name else "校长"
    other = amended_by(report.id)
    amended = f"已由第{other.number}号报告修订。" if other is not None and other.signed_on is not None else ""
    left_out = "不含可对应到儿童个人的内容，不足5人的、比本学年此前报告变动不足5人的不列。"
    return f"{source}，{by}于{chinese_date(report.signed_on)}签发。{amended}{left_out}"
