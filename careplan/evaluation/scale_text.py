"""A scale as people write it in one field or one cell, and back: `95% = 8；90% = 6`. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from careplan.indicators.scales import (
    Bonus,
    Deduct,
    Gate,
    Grades,
    Levels,
    Manual,
    Minus,
    Proportional,
    Scale,
    Steps,
    Veto,
)
from careplan.seeds.indicator_leaf import USUAL_GRADES, USUAL_LEVELS, Option, plain

MOST_LINES, MOST_POINTS = 12, Decimal(1000)
_NUMBER = r"(\d{1,6}(?:\.\d{1,4})?)"
_FIGURE = re.compile(rf"^[≥≤<>]*\s*{_NUMBER}\s*(%|％)?\s*[天日次分人月]?$")
_PAIR = re.compile(r"^(.+?)\s*[=＝:：]\s*" + _NUMBER + r"\s*分?$")
_ONE = re.compile(rf"^[≥≤]*\s*{_NUMBER}\s*(%|％)?\s*分?$")
_SEPARATOR = re.compile(r"[;；\n]+")
PLAIN: dict[str, Scale] = {"manual": Manual(), "bonus": Bonus(), "veto": Veto()}


class ScaleFault(ValueError):
    """What is wrong with a scale, as a code of `SCALE_FAULTS`; `text`: where."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(code)
        self.code, self.text = code, text


SCALE_FAULTS = {
    "lines": (
        "计分细则看不懂：{text}。每行写一档，如 95% = 8。",
        "This cannot be read: {text}. Write one step a line, such as 95% = 8.",
    ),
    "number": ("请写一个数，如 0.5 或 90%。", "Please write one number, such as 0.5 or 90%."),
    "best": ("第一档应得满分{text}分。", "The first line must earn all {text} points."),
    "factor": ("第一等级的系数应为1。", "The first grade must have the factor 1."),
    "order": ("要从最好的一档写起，逐档递减。", "Begin with the best; each line must ask less and earn less."),
    "two": (
        "按比例计分要写两行：不得分的数值和得满分的数值，如 50% = 0 和 100% = 8。",
        "Two lines: the figure that earns nothing and the one that earns all, such as 50% = 0 and 100% = 8.",
    ),
    "same": ("有两档名称相同：{text}。", "Two lines have one name: {text}."),
    "percent": ("这个测量是百分比，请写成 95%。", "This measure is a percentage: write 95%."),
    "few": ("至少写两档。", "At least two lines."),
    "many": ("最多12行。", "At most 12 lines."),
}


def kind_of(scale: Scale) -> str:
    """The code of words.SCALES or words.APART."""
    if isinstance(scale, Steps):
        return "falling" if scale.falling else "steps"
    return type(scale).__name__.lower()


def scale_text(scale: Scale, unit: str = "") -> str:
    """How it is written, one line for each step; "" where there is nothing to write."""
    match scale:
        case Steps(steps, _falling):
            return "\n".join(f"{_shown(at, unit)} = {_points(points)}" for at, points in steps)
        case Proportional(floor, full):
            return f"{_shown(floor, unit)} = 0\n{_shown(full, unit)} = 1"
        case Grades(options) | Levels(options):
            return "\n".join(f"{one.name} = {_points(one.value)}" for one in options)
        case Deduct(each) | Minus(each):
            return _points(each) if each else ""
        case Gate(least):
            return _shown(least, unit)
        case _:
            return ""


def scale_from(kind: str, text: str, full: Decimal, unit: str = "") -> Scale:
    """The scale that the text describes. unit: of the measure ("rate": a percentage). ScaleFault when it cannot be."""
    if kind in PLAIN:
        return PLAIN[kind]
    if kind in ("deduct", "minus"):
        each = Decimal() if kind == "minus" and not text.strip() else Decimal(str(_one(text)))
        if kind == "deduct" and not each:
            raise ScaleFault("number")
        return Minus(plain(each)) if kind == "minus" else Deduct(plain(each))
    if kind == "gate":
        least = _one(text) if text.strip() else 1.0
        if unit == "rate" and least > 1:
            raise ScaleFault("percent")
        return Gate(least)
    if kind in ("grades", "levels"):
        return _options(kind, text, full)
    pairs = [(_figure(left, unit), points) for left, points in _pairs(text)]
    return _proportional(pairs) if kind == "proportional" else _steps(pairs, full, falling=kind == "falling")


def _steps(pairs: list[tuple[float, Decimal]], full: Decimal, *, falling: bool) -> Steps:
    if not pairs:
        raise ScaleFault("lines", "—")
    if pairs[0][1] != full:
        raise ScaleFault("best", _points(full))
    for (at, points), (then, less) in pairwise(pairs):
        if (then <= at if falling else then >= at) or less >= points:
            raise ScaleFault("order")
    return Steps(tuple(pairs), falling)


def _proportional(pairs: list[tuple[float, Decimal]]) -> Proportional:
    by_points = sorted(pairs, key=lambda pair: pair[1])
    if len(pairs) != 2 or by_points[0][1] != 0 or by_points[1][1] == 0 or pairs[0][0] == pairs[1][0]:
        raise ScaleFault("two")
    return Proportional(by_points[0][0], by_points[1][0])


def _options(kind: str, text: str, full: Decimal) -> Grades | Levels:
    if not text.strip():
        options = USUAL_GRADES if kind == "grades" else USUAL_LEVELS
    else:
        options = tuple(Option(name, name, points) for name, points in _pairs(text))
    values, names = [one.value for one in options], [one.name for one in options]
    if len(options) < 2:
        raise ScaleFault("few")
    if values[0] != (1 if kind == "grades" else full):
        raise ScaleFault("factor") if kind == "grades" else ScaleFault("best", _points(full))
    if values != sorted(set(values), reverse=True):
        raise ScaleFault("order")
    if len(set(names)) < len(names):
        raise ScaleFault("same", next(name for name in names if names.count(name) > 1))
    return Grades(options) if kind == "grades" else Levels(options)


def _pairs(text: str) -> list[tuple[str, Decimal]]:
    found = []
    for line in filter(None, (one.strip() for one in _SEPARATOR.split(text))):
        pair = _PAIR.match(line)
        if pair is None:
            raise ScaleFault("lines", line[:40])
        found.append((pair[1].strip()[:20], plain(Decimal(pair[2]))))
    if len(found) > MOST_LINES:
        raise ScaleFault("many")
    return found


def _figure(text: str, unit: str) -> float:
    found = _FIGURE.match(text)
    if found is None:
        raise ScaleFault("lines", text)
    value = Decimal(found[1]) / (100 if found[2] else 1)
    if unit == "rate" and value > 1:
        raise ScaleFault("percent")
    return float(value)


def _one(text: str) -> float:
    found = _ONE.match(text.strip())
    if found is None:
        raise ScaleFault("number")
    return float(Decimal(found[1]) / (100 if found[2] else 1))


def _shown(figure: float, unit: str) -> str:
    if unit == "rate":
        return f"{_points(Decimal(str(figure)) * 100)}%"
    return _points(Decimal(str(figure)))


def _points(points: Decimal) -> str:
    return f"{plain(points):f}"
