"""Sums and the spread of a period without a name, for those who lead (small groups are merged or not shown)."""

from __future__ import annotations

from flask import abort, render_template

from careplan.web.query import query_int
from careplan.workload.freezing import read_line
from careplan.workload.queries import find_period, periods, statements_of
from careplan.workload.spread import SMALLEST, Share, spread, steps, sums
from careplan.workload.views_rights import blueprint
from careplan.workload.work import group_of

STEP_UNITS = 10


@blueprint.get("/sums", endpoint="sums")
def period_sums() -> str:
    """?period= one of the computed periods; the newest where none is named."""
    offered = [one for one in periods() if one.state != "open"]
    number = query_int("period")
    chosen = find_period(number) if number else (offered[0] if offered else None)
    if number and (chosen is None or chosen.state == "open"):
        abort(404)
    statements = statements_of(chosen) if chosen else ()
    shares = [
        Share(row.staff_id, group_of(line.kind), line.counted)
        for row in statements
        for line in map(read_line, row.lines)
        if line.counted
    ]
    totals = {row.staff_id: row.milli for row in statements}
    enough = len(totals) >= SMALLEST
    money = [row.fen for row in statements if row.fen is not None]
    return render_template(
        "workload/sums.html",
        periods=offered,
        chosen=chosen,
        people=len(totals),
        enough=enough,
        milli=sum(totals.values()) if enough else None,
        fen=sum(money) if enough and money else None,
        groups=sums(shares),
        spread=spread(totals),
        steps=steps(totals, STEP_UNITS),
        smallest=SMALLEST,
    )
