"""How the look ahead is said on a page: figures, what is done, by whom. Small groups of children stay untold (G10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from math import ceil

from flask_babel import gettext as _

from careplan.foresight.closing import Closing
from careplan.foresight.doing import doing, in_numbers
from careplan.foresight.expecting import Expectation
from careplan.foresight.outlook import LeafAhead
from careplan.foresight.todo import Todo
from careplan.foresight.words import UNFORESEEN
from careplan.indicators import views_words
from careplan.indicators.catalogue import MEASURES
from careplan.indicators.results import MeasureResult
from careplan.indicators.small_cells import LEAST, showable
from careplan.indicators.views import may_see_records
from careplan.web.filters import day, in_english, percent

POSTS = {
    "head_counselor": ("大队辅导员", "head counselor"),
    "office": ("教务办公室", "office"),
    "principal": ("校长", "principal"),
    "class_teacher": ("中队辅导员", "class counselor"),
    "counselling_teacher": ("心理教师", "counselling teacher"),
}


def open_to_reader(code: str) -> bool:
    """Whether the reader may see the children behind a measure; else small counts are not told (G10)."""
    return may_see_records(MEASURES[code])


def figure(result: MeasureResult, on_paper: bool = False) -> str:
    """A figure; a small group of children that the reader may not see is told as a bound."""
    return views_words.told(result, _seen(result.code, on_paper))


def fraction(result: MeasureResult) -> str:
    """Numerator and denominator, "" where there is none or it would tell a small group."""
    return views_words.told_fraction(result, open_to_reader(result.code))


def unforeseen(expected: Expectation) -> str:
    """Why there is no expected figure."""
    return views_words.said(UNFORESEEN[expected.reason]) if expected.reason else ""


def aim(leaf: LeafAhead) -> str:
    """The figure that earns all points."""
    if leaf.aim is None:
        return "—"
    return ("≤ " if leaf.aim.falling else "≥ ") + views_words.in_unit(leaf.aim.value, leaf.expected.now.unit)


def gap(leaf: LeafAhead) -> str:
    """How far it stays from the aim: percentage points for a rate."""
    if leaf.gap is None or leaf.gap < 1e-9:
        return "—"
    if leaf.expected.now.unit == "rate":
        exact = open_to_reader(leaf.code)
        return _("%(n)s percentage points", n=f"{leaf.gap * 100:.{1 if exact else 0}f}".removesuffix(".0"))
    return views_words.in_unit(leaf.gap, leaf.expected.now.unit)


def steps(code: str, work: int, tellable: bool = True, own: bool = False, on_paper: bool = False) -> str:
    """What is done, with its number; a small number of children is told only to who may see them (own: the doer).

    tellable False: the number could be told from others. on_paper: a sheet goes from hand to hand, so nobody is taken
    to see the children.
    """
    words = doing(code).en if in_english() else doing(code).zh
    if own or not MEASURES[code].personal or _seen(code, on_paper):
        return in_numbers(words, str(work))
    return in_numbers(
        words, (str(work) if showable(work) else _("fewer than %(n)s", n=LEAST)) if tellable else _("some")
    )


def _whole(how: Closing) -> bool:
    """Whether no part of a gap is so small that the sum tells it: what is due in one of the terms."""
    terms = Counter(lack.record.note for lack in how.chosen if lack.record.note.startswith("term_"))
    return all(showable(number) for number in terms.values())


def _seen(code: str, on_paper: bool) -> bool:
    return open_to_reader(code) and not (on_paper and MEASURES[code].personal)


def closing(code: str, how: Closing, by: date, on_paper: bool = False) -> str:
    """One sentence: what closes the gap, by when."""
    work = how.work or how.fresh or ceil(how.needed)
    said = _("%(what)s by %(day)s", what=steps(code, work, _whole(how), on_paper=on_paper), day=day(by))
    if how.fresh:
        return _("%(n)s prompt records bring the mean down", n=how.fresh)
    if how.best is not None and not how.reachable and not how.add:
        return _(
            "Out of reach this year: %(share)s at most.", share=percent(how.best, 1 if _seen(code, on_paper) else 0)
        )
    if how.add and not how.reachable:
        return _("%(n)s more sessions of this kind by %(day)s", n=how.add, day=day(by))
    return _("%(said)s, or %(n)s more of this kind", said=said, n=how.add) if how.add else said


def task(item: Todo, own: bool = False) -> str:
    """What an item asks. One person's number of children is for who may see them: the sum less the others tells it."""
    return steps(item.code, item.work, tellable=False, own=own)


def person(key: str, names: Mapping[str, str]) -> str:
    """Who: a name, or the post while nobody of the staff holds it."""
    kind, _dash, which = key.partition("-")
    if kind == "post":
        return views_words.said(POSTS.get(which, (which, which)))
    return names.get(key, _("somebody from outside"))
