"""From a chart spec to ECharts options.

Every chart is readable in black and white: bars carry a pattern and their number, lines a marker of their own, slices
their name.
"""

from __future__ import annotations

from typing import Any

from careplan.reports.charts import WIDTH, Bars, ChartSpec, Donut, HeatMap, Lines

FONT = "Noto Sans CJK SC"
INK = "#26312f"
SOFT = "#6b7775"
RULE = "#d5dcd9"
PALETTE = ("#2f6f73", "#e0a458", "#9dbfae", "#b8694f", "#5b7fa6", "#cbb994", "#7a6a8f")

Option = dict[str, Any]


def option(spec: ChartSpec, width: int = WIDTH) -> Option:
    """The ECharts option of a spec drawn `width` px wide."""
    if isinstance(spec, Bars):
        body = _bars(spec, width)
    elif isinstance(spec, Lines):
        body = _lines(spec)
    elif isinstance(spec, Donut):
        body = _donut(spec)
    else:
        body = _heat_map(spec, width)
    return _base() | body


def _base() -> Option:
    return {
        "animation": False,
        "color": list(PALETTE),
        "backgroundColor": "transparent",
        "textStyle": {"fontFamily": FONT, "fontSize": 13, "color": INK},
        "aria": {"enabled": True, "label": {"enabled": False}, "decal": {"show": True, "decals": _DECALS}},
    }


_DECALS: list[Option] = [
    {"symbol": "none"},
    {"color": "rgba(0,0,0,.28)", "dashArrayX": [1, 0], "dashArrayY": [2, 5], "rotation": -0.7854},
    {
        "color": "rgba(0,0,0,.30)",
        "symbol": "circle",
        "dashArrayX": [[6, 6], [0, 6, 6, 0]],
        "dashArrayY": [6, 0],
        "symbolSize": 0.5,
    },
    {"color": "rgba(255,255,255,.55)", "dashArrayX": [1, 0], "dashArrayY": [3, 4], "rotation": 0.7854},
    {"color": "rgba(255,255,255,.6)", "dashArrayX": [1, 0], "dashArrayY": [2, 5]},
    {"color": "rgba(0,0,0,.3)", "dashArrayX": [1, 0], "dashArrayY": [2, 6], "rotation": 1.5708},
    {
        "color": "rgba(255,255,255,.5)",
        "symbol": "rect",
        "dashArrayX": [[6, 6]],
        "dashArrayY": [6, 6],
        "symbolSize": 0.6,
    },
]


def _label(position: str) -> Option:
    """Numbers by the mark itself. The outline ECharts draws by default would hide the text in print."""
    return {"show": True, "position": position, "color": INK, "fontSize": 12, "textBorderWidth": 0, "textShadowBlur": 0}


def _category_axis(names: tuple[str, ...], width: int | None = None) -> Option:
    label: Option = {"color": INK, "fontSize": 12, "interval": 0}
    if width:
        label |= {"width": width, "overflow": "break", "lineHeight": 15}
    return {
        "type": "category",
        "data": list(names),
        "axisTick": {"show": False},
        "axisLine": {"lineStyle": {"color": SOFT}},
        "axisLabel": label,
    }


def _value_axis(unit: str, maximum: float | None = None) -> Option:
    axis: Option = {
        "type": "value",
        "splitLine": {"lineStyle": {"color": RULE}},
        "axisLine": {"show": False},
        "axisLabel": {"color": SOFT, "fontSize": 11},
        "name": unit,
        "nameTextStyle": {"color": SOFT, "fontSize": 11},
        "minInterval": 1,
    }
    if maximum is not None:
        axis["max"] = maximum
    return axis


def _legend(names: list[str]) -> Option:
    style = {"color": INK, "fontSize": 12}
    return {"show": len(names) > 1, "top": 0, "itemWidth": 22, "itemHeight": 13, "textStyle": style, "data": names}


def _bar(value: float | None, *, stacked: bool) -> Any:
    if value is None:
        return "-"
    if stacked and value == 0:
        return {"value": 0, "label": {"show": False}}
    return {"value": value, "label": {"formatter": f"{value:,g}"}} if value >= 1000 else value


def _bars(spec: Bars, width: int) -> Option:
    names = [series.name for series in spec.series]
    slot = (width - 90) // max(1, len(spec.categories))
    empty = [all(series.values[i] is None for series in spec.series) for i in range(len(spec.categories))]
    shown = tuple(f"{name}（无数据）" if gone else name for name, gone in zip(spec.categories, empty, strict=True))
    category = _category_axis(shown, width * 168 // WIDTH if spec.lying else max(40, slot - 6))
    value = _value_axis(spec.unit, spec.maximum)
    if spec.lying:
        category |= {"inverse": True}
        value |= {"nameLocation": "end", "nameGap": 6}
    outside = "right" if spec.lying else "top"
    return {
        "legend": _legend(names),
        "grid": {
            "left": 8,
            "right": 48 if spec.lying else 12,
            "top": 42 if len(names) > 1 else 26,
            "bottom": 4,
            "containLabel": True,
        },
        "xAxis": value if spec.lying else category,
        "yAxis": category if spec.lying else value,
        "series": [
            {
                "type": "bar",
                "name": series.name,
                "data": [_bar(v, stacked=spec.stacked) for v in series.values],
                "barMaxWidth": 34,
                "stack": "all" if spec.stacked else None,
                "label": _label("inside" if spec.stacked else outside)
                | ({"backgroundColor": "#ffffff", "padding": [1, 3]} if spec.stacked else {}),
                "itemStyle": {"borderColor": INK, "borderWidth": 0.6},
            }
            for series in spec.series
        ],
    }


_MARKERS = ("circle", "rect", "triangle", "diamond", "emptyCircle")
_DASHES = ("solid", "dashed", "dotted", [8, 3, 2, 3], [2, 2])


def _lines(spec: Lines) -> Option:
    names = [series.name for series in spec.series]
    return {
        "legend": _legend(names) | {"itemWidth": 36},
        "grid": {"left": 8, "right": 16, "top": 44 if len(names) > 1 else 28, "bottom": 4, "containLabel": True},
        "xAxis": _category_axis(spec.categories) | {"boundaryGap": True},
        "yAxis": _value_axis(spec.unit),
        "series": [
            {
                "type": "line",
                "name": series.name,
                "data": ["-" if v is None else v for v in series.values],
                "symbol": _MARKERS[index % 5],
                "symbolSize": 8,
                "showSymbol": True,
                "lineStyle": {"width": 2.2, "type": _DASHES[index % 5]},
                "label": _label("top" if index % 2 == 0 else "bottom"),
            }
            for index, series in enumerate(spec.series)
        ],
    }


def _donut(spec: Donut) -> Option:
    return {
        "series": [
            {
                "type": "pie",
                "radius": ["38%", "68%"],
                "center": ["50%", "52%"],
                "avoidLabelOverlap": True,
                "itemStyle": {"borderColor": "#fff", "borderWidth": 2},
                "label": _label("outside") | {"lineHeight": 17, "fontSize": 12.5},
                "labelLine": {"length": 12, "length2": 14, "lineStyle": {"color": SOFT}},
                "data": [_slice(name, value, spec) for name, value in spec.parts],
            }
        ],
    }


def _slice(name: str, value: float, spec: Donut) -> Option:
    """A part of the whole; its share is said with one decimal, as in the text."""
    whole = sum(number for _, number in spec.parts)
    share = f"{value * 100 / whole:.1f}" if whole else "0"
    return {"name": name, "value": value, "label": {"formatter": f"{name}\n{value:,g}{spec.unit}（{share}%）"}}


def _heat_map(spec: HeatMap, width: int) -> Option:
    cells: list[Option] = []
    numbers = [value for row in spec.values for value in row if value is not None]
    for y, row in enumerate(spec.values):
        for x, value in enumerate(row):
            shown = spec.no_data if value is None else f"{value:g}{spec.unit}"
            # no data is no number to ECharts ("-"), but its cell is still drawn, in white and with words
            cell: Option = {"value": [x, y, 0 if value is None else value], "label": {"formatter": shown}}
            if value is None:
                cell |= {"itemStyle": {"color": "#ffffff", "decal": {"symbol": "none"}}, "visualMap": False}
                cell["label"] |= {"color": SOFT, "fontSize": 11}
            cells.append(cell)
    slot = (width - 130) // max(1, len(spec.columns))
    return {
        "aria": {"enabled": False},
        "grid": {"left": 8, "right": 8, "top": 8, "bottom": 4, "containLabel": True},
        "xAxis": _category_axis(spec.columns, slot - 4) | {"position": "bottom", "splitArea": {"show": False}},
        "yAxis": _category_axis(spec.rows, 130) | {"inverse": True},
        "visualMap": {
            "show": False,
            "min": min(numbers, default=0),
            "max": max(max(numbers, default=1), min(numbers, default=0) + 1),
            "inRange": {"color": ["#f4f8f6", "#bfdcd2", "#79b3a8"]},
        },
        "series": [
            {
                "type": "heatmap",
                "data": cells,
                "label": _label("inside"),
                "itemStyle": {"borderColor": "#ffffff", "borderWidth": 2},
            }
        ],
    }
