"""The public version of a frozen report on a page of its own, to be printed or saved as PDF by the browser."""

from __future__ import annotations

from flask import abort, render_template

from careplan.reports.document import chinese_date
from careplan.reports.exchange import fingerprint_of, read_aloud
from careplan.reports.load import load_frozen
from careplan.reports.load_exchange import load_public
from careplan.reports.models import Report
from careplan.reports.public import public_document
from careplan.reports.queries import amended_by, issued_report
from careplan.reports.views import blueprint, fragment


@blueprint.get("/<int:report_id>/public", endpoint="public")
def public(report_id: int) -> str:
    """The report without anything that leads to a child."""
    found = issued_report(report_id) or abort(404)
    frozen = load_frozen(found) or abort(404)
    document = public_document(frozen, standing(found))
    given = load_public(found)
    return render_template(
        "reports/public.html",
        report=found,
        aloud=read_aloud(fingerprint_of(given)) if given else "",
        body=fragment(document, lambda _code: None),
    )


def standing(report: Report) -> str:
    """Whether and by whom it is signed, in the report's own language."""
    source = f"依据第{report.number}号报告（PDF指纹SHA-256前12位：{report.sha256[:12]}）"
    if report.signed_on is None:
        return f"{source}，尚未签发，请勿对外提供。"
    by = f"校长{report.signed_name}" if report.signed_name else "校长"
    other = amended_by(report.id)
    amended = f"已由第{other.number}号报告修订。" if other is not None and other.signed_on is not None else ""
    return f"{source}，{by}于{chinese_date(report.signed_on)}签发。{amended}不含可对应到儿童个人的内容，不足5人的不列。"
