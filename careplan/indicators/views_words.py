"""How figures, reasons and notes are said on a page, in the reader's language."""

from __future__ import annotations

from math import ceil, floor

from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.indicators import words
from careplan.indicators.cells import mean_of_few, tellable
from careplan.indicators.registry import Measure
from careplan.indicators.results import MeasureResult
from careplan.indicators.small_cells import LEAST, showable
from careplan.indicators.tree import Deduct, Gate, Leaf, Proportional, Steps
from careplan.web.filters import in_english, number, percent


def said(pair: tuple[str, str]) -> str:
    """The Chinese or the English of a pair."""
    return pair[1] if in_english() else pair[0]


def reason(code: str) -> str:
    """Why there is no figure."""
    return said(words.reason(code))


def note(code: str) -> str:
    """What is said beside a record."""
    return said(words.note(code))


def area(code: str) -> str:
    """The name of an area of measures."""
    return said(words.AREAS[code])


def definition(measure: Measure) -> str:
    """What a measure counts."""
    return measure.definition_en if in_english() else measure.definition


def criteria(leaf: Leaf) -> str:
    """What an indicator asks for."""
    return leaf.criteria_en if in_english() else leaf.criteria


def in_unit(value: float, unit: str) -> str:
    """A figure with its unit; a rate with one decimal unless it is whole."""
    if unit == "rate":
        return percent(value, 0 if round(value * 100, 1) == round(value * 100) else 1)
    plain = number(float(value), 1)
    if unit == "days":
        return ngettext("%(number)s day", "%(number)s days", 1 if plain == "1" else 2, number=plain)
    if unit == "hours":
        return ngettext("%(number)s hour", "%(number)s hours", 1 if plain == "1" else 2, number=plain)
    if unit == "clock":
        return _("%(number)s h", number=plain)
    if unit == "points":
        return _("%(number)s of 5", number=plain)
    return plain


def figure(result: MeasureResult) -> str:
    """The figure of a result, or the words for no data."""
    return _("no data") if result.value is None else in_unit(result.value, result.unit)


def fraction(result: MeasureResult) -> str:
    """Numerator and denominator: 288 / 310."""
    return f"{number(float(result.numerator), 1)} / {number(float(result.denominator), 1)}"


def told(result: MeasureResult, may_see: bool) -> str:
    """A figure; a bound for a rate over children of which a side is a small group that the reader may not see (G10).

    A mean of fewer than five cases is told to nobody else either, as in the report: of one case it would be the case.
    """
    if not may_see and mean_of_few(result):
        return _("fewer than %(n)s: not told", n=LEAST)
    if may_see or result.value is None or result.unit != "rate":
        return figure(result)
    part, whole = floor(result.numerator), ceil(result.denominator)
    if whole < LEAST:
        return _("fewer than %(n)s: not told", n=LEAST)
    if not showable(part):
        return _("at most %(share)s", share=percent(-(-(LEAST - 1) * 100 // whole) / 100))
    if not showable(whole - part):
        return _("at least %(share)s", share=percent((whole - LEAST + 1) * 100 // whole / 100))
    return figure(result) if tellable(result) else _("about %(share)s", share=percent(result.value))


def told_fraction(result: MeasureResult, may_see: bool) -> str:
    """Numerator and denominator of a rate; "" where they would tell a small group that the reader may not see."""
    if result.value is None or result.unit != "rate":
        return ""
    return fraction(result) if may_see or tellable(result) else ""


def scale(leaf: Leaf, unit: str) -> list[tuple[str, str]]:
    """(condition, points) of a leaf's scale, best first."""
    full = number(float(leaf.full), 1)
    match leaf.scale:
        case Steps(steps, falling):
            sign = "≤" if falling else "≥"
            return [(f"{sign} {in_unit(at, unit)}", number(float(points), 1)) for at, points in steps]
        case Proportional(floor, top):
            return [(in_unit(top, unit), full), (in_unit(floor, unit), "0")]
        case Gate(least):
            return [(f"≥ {in_unit(least, unit)}", full)]
        case Deduct(each):
            return [("0", full), (_("each one"), f"−{number(float(each), 1)}")]
        case _:
            return [(_("judged by people"), full)]
