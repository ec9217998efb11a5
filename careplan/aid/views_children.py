"""The list of children with aid, and a child's aid page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import render_template

from careplan.aid.even_load import evenness_of, helps_of
from careplan.aid.evenness import SORTS as HELP_SORTS
from careplan.aid.list_load import SHOWS, SORTS, Known, aid_lines, ordered, shown
from careplan.aid.load import (
    balance_of_case,
    benefit_of,
    forecast_of,
    happened,
    occurrences_of,
    term_spans,
)
from careplan.aid.models import Duty
from careplan.aid.picture import HEIGHT, LEFT, LINE, RIGHT, WIDTH, picture_of
from careplan.aid.queries import all_duties, cases_of, costs_of, helped_ids, holder_of, is_running, papers_of
from careplan.aid.rates import rate_on, spans
from careplan.aid.views_rights import blueprint, child_or_404, may_record, own_children, sees_every_aid
from careplan.aid.windows import COMING
from careplan.casework.queries import responsible_names
from careplan.children.list_queries import PER_PAGE, Filter, conditions
from careplan.children.models import Child
from careplan.children.plain_load import answers_of, plain_children
from careplan.children.queries import squads_in_order
from careplan.children.views import visible_squads
from careplan.clock import today
from careplan.school.queries import require_year, this_school
from careplan.school.school_year import grade_of
from careplan.web.guard import audit_read
from careplan.web.query import query_choice, query_int, query_text

YEAR_BEGINS = 9


def known_children(text: str = "", squad_id: int | None = None, ids: frozenset[int] | None = None) -> list[Known]:
    """The children whose aid this person may see, as plain rows that the database narrowed; ids: of these only."""
    definition, year = this_school().counts_by, require_year().start_year
    wanted = conditions(Filter(text=text, squad_id=squad_id), year)
    wanted += [Child.id.in_(one) for one in (ids, None if sees_every_aid() else own_children()) if one is not None]
    found = plain_children(*wanted, squad_ids=visible_squads(), with_family=True)
    return [Known(one, grade_of(one.entry_year, year), answers_of(one, today())[definition] is True) for one in found]


def year_begins() -> date:
    """The first of September of the school year."""
    return date(require_year().start_year, YEAR_BEGINS, 1)


@blueprint.get("/", endpoint="children")
def children() -> str:
    """Children with aid; those in a trough stand first."""
    text, squad_id = query_text("q"), query_int("squad")
    show, sort = query_choice("show", SHOWS, "aid"), query_choice("sort", SORTS, "quiet")
    number = query_int("page", 1, minimum=1, maximum=9999) or 1
    asked = known_children(text, squad_id, None if show in ("all", "trough") else helped_ids())
    found = ordered(shown(aid_lines(asked, today(), year_begins()), show, today()), sort)
    lines = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    audit_read("aid_list", None, count=len(lines))
    return render_template(
        "aid/children.html",
        lines=lines,
        total=len(found),
        number=number,
        more=len(found) > number * PER_PAGE,
        knows_any=bool(lines or asked or known_children()),
        show=show,
        sort=sort,
        text=text,
        squad_id=squad_id,
        squads=squads_in_order(visible_squads()),
        filtered=bool(text or squad_id),
    )


@blueprint.get("/children/<int:child_id>", endpoint="child")
def child(child_id: int) -> str:
    """Everything about one child's aid."""
    found = child_or_404(child_id)
    audit_read("aid", found.id)
    return render_template("aid/child.html", child=found, **child_context(found))


def child_context(found: Child) -> dict[str, Any]:
    """What the page of a child shows, without the child itself."""
    cases, costs = cases_of([found.id]).get(found.id, []), costs_of([found.id]).get(found.id, [])
    balances = {case.id: balance_of_case(case) for case in cases}
    helps = helps_of([found.id], today())[found.id]
    even = evenness_of([found.id], today())[found.id]
    duties = sorted(all_duties([found.id]), key=lambda one: (not is_running(one, today()), one.id))
    return {
        "cases": cases,
        "balances": balances,
        "benefits": {case.id: benefit_now(case) for case in cases if case.monthly},
        "costs": costs,
        "outlook": forecast_of(cases, costs, term_spans(), today()) if cases else None,
        "even": even,
        "picture": picture_of(even, frozenset(one.day for one in helps)),
        "frame": {"width": WIDTH, "height": HEIGHT, "line": LINE, "left": LEFT, "right": RIGHT},
        "sorts": HELP_SORTS,
        "duties": [(duty, duty_times(duty), holder_of(duty), may_record(duty)) for duty in duties],
        "responsible": responsible_names([found.id]).get(found.id),
        "papers": papers_of(found.id),
        "happened": happened,
        "spans": lambda case: spans(benefit_of(case)),
    }


def duty_times(duty: Duty) -> list[Any]:
    """The times of a duty that a page shows: what is loud, the last two that are over, the next one."""
    found = occurrences_of(duty, today(), timedelta(days=400))
    loud = [one for one in found if one.is_loud]
    over = [one for one in found if not one.is_loud and one.state != COMING][-2:]
    coming = [one for one in found if one.state == COMING][:1]
    return sorted([*loud, *over, *coming])


def benefit_now(case: Any) -> int | None:
    """What a monthly benefit pays now, in fen."""
    rate = rate_on(benefit_of(case).rates, today())
    return rate.fen if rate else None
