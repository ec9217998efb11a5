"""Why there is no plan: rules that cannot hold together, none of which can be spared.

Rules are left out one after the other and the rest is solved again. What is answered was verified on the whole
problem: with all of the named rules there is proven to be no plan, and without any one of them there is a plan, which
our judge has seen. Where that is not known in time, nothing is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from careplan.scheduling.explain.answers import Answers
from careplan.scheduling.explain.narrow import View
from careplan.scheduling.explain.shrink import shrink, sparing
from careplan.scheduling.problem import Problem
from careplan.scheduling.references import references
from careplan.scheduling.run import Run

SPARED_FIRST = ("activities", "staff", "rules.budget", "rules.sessions_per_week", "rules.methods", "requests")
"""Where several conflicts could be named, those of goals and terms say most: the others are left out first."""

ORDERS = (SPARED_FIRST, SPARED_FIRST[1:], ("staff", "requests", "rules.goals"), ("rules.goals", "rules.methods"))
"""Other orders may leave fewer rules: the shortest conflict is understood best. The first one is preferred."""


def explain(problem: Problem, squad: int | None, run: Run, answers: Answers | None = None) -> tuple[str, ...] | None:
    """A minimal conflict in the file's order, or None where it could not be verified in time.

    `squad`, where known, has no year even by itself: its rules alone are looked at first. `answers` is what is known
    of the problem already.
    """
    known = Answers(problem, run) if answers is None else answers
    order = references(problem)
    rules = core_of(known, order, squad)
    found = shrink(rules, known.broken, 1) if rules else None
    return tuple(sorted(found, key=order.index)) if found else None


def core_of(known: Answers, among: Sequence[str], squad: int | None = None) -> list[str] | None:
    """A conflict among some rules, in which a rule or another may be spared still; None where none was proven."""
    rules = sorted(among, key=_spared)
    smaller = sorted((sorted(core, key=_spared) for core in known.cores if core < frozenset(rules)), key=len)
    if smaller:
        rules = smaller[0]
        return shrink(rules, known.broken, max(1, len(rules) // 3))
    view = _narrowest(known, rules, squad)
    if view is not None:
        orders = ORDERS if view in known.views.of_squads else ORDERS[:1]
        rules = min((sparing(rules, view, kinds) or rules for kinds in orders), key=len)
        known.cores.append(frozenset(rules))
        return rules
    return shrink(rules, known.broken, len(rules) // 3) if known.broken(rules) else None


def _narrowest(known: Answers, rules: list[str], squad: int | None) -> View | None:
    """The narrowest view in which the rules are proven to leave no plan."""
    own = [] if squad is None else [partial(known.views.squad_year, squad)]
    for views in (known.views.fast(), own, known.views.slow(rules)):
        for view in views:
            if view(rules):
                return view
    return None


def _spared(reference: str) -> int:
    kinds = [i for i, kind in enumerate(SPARED_FIRST) if reference.startswith(kind)]
    return kinds[0] if kinds else len(SPARED_FIRST) + reference.startswith("rules.sessions_per_term")
