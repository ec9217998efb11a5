"""The school's aid at a glance: sums, what ends soon, what was missed, how evenly help came."""

from __future__ import annotations

from collections.abc import Iterator

from flask import render_template

from careplan.aid.evenness import SORTS as HELP_SORTS
from careplan.aid.list_load import AidLine, aid_lines, ordered, shown
from careplan.aid.overview_load import loud_duties, school_even, sums_by
from careplan.aid.picture import HEIGHT, LEFT, LINE, RIGHT, WIDTH, picture_of
from careplan.aid.queries import cases_of, helped_ids, ownerless
from careplan.aid.views_children import known_children, year_begins
from careplan.aid.views_duties import trough_first, visible_duties
from careplan.aid.views_rights import blueprint
from careplan.aid.windows import MISSED
from careplan.clock import today
from careplan.web.guard import audit_read


def _in_trough(lines: list[AidLine]) -> Iterator[int]:
    yield from (one.child.id for one in lines if one.even.in_trough)


@blueprint.get("/overview", endpoint="overview")
def overview() -> str:
    helped = helped_ids()
    watched = [one for one in known_children() if one.left_behind or one.child.id in helped]
    lines = aid_lines(watched, today(), year_begins())
    ids = [one.child.id for one in lines]
    cases = [case for found in cases_of(ids).values() for case in found]
    even, days = school_even(ids, {one.child.id: one.even for one in lines}, today())
    duties = visible_duties()
    audit_read("aid_list", None, count=len(lines), form="overview")
    return render_template(
        "aid/overview.html",
        cared=len(lines),
        with_aid=sum(one.has_aid for one in lines),
        by_kind=sums_by(cases, lambda case: case.kind, year_begins()),
        by_giver=sums_by(cases, lambda case: case.giver, year_begins()),
        since=year_begins(),
        ends=ordered(shown(lines, "ends", today()), "ends"),
        missed=trough_first(loud_duties(duties, today(), (MISSED,)), frozenset(_in_trough(lines))),
        alone=ownerless(duties, today()),
        school=even,
        even=even.together,
        picture=picture_of(even.together, days),
        sorts=HELP_SORTS,
        frame={"width": WIDTH, "height": HEIGHT, "line": LINE, "left": LEFT, "right": RIGHT},
        trough=ordered(shown(lines, "trough", today()), "quiet"),
    )
