"""What has changed since a report was frozen, and the records behind each of its figures as they were then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, render_template
from sqlalchemy import select

from careplan.access.roles import EVERY_CHILD
from careplan.db import db
from careplan.indicators.queries_records import describe, squad_labels, still_there
from careplan.indicators.results import MeasureResult
from careplan.indicators.views import SIDES, link_to
from careplan.indicators.views_words import reason, told, told_fraction
from careplan.indicators.words import note
from careplan.reports.frozen import Frozen
from careplan.reports.load import load_frozen
from careplan.reports.load_since import child_names, load_since
from careplan.reports.models import Report
from careplan.reports.queries import issued_report
from careplan.reports.since import LINKS, OF_A_CHILD, Changed, Differs, told_apart
from careplan.reports.since_words import FIELDS, HOW, KINDS, value
from careplan.reports.views import blueprint
from careplan.school.models import StaffMember
from careplan.web.filters import in_english
from careplan.web.guard import audit_read, roles
from careplan.web.query import query_choice, query_int

PER_PAGE = 50
OF_STAFF = frozenset({"staff_id", "owner_id"})
OF_SQUADS = frozenset({"squad_id", "squad_ids"})


@blueprint.get("/<int:report_id>/since", endpoint="since")
def since(report_id: int) -> str:
    """The records that are not as they were frozen, and the figures that would differ."""
    found, frozen = _frozen(report_id)
    changes = load_since(found, frozen)
    opens = bool(roles() & EVERY_CHILD)
    rows = [one for one in changes.rows if opens or one.kind not in OF_A_CHILD]
    number = query_int("page", 1, minimum=1) or 1
    shown = rows[(number - 1) * PER_PAGE : number * PER_PAGE]
    children = {one.child_id for one in shown if one.child_id}
    if opens:
        audit_read("report", report_id, what="since", children=len(children))
    names, labels = child_names(children), _labels(frozen)
    return render_template(
        "reports/since.html",
        report=found,
        rows=[_row(one, names, labels) for one in shown],
        total=len(rows),
        hidden=len(rows) < len(changes.rows),
        figures=[_figure(frozen, one, opens) for one in changes.figures],
        page_number=number,
        more=len(rows) > number * PER_PAGE,
    )


@blueprint.get("/<int:report_id>/figures/<code>", endpoint="figure")
def figure(report_id: int, code: str) -> str:
    """A figure of a frozen report: how it was defined, and its records as they were, with what still exists."""
    found, frozen = _frozen(report_id)
    if code not in frozen.results or code not in frozen.measures:
        abort(404)
    result, measure = frozen.results[code], frozen.measures[code]
    opens = not measure.personal or bool(roles() & EVERY_CHILD)
    side = query_choice("show", SIDES, "all")
    wanted = {"missing": (False,), "counted": (True,), "all": (True, False)}[side]
    rows = [one for one in result.records if one.counted in wanted]
    number = query_int("page", 1, minimum=1) or 1
    shown = rows[(number - 1) * PER_PAGE : number * PER_PAGE] if opens else []
    if measure.personal and shown:
        audit_read("report", report_id, measure=code, children=len(shown))
    there = still_there(shown)
    lines = describe(shown, squad_labels(int(frozen.snapshot.year[:4])), in_english())
    return render_template(
        "reports/figure.html",
        report=found,
        measure=measure,
        result=result,
        text=_said(result, opens, fraction=False),
        opens=opens,
        lines=[
            (line, link_to(line.link) if (one.kind, one.id) in there else "", (one.kind, one.id) in there, one)
            for line, one in zip(lines, shown, strict=True)
        ],
        note=lambda code: note(code)[in_english()],
        side=side,
        total=len(rows),
        page_number=number,
        more=len(rows) > number * PER_PAGE,
    )


def _frozen(report_id: int) -> tuple[Report, Frozen]:
    """A report and what it was frozen with; 404 for one from before anything was kept."""
    found = issued_report(report_id) or abort(404)
    return found, load_frozen(found) or abort(404)


def _labels(frozen: Frozen) -> dict[str, Mapping[str, str]]:
    """Names of the ids that a field may hold, by field."""
    squads = squad_labels(int(frozen.snapshot.year[:4]))
    staff = {str(i): name for i, name in db.session.execute(select(StaffMember.id, StaffMember.name))}
    return {**dict.fromkeys(OF_SQUADS, squads), **dict.fromkeys(OF_STAFF, staff)}


def _row(one: Changed, names: Mapping[str, str], labels: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    language = int(in_english())
    shown = [
        (FIELDS[f.name][language], *(value(v, labels.get(f.name, {}), language) for v in (f.then, f.now)))
        for f in one.fields
    ]
    gone_row = one.how == "gone" and one.kind not in ("attendance",)
    return {
        "kind": KINDS[one.kind][language],
        "key": one.key[0],
        "link": "" if gone_row else link_to((LINKS.get(one.kind, ""), one.key[0])),
        "child": names.get(one.child_id, ""),
        "child_link": link_to(("child", one.child_id)) if one.child_id in names else "",
        "how": HOW[one.how][language],
        "fields": shown,
    }


def _figure(frozen: Frozen, one: Differs, opens: bool) -> dict[str, Any]:
    """A figure then and now. Who may not open a child is told both only where neither moved by a small group (G10)."""
    kept = frozen.measures.get(one.code)
    personal = kept is not None and kept.personal
    both = opens or not personal or told_apart(one)
    then, now = (_said(result, opens or not personal) for result in (one.then, one.now))
    name = (kept.name_en if in_english() else kept.name) if kept else one.code
    return {"code": one.code, "name": name, "then": then, "now": now if both else "", "redefined": one.redefined}


def _said(result: MeasureResult | None, may_see: bool, *, fraction: bool = True) -> str:
    """A figure in the reader's language, with what it is of or why there is none: two that read alike may differ there.

    may_see: the reader may open its children, or it is about none.
    """
    if result is None:
        return "—"
    more = reason(result.no_data) if result.value is None else told_fraction(result, may_see)
    return f"{told(result, may_see)} · {more}" if more and fraction else told(result, may_see)
