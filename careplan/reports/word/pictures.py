"""Charts as pictures for programs that show no SVG."""

from __future__ import annotations

from collections.abc import Mapping

import resvg_py

from careplan.reports.chart_options import FONT
from careplan.reports.charts import WIDTH
from careplan.reports.document import Chart

DOTS = 3
"""Dots per px: 640 px over 156 mm are about 310 dots an inch."""


def pictures(drawings: Mapping[Chart, str]) -> dict[Chart, bytes]:
    """Each drawing (SVG text) as PNG bytes, three times as wide as it was drawn."""
    return {chart: picture(svg) for chart, svg in drawings.items()}


def picture(svg: str) -> bytes:
    """One drawing as PNG bytes, on white."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=WIDTH * DOTS, background="#ffffff", font_family=FONT))
