"""Who contributed what this year (C39): the table of the report on a page, each figure leading to its records."""

from __future__ import annotations

from flask import abort, render_template, request

from careplan.aid.views_rights import EVERY_AID
from careplan.clock import today
from careplan.indicators.load import load_snapshot
from careplan.indicators.views import link_to
from careplan.reports.contributors import MERGED, SIDES, TOGETHER, WHAT, contributions
from careplan.reports.load_contributors import load_given
from careplan.reports.views import blueprint
from careplan.web.filters import in_english
from careplan.web.guard import audit_read, roles
from careplan.web.query import query_choice, query_int

PER_PAGE = 50
MOST_KEYS = 40


@blueprint.get("/contributors", endpoint="contributors")
def contributors() -> str:
    """Everybody who gave or did something this year, by side."""
    snapshot = load_snapshot(today())
    rows = contributions(*load_given(snapshot))
    return render_template(
        "reports/contributors.html",
        year=snapshot.year,
        sides={code: [row for row in rows if row.side == code and not row.is_merged] for code in SIDES},
        merged=[row for row in rows if row.is_merged],
        words=SIDES,
        what=WHAT,
        merged_word=MERGED,
        together=TOGETHER,
        opens=bool(roles() & EVERY_AID),
        language=int(in_english()),
    )


@blueprint.get("/contributors/records", endpoint="contributor_records")
def contributor_records() -> str:
    """The records behind a figure: ?who= (one or several keys), ?what= a code of WHAT."""
    given, sources = load_given(load_snapshot(today()))
    known = {one.key: one for one in sources}
    keys = [key for key in dict.fromkeys(request.args.getlist("who")) if key in known][:MOST_KEYS]
    what = query_choice("what", tuple(WHAT))
    if not keys:
        abort(404)
    lines = [one for one in given if one.who in keys and what in ("", one.what)]
    lines.sort(key=lambda one: (one.day, one.link), reverse=True)
    number = min(query_int("page", 1, minimum=1) or 1, max(1, -(-len(lines) // PER_PAGE)))
    shown = lines[(number - 1) * PER_PAGE : number * PER_PAGE]
    audit_read("contribution", None, children=len({one.child_id for one in shown if one.child_id}))
    return render_template(
        "reports/contributor_records.html",
        sources=[known[key] for key in keys],
        known=known,
        what=WHAT,
        chosen=what,
        lines=[(one, link_to((one.link[0], str(one.link[1])))) for one in shown],
        total=len(lines),
        number=number,
        more=len(lines) > number * PER_PAGE,
        language=int(in_english()),
    )
