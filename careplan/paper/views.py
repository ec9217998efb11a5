"""Pages that are sheets of paper, and the same sheets as PDF."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _

from careplan.clock import today
from careplan.db import db
from careplan.paper.load import Reader, load_sheet, load_squads, load_wall, load_week, term_of
from careplan.paper.room import density
from careplan.paper.views_care import register, register_pdf, route, route_pdf
from careplan.paper.views_consent import consent, consent_pdf
from careplan.paper.views_pdf import blueprint, pdf_answer
from careplan.paper.views_referral import referral, referral_pdf
from careplan.paper.views_statement import statement_pdf, workload_pdf
from careplan.school.models import SchoolYear, Squad, Term
from careplan.school.queries import current_year, squads_of_year, this_school
from careplan.sessions.models import TeamSession
from careplan.sessions.views_rights import may_call_roll, session_or_404
from careplan.sessions.views_week_words import week_of_day
from careplan.training.credit_load import ledgers
from careplan.training.views_rights import staff_or_404
from careplan.web.filters import in_english
from careplan.web.guard import audit_read, own_squads
from careplan.web.query import query_date, query_int

__all__ = ["blueprint", "consent", "consent_pdf", "referral", "referral_pdf", "register", "register_pdf"]
__all__ += ["route", "route_pdf", "statement_pdf", "workload_pdf"]


@blueprint.get("/session/<int:session_id>")
def session(session_id: int) -> str:
    """A session's sheet: one page for whoever leads it; the roll only for those who may see the children."""
    return _screen("session", _session(session_id), pdf=url_for("paper.session_pdf", session_id=session_id, **_squad()))


@blueprint.get("/session/<int:session_id>/pdf")
def session_pdf(session_id: int) -> Any:
    words = _session(session_id)
    db.session.commit()  # what was read is in the audit log; setting the page holds up nobody
    return pdf_answer("session", words, url_for("paper.session", session_id=session_id))


def _squad() -> dict[str, Any]:
    chosen = query_int("squad")
    return {"squad": chosen} if chosen else {}


def _session(session_id: int) -> dict[str, Any]:
    found = session_or_404(session_id)
    squad = _chosen_squad(found)
    named = squad is not None and may_call_roll(squad.id)
    if squad and named:
        audit_read("team_session", found.id, squad=squad.id, printed=True)
    year = _year()
    sheet = load_sheet(_reader(year), found, squad, named)
    return {
        "sheet": sheet,
        "density": density(sheet, in_english()),
        "title": sheet.line.title,
        "year": year,
        "choices": _choices(found, year),
    }


def _chosen_squad(found: TeamSession) -> Squad | None:
    """?squad=; else the only squad, or the only one in the own hands."""
    chosen = query_int("squad")
    if chosen:
        return next((one for one in found.squads if one.id == chosen), None) or abort(404)
    own = [one for one in found.squads if one.id in own_squads()]
    alone = found.squads if len(found.squads) == 1 else own
    return alone[0] if len(alone) == 1 else None


def _choices(found: TeamSession, year: SchoolYear) -> list[tuple[int, str]]:
    squads = found.squads if len(found.squads) > 1 else []
    return [(one.id, one.label(year.start_year)) for one in squads]


@blueprint.get("/week")
def week() -> str:
    """The week's notice: ?day= any day of it."""
    words = _week()
    return _screen("week", words, pdf=url_for("paper.week_pdf", day=words["sheet"].monday.isoformat()))


@blueprint.get("/week/pdf")
def week_pdf() -> Any:
    return pdf_answer("week", _week(), url_for("paper.week"))


def _week() -> dict[str, Any]:
    year = _year()
    found = load_week(_reader(year), year, query_date("day", today()) or today())
    week = week_of_day(found.monday)
    title = _("Squad sessions, %(week)s", week=week) if week else _("Squad sessions")
    return {"sheet": found, "title": title, "year": year}


@blueprint.get("/term")
def term() -> str:
    """The term's plan for the wall: ?term=1 or 2."""
    words = _wall()
    return _screen("term", words, pdf=url_for("paper.term_pdf", term=words["term"].number))


@blueprint.get("/term/pdf")
def term_pdf() -> Any:
    return pdf_answer("term", _wall(), url_for("paper.term"))


def _wall() -> dict[str, Any]:
    year = _year()
    chosen = _term(year)
    return {"sheets": load_wall(_reader(year), chosen), "term": chosen, "title": _("The term's sessions"), "year": year}


@blueprint.get("/squads")
def squads() -> str:
    """Squad by squad: ?term=, ?squad= for one alone."""
    words = _squads()
    return _screen("squads", words, pdf=url_for("paper.squads_pdf", term=words["term"].number, **_squad()))


@blueprint.get("/squads/pdf")
def squads_pdf() -> Any:
    return pdf_answer("squads", _squads(), url_for("paper.squads"))


def _squads() -> dict[str, Any]:
    year = _year()
    chosen, squad = _term(year), query_int("squad")
    sheets = load_squads(_reader(year), chosen, squad)
    if squad and not sheets:
        abort(404)
    choices = [(one.id, one.label(year.start_year)) for one in squads_of_year(year.start_year)]
    words = {"sheets": sheets, "term": chosen, "title": _("Squad by squad"), "year": year}
    return {**words, "choices": choices, "chosen": squad}


@blueprint.get("/training/<int:staff_id>")
def training(staff_id: int) -> str:
    """A person's record of continuing education: the own one, or any for those who oversee."""
    return _screen("training", _training(staff_id), pdf=url_for("paper.training_pdf", staff_id=staff_id))


@blueprint.get("/training/<int:staff_id>/pdf")
def training_pdf(staff_id: int) -> Any:
    return pdf_answer("training", _training(staff_id), url_for("paper.training", staff_id=staff_id))


def _training(staff_id: int) -> dict[str, Any]:
    staff = staff_or_404(staff_id)
    ledger = ledgers(today(), [staff])[0]
    rows = [row for row in ledger.rows if ledger.cycle.holds(row.ends_on)]
    title = _("Training record of %(name)s", name=staff.name)
    return {"staff": staff, "ledger": ledger, "rows": rows, "title": title, "year": current_year()}


def _year() -> SchoolYear:
    year = current_year()
    return year if year and year.terms else abort(404)


def _term(year: SchoolYear) -> Term:
    number = query_int("term")
    if not number:
        return term_of(year, today())
    return next((one for one in year.terms if one.number == number), None) or abort(404)


def _reader(year: SchoolYear) -> Reader:
    return Reader(year.start_year, in_english())


def _screen(kind: str, words: dict[str, Any], pdf: str) -> str:
    return render_template("paper/screen.html", kind=kind, school=this_school(), pdf=pdf, **words)
