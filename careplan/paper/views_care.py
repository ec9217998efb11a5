"""A worker's own register as an A5 booklet (C6, C8) and the route of the day on A4 (C4), on the screen and as PDF."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _

from careplan.access.roles import COUNSELLING_TEACHER, PRINCIPAL
from careplan.casework.register_queries import bearers, due_route, register_of
from careplan.casework.views_rights import sight
from careplan.clock import today
from careplan.paper.views_pdf import blueprint, pdf_answer
from careplan.school.queries import this_school
from careplan.web.guard import audit_read, roles, user
from careplan.web.query import query_choice, query_date, query_int

LEADS = {PRINCIPAL, COUNSELLING_TEACHER}


@blueprint.get("/register", endpoint="register")
def register() -> str:
    """?staff= somebody else's, for those who lead."""
    words = _register()
    return _screen("register", words, url_for("paper.register_pdf", staff=words["staff_id"]))


@blueprint.get("/register/pdf", endpoint="register_pdf")
def register_pdf() -> Any:
    return pdf_answer("register", _register(), url_for("paper.register"))


def _register() -> dict[str, Any]:
    own, asked = user().staff_id or 0, query_int("staff")
    if asked and asked != own and not roles() & LEADS:
        abort(404)
    staff_id = asked or own
    cards = register_of(staff_id, today())
    audit_read("care_register", None, children=len(cards), printed=True)
    name = next((one.name for one in bearers() if one.staff_id == staff_id), user().display_name)
    title = _("Register of %(name)s", name=name)
    return {"cards": cards, "staff_id": staff_id, "name": name, "title": title, "back": "casework.register"}


@blueprint.get("/route", endpoint="route")
def route() -> str:
    """?on= the day, ?mine=1 the own register only."""
    words = _route()
    return _screen("route", words, url_for("paper.route_pdf", **words["query"]))


@blueprint.get("/route/pdf", endpoint="route_pdf")
def route_pdf() -> Any:
    words = _route()
    return pdf_answer("route", words, url_for("paper.route", **words["query"]))


def _route() -> dict[str, Any]:
    day = query_date("on", today()) or today()
    mine = query_choice("mine", ("1",)) == "1"
    cards = due_route(sight(), day, user().staff_id if mine else None)
    audit_read("care_list", None, children=len(cards), printed=True)
    query = {"on": day.isoformat(), **({"mine": 1} if mine else {})}
    title = _("Route of the day")
    return {"cards": cards, "on": day, "query": query, "title": title, "back": "casework.route"}


def _screen(kind: str, words: dict[str, Any], pdf: str) -> str:
    return render_template("paper/care.html", kind=kind, school=this_school(), pdf=pdf, **words)
