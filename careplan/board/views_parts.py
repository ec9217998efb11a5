"""The board's blueprint, the words of its templates, and its chart as a picture."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, current_app

from careplan.board import views_words
from careplan.board.views_state import State, drawn
from careplan.foresight import views_words as ahead_words
from careplan.foresight.views import way_to
from careplan.indicators.catalogue import MEASURES
from careplan.indicators.views import link_to
from careplan.indicators.views_words import note
from careplan.reports.child import ChildFailed
from careplan.web.query import query_choice

blueprint = Blueprint("board", __name__, url_prefix="/board")


@blueprint.context_processor
def _words() -> dict[str, Any]:
    words = {"board_words": views_words, "ahead_words": ahead_words, "note": note}
    return {**words, "measures": MEASURES, "link_to": link_to, "way_to": way_to}


def as_picture(state: State) -> Response:
    """The chart of a page, ?narrow=1 for a phone; the table beside it says the same."""
    try:
        return Response(drawn(state, on_phone=query_choice("narrow", ("", "1"), "") == "1"), mimetype="image/svg+xml")
    except ChildFailed as failed:
        current_app.logger.warning("board chart: %s", failed)
        abort(503)
