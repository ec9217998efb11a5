"""What the pages of the summaries share: the term asked for, who may read which squad, the records behind a figure."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, url_for

from careplan.access.roles import EVERY_CHILD
from careplan.clock import today
from careplan.indicators.facts import Term as TermFact
from careplan.indicators.queries_records import describe, squad_labels
from careplan.indicators.views import link_to
from careplan.paper.load import term_of
from careplan.reports.html import Link
from careplan.school.models import SchoolYear, Squad, Term
from careplan.school.queries import current_year, squads_of_year
from careplan.summaries.counts import Counts
from careplan.summaries.record_words import record_words
from careplan.web.filters import in_english, may
from careplan.web.guard import audit_read, own_squads, roles
from careplan.web.query import query_int

PAGE = 200
"""Records on one page."""


def term_page(kind: str, year: SchoolYear, chosen: Term, body: Any, found: Squad | None = None) -> str:
    """A paper of a term on its page; body None: the term has not begun."""
    label = found.label(year.start_year) if found else ""
    words = {"year": year, "terms": terms_of(year), "term": chosen, "body": body, "squad": found, "label": label}
    return render_template(f"summaries/{kind}.html", **words)


def records_page(code: str, counts: Counts, year: SchoolYear, chosen: Term, found: Squad | None) -> str:
    """404 for a figure that the paper has not, and for one about children whom this person may not open."""
    count = counts.get(code)
    if count is None or (count.personal and not may_open(found.id if found else None)):
        abort(404)
    number = query_int("page", 1, minimum=1) or 1
    shown = count.records[(number - 1) * PAGE : number * PAGE]
    if count.personal:
        audit_read("indicator", None, measure=f"summary:{code}", children=len(shown))
    return render_template(
        "summaries/records.html",
        count=count,
        title=record_words(code),
        lines=describe(shown, squad_labels(year.start_year), in_english()),
        link_to=link_to,
        page_number=number,
        more=len(count.records) > number * PAGE,
        year=year,
        term=chosen,
        squad=found,
        label=found.label(year.start_year) if found else "",
    )


def may_open(squad_id: int | None) -> bool:
    """Whether this person may open the children behind a figure of the school, or of a squad."""
    return bool(roles() & EVERY_CHILD) or (squad_id is not None and squad_id in own_squads())


def link_by(endpoint: str, counts: Counts, chosen: Term, squad_id: int | None = None) -> Link:
    """To the records behind a figure, for who may open them."""
    args: dict[str, Any] = {} if squad_id is None else {"squad_id": squad_id}

    def link(code: str) -> str | None:
        count = counts.get(code)
        if count is None or not may(endpoint) or (count.personal and not may_open(squad_id)):
            return None
        return url_for(endpoint, code=code, term=chosen.number, **args)

    return link


def term_fact(chosen: Term) -> TermFact:
    """The term as the noun of the snapshot."""
    return TermFact(chosen.number, chosen.starts_on, chosen.ends_on, 0)


def terms_of(year: SchoolYear | None) -> list[Term]:
    """The terms of a year in their order."""
    return sorted(year.terms, key=lambda one: one.number) if year else []


def chosen_term() -> tuple[SchoolYear, Term]:
    """The current year and ?term= of it; 404 where there is none."""
    year = current_year() or abort(404)
    number = query_int("term")
    if not year.terms or (number and number not in {one.number for one in year.terms}):
        abort(404)
    if number:
        return year, next(one for one in year.terms if one.number == number)
    begun = [one for one in terms_of(year) if one.starts_on <= today()]
    return year, begun[-1] if begun else term_of(year, today())


def begun_term() -> tuple[SchoolYear, Term]:
    """The same, of a term that has begun: before there is nothing to tell."""
    year, chosen = chosen_term()
    if chosen.starts_on > today():
        abort(404)
    return year, chosen


def back_to(endpoint: str, **args: Any) -> str:
    """The page of the paper of the same term."""
    return url_for(endpoint, term=chosen_term()[1].number, **args)


def squads_to_read(year: SchoolYear) -> list[tuple[int, str]]:
    """The squads whose summary this person may read."""
    every = bool(roles() & {"principal", "head_counselor"})
    found = [one for one in squads_of_year(year.start_year) if every or one.id in own_squads()]
    return [(one.id, one.label(year.start_year)) for one in found]


def squad_or_404(year: SchoolYear, squad_id: int) -> Squad:
    """404 for a squad of another school or of another counselor: as if it did not exist (G3)."""
    if squad_id not in {one for one, _label in squads_to_read(year)}:
        abort(404)
    return next(one for one in squads_of_year(year.start_year) if one.id == squad_id)
