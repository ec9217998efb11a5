"""Figures as words of the report: no data says why, and a count of children under five is never told.

A rate over children would tell a small count by the difference to its whole (308 of 310), so such a rate is said as a
bound (不低于98%) and its numerator is left out. A mean over fewer than five children's cases is not told at all: of one
case it is that child's own days, and two issues of a report would tell it of two. Where only a term of a rate would
tell a small count (311 of 626 visits, 313 of the first term: two were missed), it is said as about 50%.
"""

from __future__ import annotations

import math
import re

from careplan.indicators import cells
from careplan.indicators.results import MeasureResult
from careplan.indicators.small_cells import LEAST, showable
from careplan.indicators.words import reason
from careplan.reports.document import Cited, KeyFigure, Paragraph
from careplan.reports.facts import ReportFacts

NO_DATA = "无数据"
ABOUT = "约"
TOO_FEW = f"不足{LEAST}例，不列"
UNITS = {"rate": "", "count": "", "days": "天", "hours": "学时", "clock": "小时", "points": "分"}
_PLACE = re.compile(r"\{(\w+)\}")


def plain(value: float, digits: int = 1) -> str:
    """4.0 -> 4, 4.25 -> 4.3 (half up by decimal rounding), 18000 -> 18,000."""
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: float) -> str:
    """0.824 -> 82.4%, 1 -> 100%. What is not all is never said as 100%, nor is something said as 0%."""
    text = plain(share * 100)
    if text == "100" and share < 1:
        return "99.9%"
    return "0.1%" if text == "0" and share > 0 else f"{text}%"


def children(count: int, unit: str = "人") -> str:
    """A count of children: under five it is only said that it is."""
    return f"{count:,}{unit}" if showable(count) else f"不足{LEAST}{unit}"


def result_text(result: MeasureResult, *, personal: bool) -> str:
    """A figure ready to print, without the reason of no data."""
    if result.value is None:
        return NO_DATA
    if personal and cells.mean_of_few(result):
        return TOO_FEW
    if result.unit != "rate":
        return plain(result.value) + UNITS[result.unit]
    return _bounded(result) if personal else percent(result.value)


def fraction_text(result: MeasureResult, *, personal: bool) -> str:
    """Numerator and denominator, or — where there is none or it would tell a small count."""
    if result.value is None or result.denominator == 0 or (personal and not tellable(result)):
        return "—"
    if result.denominator == 1 and result.unit == "count":
        return plain(result.numerator)
    return f"{plain(result.numerator)}/{plain(result.denominator)}"


def tellable(result: MeasureResult) -> bool:
    """Whether neither side of a rate over children is a small count, on the whole or in a term, so that both may be
    told."""
    return result.denominator >= LEAST and cells.tellable(result)


def _bounded(result: MeasureResult) -> str:
    whole, part = result.denominator, result.numerator
    if whole < LEAST:
        return TOO_FEW
    if not showable(math.floor(part)):
        return f"不高于{math.ceil((LEAST - 1) * 100 / whole)}%"
    if not showable(math.floor(whole - part)):
        return f"不低于{math.floor((whole - LEAST + 1) * 100 / whole)}%"
    return percent(part / whole) if tellable(result) else f"{ABOUT}{plain(part * 100 / whole, 0)}%"


def any_bounded(facts: ReportFacts) -> bool:
    """Whether any figure of the report is said as a bound, so that the reader must be told why."""
    return any(
        figure(facts, code).startswith(("不低于", "不高于")) for code, one in facts.measures.items() if one.personal
    )


def figure(facts: ReportFacts, code: str) -> str:
    """The figure of a measure as it stands in a table."""
    return result_text(facts.results[code], personal=facts.measures[code].personal)


def cited(facts: ReportFacts, code: str) -> Cited:
    """The figure inside running text: no data with its reason; linked to its records in the preview."""
    result = facts.results[code]
    if result.value is None:
        return Cited(f"{NO_DATA}（{reason(result.no_data)[0]}）", code)
    text = figure(facts, code)
    return Cited(f"（{text}）" if text == TOO_FEW else text, code)


def box(facts: ReportFacts, code: str, label: str = "") -> KeyFigure:
    """The figure in a box of its own; no data says why under it."""
    result = facts.results[code]
    note = reason(result.no_data)[0] if result.value is None else ""
    text = figure(facts, code)
    unit = UNITS[result.unit] if result.value is not None and text != TOO_FEW else ""
    return KeyFigure(label or facts.measures[code].name, text.removesuffix(unit), unit, code, note)


def prose(template: str, *, lead: str = "", **parts: str | Cited) -> Paragraph:
    """A paragraph from a sentence with {places}, filled by words or cited figures."""
    pieces: list[str | Cited] = []
    end = 0
    for match in _PLACE.finditer(template):
        pieces += [template[end : match.start()], parts[match[1]]]
        end = match.end()
    pieces.append(template[end:])
    return Paragraph(tuple(piece for piece in pieces if piece != ""), lead)


def yuan(fen: int) -> str:
    """Whole fen as yuan: 1800000 -> 18,000元."""
    return plain(fen / 100, 2) + "元"
