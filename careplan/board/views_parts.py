"""The board's blueprint, the words of its templates, and its chart as a picture."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from threading import Lock
from typing import Any

from flask import Blueprint, Response, abort, current_app

from careplan.board import views_words
from careplan.board.views_state import State, chart_of, drawn
from careplan.foresight import views_words as ahead_words
from careplan.foresight.views import way_to
from careplan.indicators.catalogue import MEASURES
from careplan.indicators.views import link_to
from careplan.indicators.views_words import note
from careplan.reports.charts import Bars
from careplan.reports.child import ChildFailed
from careplan.web.guard import user
from careplan.web.query import query_choice, query_text

blueprint = Blueprint("board", __name__, url_prefix="/board")
KEEP = 200
_charts: OrderedDict[str, Bars] = OrderedDict()
_lock = Lock()


@blueprint.context_processor
def _words() -> dict[str, Any]:
    words = {"board_words": views_words, "ahead_words": ahead_words, "note": note}
    return {
        **words,
        "kept_chart": lambda state: kept(chart_of(state)),
        "measures": MEASURES,
        "link_to": link_to,
        "way_to": way_to,
    }


def kept(chart: Bars) -> str:
    """Remember a page's chart for its picture, so that the year is not reckoned twice for one look; answers its key."""
    key = sha256(repr((user().school_id, chart)).encode()).hexdigest()[:32]
    with _lock:
        _charts[key] = chart
        while len(_charts) > KEEP:
            _charts.popitem(last=False)
    return key


def as_picture(reckon: Callable[[], State]) -> Response:
    """The chart of a page, ?of= its key, ?narrow=1 for a phone; the table beside it says the same.

    reckon: for a chart that is no longer kept.
    """
    with _lock:
        chart = _charts.get(query_text("of"))
    try:
        picture = drawn(chart or chart_of(reckon()), on_phone=query_choice("narrow", ("", "1"), "") == "1")
    except ChildFailed as failed:
        current_app.logger.warning("board chart: %s", failed)
        abort(503)
    return Response(picture, mimetype="image/svg+xml")
