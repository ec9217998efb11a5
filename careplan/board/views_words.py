"""How the board says figures, filters and why three things come first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from flask_babel import gettext as _

from careplan.board.late import LATE, Late
from careplan.board.narrow import Part
from careplan.board.three import Thing
from careplan.indicators.results import MeasureResult
from careplan.indicators.small_cells import LEAST
from careplan.indicators.views_words import said
from careplan.web.filters import in_english, number, percent


def share(part: Part) -> str:
    """87.5%, one decimal unless whole."""
    rate = part.rate or 0.0
    return percent(rate, 0 if round(rate * 100, 1) == round(rate * 100) else 1)


def fraction(part: Part) -> str:
    """288 / 310."""
    return f"{number(float(part.counted))} / {number(float(part.total))}"


def together(squad_ids: Iterable[str], labels: Mapping[str, str]) -> str:
    """The classes that a figure is told for, by name; a whole grade and more by number."""
    names = [labels[one] for one in labels if one in set(squad_ids)]
    return ("、" if not in_english() else ", ").join(names) if len(names) <= 4 else _("%(n)s classes", n=len(names))


def late_words(one: Late) -> str:
    """What is late."""
    _side, zh, (single, many) = LATE[one.code]
    return said((zh, single if one.number == 1 else many))


def late_number(one: Late) -> str:
    """How many; a small group is not told."""
    return _("fewer than %(n)s", n=LEAST) if one.number is None else str(one.number)


def side_of_rest(result: MeasureResult) -> str:
    """The side of a measure's records on which what is left to do stands: all where one can be counted in part."""
    return "missing" if all(one.out_of == 1 for one in result.records) else "all"


def why(thing: Thing) -> str:
    """Why this comes among the three: points at stake and days left."""
    points = number(float(thing.at_stake))
    if thing.days == 0:
        return _("Points still to gain: %(points)s; it is due now.", points=points)
    return _("Points still to gain: %(points)s; days left: %(days)s.", points=points, days=thing.days)


def points(value: Decimal | None) -> str:
    """Points, or no data."""
    return _("no data") if value is None else number(float(value))
