"""The board of the own squad: the same page, for whoever leads it."""

from __future__ import annotations

from flask import Response, abort, render_template

from careplan.board.late import late
from careplan.board.narrow import Narrow
from careplan.board.three import three
from careplan.board.views_parts import as_picture, blueprint
from careplan.board.views_state import State
from careplan.foresight.people_queries import names_of
from careplan.foresight.queries import look_ahead
from careplan.foresight.todo import by_person, todos
from careplan.foresight.views import chosen_day
from careplan.indicators.catalogue import MEASURES
from careplan.indicators.queries_records import describe, squad_labels
from careplan.web.filters import in_english
from careplan.web.guard import audit_read, own_squads, roles, user
from careplan.web.query import query_choice, query_int


@blueprint.get("/mine")
def mine() -> str:
    """The same for the own squad only."""
    squads = sorted(own_squads())
    if not squads:
        return render_template("board/no_squad.html")
    state, squad = _own(squads)
    items = by_person(todos(state.found), _me(), roles()) if state.found else ()
    return render_template(
        "board/mine.html",
        state=state,
        squad=squad,
        squads=squads,
        things=three(items, state.day),
        names=names_of({_me()}),
        late=late(state.now.results, state.narrow, state.now.snapshot, True),
    )


@blueprint.get("/mine/areas.svg")
def mine_areas_svg() -> Response:
    """The chart of the own squad's page, drawn on the server."""
    return as_picture(lambda: _own(sorted(own_squads()) or abort(404))[0])


@blueprint.get("/mine/<code>")
def mine_records(code: str) -> str:
    """The own squad's records behind a figure."""
    state, squad = _own(sorted(own_squads()) or abort(404))
    if code not in MEASURES:
        abort(404)
    result = state.now.results[code]
    rows = [one for one in result.records if state.narrow.holds(one)]
    side = query_choice("show", ("missing", "counted", "all"), "all")
    wanted = {"missing": (False,), "counted": (True,), "all": (True, False)}[side]
    shown = [one for one in rows if one.counted in wanted]
    if MEASURES[code].personal and shown:
        audit_read("indicator", None, measure=code, squad=squad, children=len(shown))
    return render_template(
        "board/mine_records.html",
        measure=MEASURES[code],
        state=state,
        squad=squad,
        side=side,
        rows=rows,
        lines=describe(shown, state.labels, in_english()),
    )


def _own(squads: list[int]) -> tuple[State, int]:
    """The state of ?squad=, one of the own; the first of them by default; 404 for anybody else's."""
    squad = query_int("squad", squads[0]) or 0
    if squad not in squads:
        abort(404)
    day = chosen_day()
    now, found = look_ahead(day)
    return State(
        now, found, day, Narrow(frozenset({str(squad)}), own=True), squad_labels(int(now.snapshot.year[:4]))
    ), squad


def _me() -> str:
    return f"staff-{user().staff_id}" if user().staff_id else f"user-{user().id}"
