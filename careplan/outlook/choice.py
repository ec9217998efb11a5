"""Which trainings, for whom, by when, bring back the most sessions: solved by CP-SAT, not guessed (S48). Pure.

For a number of training places it maximises the sessions that would have lost their leader, then those that a squad's
own counselor could lead again; among equals it takes the fewest places. A person never stands in two sessions at one
time, and nobody leads more lessons in a week or term than their limits allow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from careplan.outlook.losing import LEAD, Gap, Option, Want
from careplan.plans.facts import PersonFacts
from careplan.upsets.standing import Standing

SECONDS = 10.0
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Training:
    """A training place and what it brings: the posts it closes, in order of time; it must be over by `by`."""

    person: str
    qualification: str
    gaps: tuple[Gap, ...]

    @property
    def by(self) -> date:
        return min(gap.session.day for gap in self.gaps) - A_DAY


@dataclass(frozen=True, slots=True)
class Choice:
    """The best use of so many places. proven: no other use brings back more. regained: by sessions lost, and own."""

    trainings: tuple[Training, ...]
    lost: int
    own: int
    proven: bool


def choose(
    wanted: Sequence[Want],
    places: int,
    people: Mapping[str, PersonFacts],
    leading: Mapping[str, Sequence[Standing]],
    *,
    seconds: float = SECONDS,
) -> Choice:
    """The best `places` trainings. leading: what each person leads already, the gaps themselves among it."""
    if not wanted or places < 1:
        return Choice((), 0, 0, True)
    return _Model(wanted, places, people, leading).solve(seconds)


class _Model:
    """Variables: which places are taken, who closes which gap, which sessions are back."""

    def __init__(
        self,
        wanted: Sequence[Want],
        places: int,
        people: Mapping[str, PersonFacts],
        leading: Mapping[str, Sequence[Standing]],
    ) -> None:
        from ortools.sat.python import cp_model  # loaded late: it takes a while

        self._sat, self._cp = cp_model, cp_model.CpModel()
        self._wanted, self._people, self._leading = wanted, people, leading
        options = sorted({option for want in wanted for gap in want.gaps for option in gap.options})
        self._train = {option: self._cp.new_bool_var(f"train {option}") for option in options}
        self._done = [self._cp.new_bool_var(f"done {number}") for number in range(len(wanted))]
        self._cover: dict[tuple[int, int, Option], Any] = {}
        self._cp.add(sum(self._train.values()) <= places)
        self._close_gaps()
        self._one_place_at_a_time()
        self._keep_limits()
        self._aim()

    def _close_gaps(self) -> None:
        """A session is back when one trained person stands in each of its gaps."""
        for number, want in enumerate(self._wanted):
            for place, gap in enumerate(want.gaps):
                covers = []
                for option in sorted(gap.options):
                    cover = self._cp.new_bool_var(f"cover {number} {place} {option}")
                    self._cover[number, place, option] = cover
                    self._cp.add_implication(cover, self._train[option])
                    covers.append(cover)
                self._cp.add(sum(covers) == self._done[number])

    def _by_person(self) -> dict[str, list[tuple[Standing, Gap, Any]]]:
        found: defaultdict[str, list[tuple[Standing, Gap, Any]]] = defaultdict(list)
        for (number, place, (person, _code)), cover in self._cover.items():
            want = self._wanted[number]
            found[person].append((want.session, want.gaps[place], cover))
        return found

    def _one_place_at_a_time(self) -> None:
        """In two gaps of one session, or of two sessions at one time, stands never the same person."""
        for rows in self._by_person().values():
            for at, (session, gap, cover) in enumerate(rows):
                for other, other_gap, other_cover in rows[at + 1 :]:
                    if gap is not other_gap and session.meets(other):
                        self._cp.add_at_most_one(cover, other_cover)

    def _keep_limits(self) -> None:
        """Lessons in a week and in a term; whoever holds the post already has it in the count."""
        for number, rows in self._by_person().items():
            person = self._people[number]
            for limit, when in ((person.max_per_week, _week), (person.max_per_term, _term)):
                if limit is None:
                    continue
                had: defaultdict[Any, int] = defaultdict(int)
                for one in self._leading.get(number, ()):
                    had[when(one)] += one.lessons
                new: defaultdict[Any, list[Any]] = defaultdict(list)
                for session, _gap, cover in rows:
                    if number not in session.staff:
                        new[when(session)].append(session.lessons * cover)
                for key, terms in new.items():
                    self._cp.add(sum(terms) <= max(limit - had[key], 0))

    def _aim(self) -> None:
        lost = [done for want, done in zip(self._wanted, self._done, strict=True) if not want.own]
        own = [done for want, done in zip(self._wanted, self._done, strict=True) if want.own]
        places = len(self._train) + 1
        self._cp.maximize((sum(lost) * (len(own) + 1) + sum(own)) * places - sum(self._train.values()))

    def solve(self, seconds: float) -> Choice:
        solver = self._sat.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers, solver.parameters.random_seed = 1, 1
        status = solver.solve(self._cp)
        if status not in (self._sat.OPTIMAL, self._sat.FEASIBLE):
            return Choice((), 0, 0, False)
        closed: defaultdict[Option, list[Gap]] = defaultdict(list)
        for (number, place, option), cover in self._cover.items():
            if solver.boolean_value(cover):
                closed[option].append(self._wanted[number].gaps[place])
        trainings = [
            Training(person, code, tuple(sorted(gaps, key=lambda gap: (gap.session.day, gap.session.id))))
            for (person, code), gaps in closed.items()
        ]
        back = [want.own for want, done in zip(self._wanted, self._done, strict=True) if solver.boolean_value(done)]
        ordered = tuple(sorted(trainings, key=lambda one: (-len(one.gaps), one.by, one.person)))
        return Choice(ordered, back.count(False), back.count(True), status == self._sat.OPTIMAL)


def _week(one: Standing) -> Any:
    return one.term, one.week


def _term(one: Standing) -> Any:
    return one.term


__all__ = ["LEAD", "Choice", "Training", "choose"]
