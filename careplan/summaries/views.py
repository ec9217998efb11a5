"""The year plan, the term summary and the squad summary: each a page to read, and files.

`?term=` 1 or 2, by default the term of today. A class teacher reads the summaries of the own squads only.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, url_for
from werkzeug.wrappers import Response

from careplan.access.roles import EVERY_CHILD
from careplan.clock import today
from careplan.indicators.facts import Term as TermFact
from careplan.indicators.queries_records import describe, squad_labels
from careplan.indicators.views import link_to
from careplan.paper.load import term_of
from careplan.reports.document import Document
from careplan.reports.html import Link, fragment_html
from careplan.reports.views_files import as_pdf, as_tables, as_word
from careplan.school.models import SchoolYear, Squad, Term
from careplan.school.queries import current_year, squads_of_year
from careplan.summaries.counts import Counts, school_counts
from careplan.summaries.facts import TermFacts
from careplan.summaries.load import load_plan, load_term
from careplan.summaries.plan import plan_document
from careplan.summaries.record_words import record_words
from careplan.summaries.squad import squad_counts, squad_document
from careplan.summaries.term import term_document
from careplan.web.filters import in_english, may
from careplan.web.guard import audit_read, own_squads, roles
from careplan.web.query import query_int

blueprint = Blueprint("summaries", __name__, url_prefix="/summaries")


@blueprint.get("/")
def papers() -> str:
    """What can be had: the plan, each term, the squads that this person may read."""
    year = current_year()
    squads = _squads(year) if year else []
    return render_template("summaries/papers.html", year=year, terms=_terms(year), squads=squads, day=today())


@blueprint.get("/plan")
def plan() -> str:
    """The year plan as a paper."""
    year = current_year()
    facts = load_plan(year) if year else None
    body = fragment_html(plan_document(facts), {}, link=lambda _code: None) if facts else None
    return render_template("summaries/plan.html", year=year, body=body)


def _plan() -> Document:
    year = current_year() or abort(404)
    return plan_document(load_plan(year) or abort(404))


@blueprint.get("/plan/pdf")
def plan_pdf() -> Response:
    return as_pdf(_plan(), url_for("summaries.plan"))


@blueprint.get("/plan/docx")
def plan_word() -> Response:
    return as_word(_plan())


@blueprint.get("/plan/xlsx")
def plan_tables() -> Response:
    return as_tables(_plan(), url_for("summaries.plan"))


@blueprint.get("/term")
def term() -> str:
    """The term summary of the school; a term that has not begun says so."""
    year, chosen = _chosen()
    if chosen.starts_on > today():
        return _page("term", year, chosen, None)
    facts, counts = _school(year, chosen)
    body = fragment_html(term_document(facts, counts), {}, link=_link("summaries.term_records", counts, chosen))
    return _page("term", year, chosen, body)


@blueprint.get("/term/pdf")
def term_pdf() -> Response:
    return as_pdf(_term(), _back("summaries.term"))


@blueprint.get("/term/docx")
def term_word() -> Response:
    return as_word(_term())


@blueprint.get("/term/xlsx")
def term_tables() -> Response:
    return as_tables(_term(), _back("summaries.term"))


@blueprint.get("/term/records/<code>")
def term_records(code: str) -> str:
    """The records behind a figure of the term summary."""
    year, chosen = _begun()
    _facts, counts = _school(year, chosen)
    return _records(code, counts, year, chosen, None)


@blueprint.get("/squad/<int:squad_id>")
def squad(squad_id: int) -> str:
    """The summary of one squad."""
    year, chosen = _chosen()
    found = _squad(year, squad_id)
    if chosen.starts_on > today():
        return _page("squad", year, chosen, None, found)
    facts, counts = _of_squad(year, chosen, found)
    link = _link("summaries.squad_records", counts, chosen, squad_id)
    return _page("squad", year, chosen, fragment_html(squad_document(facts, counts), {}, link=link), found)


@blueprint.get("/squad/<int:squad_id>/pdf")
def squad_pdf(squad_id: int) -> Response:
    return as_pdf(_squad_paper(squad_id), _back("summaries.squad", squad_id=squad_id))


@blueprint.get("/squad/<int:squad_id>/docx")
def squad_word(squad_id: int) -> Response:
    return as_word(_squad_paper(squad_id))


@blueprint.get("/squad/<int:squad_id>/xlsx")
def squad_tables(squad_id: int) -> Response:
    return as_tables(_squad_paper(squad_id), _back("summaries.squad", squad_id=squad_id))


@blueprint.get("/squad/<int:squad_id>/records/<code>")
def squad_records(squad_id: int, code: str) -> str:
    """The records behind a figure of a squad's summary."""
    year, chosen = _begun()
    found = _squad(year, squad_id)
    _facts, counts = _of_squad(year, chosen, found)
    return _records(code, counts, year, chosen, found)


def _school(year: SchoolYear, chosen: Term) -> tuple[TermFacts, Counts]:
    facts = load_term(year, _fact(chosen))
    return facts, school_counts(facts.snapshot, facts.term, facts.made_on)


def _of_squad(year: SchoolYear, chosen: Term, found: Squad) -> tuple[TermFacts, Counts]:
    facts = load_term(year, _fact(chosen), str(found.id))
    return facts, squad_counts(facts, with_attendance=_open(found.id))


def _term() -> Document:
    return term_document(*_school(*_begun()))


def _squad_paper(squad_id: int) -> Document:
    year, chosen = _begun()
    return squad_document(*_of_squad(year, chosen, _squad(year, squad_id)))


def _page(kind: str, year: SchoolYear, chosen: Term, body: Any, found: Squad | None = None) -> str:
    label = found.label(year.start_year) if found else ""
    words = {"year": year, "terms": _terms(year), "term": chosen, "body": body, "squad": found, "label": label}
    return render_template(f"summaries/{kind}.html", **words)


def _records(code: str, counts: Counts, year: SchoolYear, chosen: Term, found: Squad | None) -> str:
    """404 for a figure that the paper has not, and for one about children whom this person may not open."""
    count = counts.get(code)
    if count is None or (count.personal and not _open(found.id if found else None)):
        abort(404)
    if count.personal and count.records:
        audit_read("indicator", None, measure=f"summary:{code}", children=len(count.records))
    return render_template(
        "summaries/records.html",
        count=count,
        title=record_words(code),
        lines=describe(count.records, squad_labels(year.start_year), in_english()),
        link_to=link_to,
        year=year,
        term=chosen,
        squad=found,
        label=found.label(year.start_year) if found else "",
    )


def _open(squad_id: int | None) -> bool:
    """Whether this person may open the children behind a figure of the school, or of a squad."""
    return bool(roles() & EVERY_CHILD) or (squad_id is not None and squad_id in own_squads())


def _link(endpoint: str, counts: Counts, chosen: Term, squad_id: int | None = None) -> Link:
    args: dict[str, Any] = {} if squad_id is None else {"squad_id": squad_id}

    def link(code: str) -> str | None:
        count = counts.get(code)
        if count is None or not may(endpoint) or (count.personal and not _open(squad_id)):
            return None
        return url_for(endpoint, code=code, term=chosen.number, **args)

    return link


def _fact(chosen: Term) -> TermFact:
    return TermFact(chosen.number, chosen.starts_on, chosen.ends_on, 0)


def _terms(year: SchoolYear | None) -> list[Term]:
    return sorted(year.terms, key=lambda one: one.number) if year else []


def _chosen() -> tuple[SchoolYear, Term]:
    """The current year and ?term= of it; 404 where there is none."""
    year = current_year() or abort(404)
    number = query_int("term")
    if not year.terms or (number and number not in {one.number for one in year.terms}):
        abort(404)
    if number:
        return year, next(one for one in year.terms if one.number == number)
    begun = [one for one in _terms(year) if one.starts_on <= today()]
    return year, begun[-1] if begun else term_of(year, today())


def _begun() -> tuple[SchoolYear, Term]:
    """The same, of a term that has begun: before there is nothing to tell."""
    year, chosen = _chosen()
    if chosen.starts_on > today():
        abort(404)
    return year, chosen


def _back(endpoint: str, **args: Any) -> str:
    return url_for(endpoint, term=_chosen()[1].number, **args)


def _squads(year: SchoolYear) -> list[tuple[int, str]]:
    """The squads whose summary this person may read."""
    every = bool(roles() & {"principal", "head_counselor"})
    found = [one for one in squads_of_year(year.start_year) if every or one.id in own_squads()]
    return [(one.id, one.label(year.start_year)) for one in found]


def _squad(year: SchoolYear, squad_id: int) -> Squad:
    """404 for a squad of another school or of another counselor: as if it did not exist (G3)."""
    if squad_id not in {one for one, _label in _squads(year)}:
        abort(404)
    return next(one for one in squads_of_year(year.start_year) if one.id == squad_id)
