"""The year plan, the term summary and the squad summary: each a page to read, and files.

`?term=` 1 or 2, by default the term of today. A class teacher reads the summaries of the own squads only.
"""

from __future__ import annotations

from flask import Blueprint, abort, render_template, url_for
from werkzeug.wrappers import Response

from careplan.clock import today
from careplan.reports.document import Document
from careplan.reports.html import fragment_html
from careplan.reports.views_files import as_pdf, as_tables, as_word
from careplan.school.models import SchoolYear, Squad, Term
from careplan.school.queries import current_year
from careplan.summaries.counts import Counts, school_counts
from careplan.summaries.facts import TermFacts
from careplan.summaries.load import load_plan, load_term
from careplan.summaries.plan import plan_document
from careplan.summaries.squad import squad_counts, squad_document
from careplan.summaries.term import term_document
from careplan.summaries.views_parts import (
    back_to,
    begun_term,
    chosen_term,
    link_by,
    may_open,
    records_page,
    squad_or_404,
    squads_to_read,
    term_fact,
    term_page,
    terms_of,
)

blueprint = Blueprint("summaries", __name__, url_prefix="/summaries")


@blueprint.get("/")
def papers() -> str:
    """What can be had: the plan, each term, the squads that this person may read."""
    year = current_year()
    squads = squads_to_read(year) if year else []
    return render_template("summaries/papers.html", year=year, terms=terms_of(year), squads=squads, day=today())


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
    year, chosen = chosen_term()
    if chosen.starts_on > today():
        return term_page("term", year, chosen, None)
    facts, counts = _school(year, chosen)
    body = fragment_html(term_document(facts, counts), {}, link=link_by("summaries.term_records", counts, chosen))
    return term_page("term", year, chosen, body)


@blueprint.get("/term/pdf")
def term_pdf() -> Response:
    return as_pdf(_term(), back_to("summaries.term"))


@blueprint.get("/term/docx")
def term_word() -> Response:
    return as_word(_term())


@blueprint.get("/term/xlsx")
def term_tables() -> Response:
    return as_tables(_term(), back_to("summaries.term"))


@blueprint.get("/term/records/<code>")
def term_records(code: str) -> str:
    """The records behind a figure of the term summary."""
    year, chosen = begun_term()
    _facts, counts = _school(year, chosen)
    return records_page(code, counts, year, chosen, None)


@blueprint.get("/squad/<int:squad_id>")
def squad(squad_id: int) -> str:
    """The summary of one squad."""
    year, chosen = chosen_term()
    found = squad_or_404(year, squad_id)
    if chosen.starts_on > today():
        return term_page("squad", year, chosen, None, found)
    facts, counts = _of_squad(year, chosen, found)
    link = link_by("summaries.squad_records", counts, chosen, squad_id)
    return term_page("squad", year, chosen, fragment_html(squad_document(facts, counts), {}, link=link), found)


@blueprint.get("/squad/<int:squad_id>/pdf")
def squad_pdf(squad_id: int) -> Response:
    return as_pdf(_squad_paper(squad_id), back_to("summaries.squad", squad_id=squad_id))


@blueprint.get("/squad/<int:squad_id>/docx")
def squad_word(squad_id: int) -> Response:
    return as_word(_squad_paper(squad_id))


@blueprint.get("/squad/<int:squad_id>/xlsx")
def squad_tables(squad_id: int) -> Response:
    return as_tables(_squad_paper(squad_id), back_to("summaries.squad", squad_id=squad_id))


@blueprint.get("/squad/<int:squad_id>/records/<code>")
def squad_records(squad_id: int, code: str) -> str:
    """The records behind a figure of a squad's summary."""
    year, chosen = begun_term()
    found = squad_or_404(year, squad_id)
    _facts, counts = _of_squad(year, chosen, found)
    return records_page(code, counts, year, chosen, found)


def _school(year: SchoolYear, chosen: Term) -> tuple[TermFacts, Counts]:
    facts = load_term(year, term_fact(chosen))
    return facts, school_counts(facts.snapshot, facts.term, facts.made_on)


def _of_squad(year: SchoolYear, chosen: Term, found: Squad) -> tuple[TermFacts, Counts]:
    facts = load_term(year, term_fact(chosen), str(found.id))
    return facts, squad_counts(facts, with_attendance=may_open(found.id))


def _term() -> Document:
    return term_document(*_school(*begun_term()))


def _squad_paper(squad_id: int) -> Document:
    year, chosen = begun_term()
    return squad_document(*_of_squad(year, chosen, squad_or_404(year, squad_id)))
