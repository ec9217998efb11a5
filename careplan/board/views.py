"""The school's state on one page, the same for one's own squad, its chart and its PDF."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from careplan.board import views_words
from careplan.board.areas import AreaRow, area_rows
from careplan.board.chart import areas_chart
from careplan.board.late import late
from careplan.board.load import last_year
from careplan.board.narrow import Narrow, chosen, part_of
from careplan.board.three import three
from careplan.clock import today
from careplan.foresight import views_words as ahead_words
from careplan.foresight.outlook import Foresight, LeafAhead
from careplan.foresight.people_queries import names_of
from careplan.foresight.queries import look_ahead
from careplan.foresight.todo import by_person, todos
from careplan.foresight.views import chosen_day, way_to
from careplan.indicators.catalogue import MEASURES
from careplan.indicators.queries import Evaluation
from careplan.indicators.queries_records import describe, squad_labels
from careplan.indicators.views import link_to
from careplan.indicators.views_words import note
from careplan.paper.views_pdf import pdf_answer
from careplan.reports.child import ChildFailed
from careplan.reports.drawing import draw
from careplan.reports.svg import tidy
from careplan.web.filters import in_english, named
from careplan.web.guard import audit_read, own_squads, roles, user
from careplan.web.query import query_choice, query_int

blueprint = Blueprint("board", __name__, url_prefix="/board")
SVG_SECONDS = 30.0


@blueprint.context_processor
def _words() -> dict[str, Any]:
    words = {"board_words": views_words, "ahead_words": ahead_words, "note": note}
    return {**words, "measures": MEASURES, "link_to": link_to, "way_to": way_to}


@dataclass(frozen=True)
class State:
    """Everything of one day under one filter."""

    now: Evaluation
    found: Foresight | None
    day: date
    narrow: Narrow
    labels: dict[str, str]

    @property
    def areas(self) -> tuple[AreaRow, ...]:
        start = int(self.now.snapshot.year[:4])
        return area_rows(self.now.scored, self.found, last_year(self.now.scored.tree, start))

    def part(self, code: str) -> Any:
        """The part of a measure under the filter."""
        return part_of(self.now.results[code], self.narrow, self.now.snapshot)


def _state() -> tuple[State, int | None, int | None]:
    """?day= ?grade= ?squad=; 404 for a grade or class that the school has not."""
    day = chosen_day()
    now, found = look_ahead(day)
    grade, squad = query_int("grade"), query_int("squad")
    narrow = chosen(now.snapshot, grade, None if squad is None else str(squad)) or abort(404)
    return State(now, found, day, narrow, squad_labels(int(now.snapshot.year[:4]))), grade, squad


@blueprint.get("/")
def school() -> str:
    """Points by area against the aim and last year, what is late, what will be missing, three things to do now."""
    return render_template("board/school.html", **_school())


def _school(on_paper: bool = False) -> dict[str, Any]:
    """The words of the page. on_paper: it goes from hand to hand, so nobody is taken to see the children (G10)."""
    state, grade, squad = _state()
    items = todos(state.found) if state.found else ()
    things = three(items, state.day) if state.narrow.squads is None else ()
    grades = sorted({one.grade for one in state.now.snapshot.squads})
    day = state.day.isoformat() if state.day != today() else None
    args: dict[str, Any] = {
        key: value for key, value in (("grade", grade), ("squad", squad), ("day", day)) if value is not None
    }

    when: dict[str, Any] = {"day": day} if day else {}

    def behind(code: str, squad_ids: Iterable[str], **more: Any) -> str:
        """The records behind a figure, with the same filter; of the classes that are told together, all of them."""
        ids = sorted(squad_ids, key=int)
        if narrow_ids is None or not ids or set(ids) == narrow_ids:
            return url_for("indicators.measure", code=code, **args, **more)
        return url_for("indicators.measure", code=code, classes=".".join(ids), **when, **more)

    narrow_ids = state.narrow.squads
    return {
        "state": state,
        "grade": grade,
        "squad": squad,
        "grades": grades,
        "classes": [one for one in state.now.snapshot.squads if one.grade == grade],
        "args": args,
        "behind": behind,
        "areas": state.areas,
        "things": things,
        "names": names_of({person for thing in things for person in thing.people}),
        "late": late(state.now.results, state.narrow, state.now.snapshot, not on_paper and _open("recent_care")),
        "missing": _worst_first(state.found) if state.found else [],
    }


def _worst_first(found: Foresight) -> list[LeafAhead]:
    return sorted((leaf for leaf in found.leaves if leaf.lost), key=lambda leaf: -leaf.lost)


def _open(code: str) -> bool:
    return ahead_words.open_to_reader(code)


def _chart(state: State) -> str:
    """The chart as SVG; ChildFailed when it cannot be drawn."""
    rows = state.areas
    names = (_("Full points"), _("Today"), _("As planned"), _("Last year"))
    spec = areas_chart(rows, [named(row.branch) for row in rows], names, "" if in_english() else "分")
    (drawn,) = draw([spec], timeout=SVG_SECONDS)
    return tidy(drawn, title=_("Points by area"), prefix="board")


@blueprint.get("/areas.svg")
def areas_svg() -> Response:
    """The chart of the page, drawn on the server; the table beside it says the same."""
    state, _grade, _squad = _state()
    try:
        return Response(_chart(state), mimetype="image/svg+xml")
    except ChildFailed as failed:
        current_app.logger.warning("board chart: %s", failed)
        abort(503)


@blueprint.get("/pdf")
def school_pdf() -> Any:
    """The page as one sheet, with the same chart."""
    words = _school(on_paper=True)
    try:
        chart = Markup(_chart(words["state"]))  # svg.tidy leaves known elements only
    except ChildFailed:
        chart = Markup()
    title = _("The school's state")
    return pdf_answer("board", {**words, "chart": chart, "title": title}, url_for("board.school", **words["args"]))


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
