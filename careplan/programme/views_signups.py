"""The sign-ups of an elective with names: only of children whom this person may see; a list to print (S5)."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.programme.models import Series
from careplan.programme.queries import places_of
from careplan.programme.sign_up import fits, in_order, is_open
from careplan.programme.sign_up_operations import sign_up as sign_children_up
from careplan.programme.sign_up_operations import withdraw as take_back
from careplan.programme.sign_up_queries import Signed, children_to_choose, find_sign_up, signed_up
from careplan.programme.views_rights import blueprint, elective_or_404, may_sign_up, sees
from careplan.school.models import Squad
from careplan.school.queries import current_year, squads_of_year
from careplan.web.guard import audit_read, user
from careplan.web.query import query_int
from careplan.web.text import whole_number


@blueprint.get("/series/<int:series_id>/children", endpoint="sign_ups")
def sign_ups(series_id: int) -> str:
    """Who has a place and who waits, in the order of time; ?squad= chooses whose children can be signed up."""
    found = elective_or_404(series_id)
    rows = signed_up(found.id)
    placed, waiting = in_order(rows, found.places)
    squads = _squads(found)
    chosen = next((one for one in squads if one.id == query_int("squad")), squads[0] if squads else None)
    audit_read("elective", found.id, children=sum(sees(one.squad_id) for one in rows))
    year = current_year()
    return render_template(
        "programme/sign_ups.html",
        series=found,
        places=places_of([found])[found.id],
        placed=_visible(placed, 1),
        waiting=_visible(waiting, len(placed) + 1),
        hidden=sum(not sees(one.squad_id) for one in rows),
        labels={one.id: one.label(year.start_year) for one in squads_of_year(year.start_year)} if year else {},
        squads=squads,
        chosen=chosen,
        children=children_to_choose(frozenset({chosen.id}), found.id) if chosen else [],
        is_open=is_open(found.sign_up_until, found.last_on, today()),
        start_year=year.start_year if year else 0,
    )


def _visible(rows: tuple[Signed, ...], number: int) -> list[tuple[int, Signed]]:
    """The rows that this person may read, each with its place in the whole order."""
    return [(place, one) for place, one in enumerate(rows, number) if sees(one.squad_id)]


def _squads(found: Series) -> list[Squad]:
    """The squads whose children this person may sign up for it."""
    year = current_year()
    if year is None or not may_sign_up():
        return []
    rows = squads_of_year(year.start_year)
    return [one for one in rows if sees(one.id) and fits(one.grade(year.start_year), found.grades)]


@blueprint.post("/series/<int:series_id>/children", endpoint="sign_up")
def sign_up(series_id: int) -> Response:
    """Sign up the ticked children: only of squads whose children this person may see."""
    found = elective_or_404(series_id)
    squads = {one.id for one in _squads(found)}
    given = frozenset(number for text in request.form.getlist("child") if (number := whole_number(text)) is not None)
    allowed = {child.id for child in children_to_choose(frozenset(squads), found.id)} if squads else set()
    if given - allowed - {one.child_id for one in signed_up(found.id) if one.squad_id in squads}:
        abort(404)
    try:
        number = sign_children_up(actor_id=user().id, series=found, child_ids=given)
    except Refused as refused:
        db.session.rollback()
        flash(str(refused), "warning")
    else:
        waiting = places_of([found])[found.id].waiting
        db.session.commit()
        flash(ngettext("One child is signed up.", "%(num)d children are signed up.", number), "success")
        if waiting:
            flash(
                ngettext(
                    "All seats are taken; one child waits in the order of time.",
                    "All seats are taken; %(num)d children wait in the order of time.",
                    waiting,
                ),
                "info",
            )
    return redirect(url_for("programme.sign_ups", series_id=series_id, squad=query_int("squad")))


@blueprint.post("/children/<int:sign_up_id>/withdraw", endpoint="withdraw")
def withdraw(sign_up_id: int) -> Any:
    """Take a sign-up back; of a child whom this person may not see it does not exist."""
    found = find_sign_up(sign_up_id)
    if found is None or not sees(found[1]):
        abort(404)
    series_id = found[0].series_id
    take_back(actor_id=user().id, row=found[0])
    db.session.commit()
    flash(_("The sign-up is taken back; the first who waits moves up."), "success")
    return redirect(url_for("programme.sign_ups", series_id=series_id))
