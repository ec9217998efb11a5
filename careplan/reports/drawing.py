"""Draw charts: specs in, SVG out, through a short-lived child that holds the JavaScript engine."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
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

_drawn: OrderedDict[tuple[ChartSpec, int], str] = OrderedDict()
_lock = Lock()


def draw(
    specs: Sequence[ChartSpec],
    *,
    width: int = WIDTH,
    library: Path = LIBRARY,
    timeout: float = 30,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[str]:
    """The SVG text of each spec as ECharts gives it, `width` px wide. What was drawn before is remembered.

    Raises `ChildFailed` when it takes longer than `timeout` s.
    """
    if specs and not library.is_file():
        raise ChildFailed("failed", detail=f"{library.name} is missing; the set-up step builds it")
    with _lock:
        found = {spec: _drawn[spec, width] for spec in specs if (spec, width) in _drawn}
    missing = [spec for spec in dict.fromkeys(specs) if spec not in found]
    if missing:
        wanted = [{"option": option(one, width), "width": width, "height": size(one, width)[1]} for one in missing]
        request = json.dumps({"library": str(library), "charts": wanted}, ensure_ascii=False).encode()
        fresh = dict(zip(missing, json.loads(_drawn_by_child(request, timeout, cancelled)), strict=True))
        _remember(fresh, width)
        found |= fresh
    return [found[spec] for spec in specs]


def _remember(fresh: Mapping[ChartSpec, str], width: int) -> None:
    with _lock:
        _drawn.update({(spec, width): text for spec, text in fresh.items()})
        while len(_drawn) > KEEP:
            _drawn.popitem(last=False)


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
    """Each chart of the document with its tidy SVG."""
    everything = charts(document)
    texts = draw([chart.spec for chart in everything], library=library, timeout=timeout, cancelled=cancelled)
    return {
        chart: tidy(text, title=chart.alt, prefix=f"f{number}")
        for number, (chart, text) in enumerate(zip(everything, texts, strict=True), start=1)
    }
