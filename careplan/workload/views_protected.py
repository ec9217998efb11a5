"""Protected time (S44, S50): who is near or over the limit, what happened in kept-free time, open to its records."""

from __future__ import annotations

from flask import render_template

from careplan.clock import today
from careplan.school.models import Term
from careplan.school.queries import current_year
from careplan.web.query import query_choice, query_int
from careplan.workload.load_protected import load_protected
from careplan.workload.protected import Load
from careplan.workload.views_rights import blueprint

SHOWN = ("all", "marked")


def chosen_term() -> Term | None:
    """?term=1 or 2; else the term of today, between terms the next, after the last the last."""
    year = current_year()
    terms = sorted(year.terms, key=lambda one: one.number) if year else []
    number = query_int("term", minimum=1, maximum=2)
    if number:
        return next((one for one in terms if one.number == number), None)
    return next((one for one in terms if today() <= one.ends_on), terms[-1] if terms else None)


def own_load(staff_id: int | None) -> Load | None:
    """One's own load in the term of today; None where there is no term or the account is joined to nobody."""
    term = chosen_term()
    if term is None or staff_id is None:
        return None
    people = load_protected(term, staff_id).people
    return people[0][1] if people else None


@blueprint.get("/protected", endpoint="protected")
def protected() -> str:
    term, shown = chosen_term(), query_choice("shown", SHOWN, "all")
    found = load_protected(term) if term else None
    people = found.people if found else ()
    marked = [one for one in people if one[1].state in ("near", "over") or one[1].breaches]
    year = current_year()
    return render_template(
        "workload/protected.html",
        term=term,
        terms=sorted(year.terms, key=lambda one: one.number) if year else [],
        people=marked if shown == "marked" else people,
        shown=shown,
        over=sum(load.state == "over" for _who, load in people),
        near=sum(load.state == "near" for _who, load in people),
        no_limit=sum(load.week_limit is None for _who, load in people),
        breaches=sum(len(load.breaches) for _who, load in people),
        kept=sum(one.what == "kept" for _who, load in people for one in load.breaches),
        taken=found.taken if found else 0,
    )
