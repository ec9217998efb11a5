"""Draw charts: specs in, SVG out, through a short-lived child that holds the JavaScript engine."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock

from .chart_options import option
from .charts import WIDTH, ChartSpec, size
from .child import ChildFailed, run_child
from .document import Chart, Document, charts
from .svg import tidy

LIBRARY = Path(__file__).parents[1] / "static" / "dist" / "echarts.min.js"
PROGRAM = Path(__file__).with_name("drawing_child.py")
KEEP = 200
PATIENCE = 40.0  # seconds; ten times what the charts of a report take on a slow machine

_drawn: OrderedDict[ChartSpec, str] = OrderedDict()
_lock = Lock()


def draw(
    specs: Sequence[ChartSpec],
    *,
    width: int = WIDTH,
    library: Path = LIBRARY,
    timeout: float = 30,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[str]:
    """The SVG text of each spec as ECharts gives it, `width` px wide.

    Raises `ChildFailed` when it takes longer than `timeout` s.
    """
    if not specs:
        return []
    if not library.is_file():
        raise ChildFailed("failed", detail=f"{library.name} is missing; the set-up step builds it")
    wanted = [{"option": option(spec, width), "width": width, "height": size(spec, width)[1]} for spec in specs]
    request = json.dumps({"library": str(library), "charts": wanted}, ensure_ascii=False).encode()
    answer: list[str] = json.loads(_drawn_by_child(request, timeout, cancelled))
    return answer


def _drawn_by_child(request: bytes, timeout: float, cancelled: Callable[[], bool]) -> bytes:
    """Charts take seconds: a child that has not answered long after that hangs, and another one is asked."""
    try:
        return run_child(PROGRAM, request, timeout=min(timeout, PATIENCE), cancelled=cancelled)
    except ChildFailed as failed:
        if failed.reason != "timeout" or timeout <= PATIENCE:
            raise
    return run_child(PROGRAM, request, timeout=timeout - PATIENCE, cancelled=cancelled)


def drawings(
    document: Document, *, library: Path = LIBRARY, timeout: float = 30, cancelled: Callable[[], bool] = lambda: False
) -> dict[Chart, str]:
    """Each chart of the document with its tidy SVG. Charts drawn before are remembered (the preview is read often)."""
    everything = charts(document)
    with _lock:
        known = {chart: _drawn[chart.spec] for chart in everything if chart.spec in _drawn}
    missing = list(dict.fromkeys(chart.spec for chart in everything if chart not in known))
    fresh = dict(zip(missing, draw(missing, library=library, timeout=timeout, cancelled=cancelled), strict=True))
    with _lock:
        _drawn.update(fresh)
        while len(_drawn) > KEEP:
            _drawn.popitem(last=False)
    return {
        chart: tidy(known.get(chart) or fresh[chart.spec], title=chart.alt, prefix=f"f{number}")
        for number, chart in enumerate(everything, start=1)
    }
