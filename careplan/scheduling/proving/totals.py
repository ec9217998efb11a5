"""Whether the whole school's year can be had at all, counted: how often each activity for each group in each term.

Rooms, people and money are counted for a term at a time: what all sessions need, and what there is. When and in which
order things happen is left out, which only ever forbids more. So where even these numbers cannot be found, there is no
plan; a conflict that spans squads is seen so in well under a second.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ortools.sat.python import cp_model

from careplan.scheduling.columns import Skills, Space
from careplan.scheduling.model.model import Expr, total
from careplan.scheduling.offers import Offers
from careplan.scheduling.problem import Problem
from careplan.scheduling.proving.counts import add_squad, solvable
from careplan.scheduling.supply import Supply, most
from careplan.scheduling.useful import useful_terms

EFFORT = 1.0  # CP-SAT's deterministic time at most

K = TypeVar("K", bound=Hashable)
Key = tuple[int, int, str]  # activity, group, term


@dataclass(frozen=True)
class Totals:
    """What structure offers the whole school, read once; rules come in with each question."""

    space: Space
    offers: Offers

    def countable(self, problem: Problem, effort: float = EFFORT) -> bool:
        """False only where it is proven that the school has no year under the problem's rules."""
        return solvable(self.model(problem), effort)

    def model(self, problem: Problem) -> cp_model.CpModel:
        cp = cp_model.CpModel()
        numbers = self._numbers(cp, problem)
        for supply in self.offers.supplies:
            add_squad(cp, problem, supply, self._of_squad(numbers, supply))
        if problem.rules.budget is not None:
            cost = [(problem.activities[a].cost, n) for (a, _, _), n in numbers.items()]
            cp.add(total(c * n for c, n in cost if c) <= problem.rules.budget)
        self._add_requests(cp, problem, numbers)
        self._add_people(cp, problem, numbers)
        self._add_rooms(cp, numbers)
        return cp

    def _numbers(self, cp: cp_model.CpModel, problem: Problem) -> dict[Key, cp_model.IntVar]:
        limit = problem.rules.sessions_per_week
        weekly = {(a, g, term): weeks for (a, g), terms in self.offers.weekly.items() for term, weeks in terms.items()}
        wanted = useful_terms(Space(problem), list(weekly))
        return {key: cp.new_int_var(0, most(weeks, limit), "") for key, weeks in weekly.items() if key in wanted}

    def _of_squad(self, numbers: Mapping[Key, Expr], supply: Supply) -> dict[tuple[int, str], Expr]:
        found: dict[tuple[int, str], list[Expr]] = defaultdict(list)
        for a, g in self.offers.of_squad[supply.squad]:
            for term in self.offers.weekly[a, g]:
                if (a, g, term) in numbers:
                    found[a, term].append(numbers[a, g, term])
        return {key: total(terms) for key, terms in found.items()}

    def _add_requests(self, cp: cp_model.CpModel, problem: Problem, numbers: Mapping[Key, Expr]) -> None:
        """As many sessions as are asked for, with what each request says of group and term."""
        space = self.space
        asked: Counter[tuple[int, int | None, str | None]] = Counter()
        for one in problem.requests:
            a = space.activity_of[one.activity]
            g = None if one.group is None else space.group_of[one.group]
            term = None if one.start is None else space.term[space.slot_of[one.start]]
            asked.update({(a, g, term), (a, g, None), (a, None, None)})
        for (a, g, term), count in asked.items():
            fitting = [n for (b, h, t), n in numbers.items() if a == b and g in (None, h) and term in (None, t)]
            cp.add(total(fitting) >= count)

    def _add_people(self, cp: cp_model.CpModel, problem: Problem, numbers: Mapping[Key, Expr]) -> None:
        """The lessons that posts need, and those that people with the skills have; people alike count together."""
        needed: dict[tuple[Skills, str], list[Expr]] = defaultdict(list)
        for (a, _, term), n in numbers.items():
            for skills in self.space.posts[a]:
                needed[skills, term].append(self.space.periods[a] * n)
        kinds = sorted({skills for skills, _ in needed}, key=sorted)
        has: Counter[tuple[tuple[Skills, ...], str]] = Counter()
        for p, person in enumerate(problem.staff):
            able = tuple(skills for skills in kinds if skills <= person.skills)
            for term in self.offers.term_bits:
                has[able, term] += self.offers.lessons(p, person, term)
        _add_flow(cp, needed, has)

    def _add_rooms(self, cp: cp_model.CpModel, numbers: Mapping[Key, Expr]) -> None:
        """The lessons that sessions need in rooms, and those of open rooms; rooms alike count together."""
        space, needed = self.space, defaultdict[tuple[tuple[int, ...], str], list[Expr]](list)
        for (a, g, term), n in numbers.items():
            rooms = tuple(sorted(space.fitting_venues(a, g)))
            if not any(space.problem.venues[v].shared or space.problem.venues[v].squads for v in rooms):
                needed[rooms, term].append(space.periods[a] * n)
        sets = sorted({rooms for rooms, _ in needed})
        has: Counter[tuple[tuple[tuple[int, ...], ...], str]] = Counter()
        for v in {v for rooms in sets for v in rooms}:
            able = tuple(rooms for rooms in sets if v in rooms)
            for term, bits in self.offers.term_bits.items():
                has[able, term] += (space.venue_open[v] & bits & self.offers.used[v]).bit_count()
        _add_flow(cp, needed, has)


def _add_flow(
    cp: cp_model.CpModel,
    needed: Mapping[tuple[K, str], list[Expr]],
    has: Mapping[tuple[tuple[K, ...], str], int],
) -> None:
    """Whoever is able to serves a need, and nobody serves longer than he has."""
    serving: dict[tuple[K, str], list[Expr]] = defaultdict(list)
    for (able, term), limit in has.items():
        given = [cp.new_int_var(0, limit, "") for _ in able]
        for kind, one in zip(able, given, strict=True):
            serving[kind, term].append(one)
        cp.add(total(given) <= limit)
    for key, terms in needed.items():
        cp.add(total(terms) <= total(serving[key]))
