"""The school's state on one page, whole or of a grade or class, its chart and its PDF."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Response, abort, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from careplan.board.late import late
from careplan.board.narrow import chosen
from careplan.board.three import three
from careplan.board.views_parts import as_picture, blueprint
from careplan.board.views_state import State, chart_of, drawn
from careplan.clock import today
from careplan.foresight import views_words as ahead_words
from careplan.foresight.outlook import Foresight, LeafAhead
from careplan.foresight.people_queries import names_of
from careplan.foresight.queries import look_ahead
from careplan.foresight.todo import todos
from careplan.foresight.views import chosen_day
from careplan.indicators.queries_records import squad_labels
from careplan.paper.views_pdf import pdf_answer
from careplan.reports.child import ChildFailed
from careplan.web.query import query_int


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


@blueprint.get("/areas.svg")
def areas_svg() -> Response:
    """The chart of the page, drawn on the server."""
    return as_picture(lambda: _state()[0])


@blueprint.get("/pdf")
def school_pdf() -> Any:
    """The page as one sheet, with the same chart."""
    words = _school(on_paper=True)
    try:
        chart = Markup(drawn(chart_of(words["state"])))  # svg.tidy leaves known elements only
    except ChildFailed:
        chart = Markup()
    title = _("The school's state")
    return pdf_answer("board", {**words, "chart": chart, "title": title}, url_for("board.school", **words["args"]))
