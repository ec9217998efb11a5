"""What a diligent person with a spreadsheet does: no search, one entry after the other, and a little repair.

What is hard to get goes in first (lectures and outings of several squads, the activity room), then squad by squad and week by week the activity that
serves what is lacking most; the squad's own counselor leads where that is possible, else who has led least. What is
still lacking afterwards is mended by changing one entry for another.

`python -m tests.bench.greedy PROBLEM -o SOLUTION` prints one line as the solver does.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from careplan.scheduling.judge import Judge, Verdict
from careplan.scheduling.problem import Activity, Problem, Request
from careplan.scheduling.problem_file import load_problem
from careplan.scheduling.solution import Session, Solution
from careplan.scheduling.solution_file import save_solution
from tests.bench.sheet import Sheet

EVERY = 2  # weeks from one session of a squad to the next, as a rule
REPAIRS = 3  # rounds over all squads


class Greedy:
    """One plan, entry by entry, on one sheet."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.sheet = problem, Sheet(problem)
        self.of_squad: dict[str, list[tuple[Activity, str]]] = {squad.id: [] for squad in problem.squads}
        for activity in problem.activities:
            for group in activity.groups:
                for squad in self.sheet.members[group]:
                    self.of_squad[squad].append((activity, group))

    def plan(self) -> tuple[Session, ...]:
        self._requests()
        self._previous()
        for squad in self.of_squad:
            self._scarce(squad)
        self.sheet.share_out_the_money()
        for squad in self.of_squad:
            self._year(squad)
        for _ in range(REPAIRS):
            for squad in self.of_squad:
                self._repair(squad)
        return tuple(sorted(self.sheet.sessions, key=lambda s: self.sheet.rank[s.start]))

    def _requests(self) -> None:
        """What was asked for in full goes in first, then the rest where it fits."""
        ordered = sorted(self.problem.requests, key=lambda one: (one.start is None, one.staff is None))
        for request in ordered:
            activity = self.sheet.activities[request.activity]
            groups = [request.group] if request.group else activity.groups
            starts = [request.start] if request.start else self.sheet.starts
            for session in (
                s for group in groups for start in starts if (s := self.sheet.fits(activity, group, start, request))
            ):
                self.sheet.add(session)
                break

    def _previous(self) -> None:
        """What was planned before stays where nothing is in its way."""
        entered = set(self.sheet.sessions)
        for s in self.problem.previous:
            if s in entered or not set(s.staff) <= set(self.sheet.staff):
                continue
            as_it_was = Request(s.activity, s.group, s.start, s.venue, s.staff)
            session = self.sheet.fits(self.sheet.activities[s.activity], s.group, s.start, as_it_was)
            if session is not None:
                self.sheet.add(session)

    def _scarce(self, squad: str) -> None:
        """What is hard to get comes first: the squad's methods that are only for several squads, or in one place."""
        for method in self.sheet.lacking_methods(squad):
            choices = [(a, g) for a, g in self.of_squad[squad] if a.method == method]
            alone = any(len(self.sheet.members[group]) == 1 for _, group in choices)
            if alone and any(len(activity.venues) > 1 for activity, _ in choices):
                continue
            for activity, group in sorted(choices, key=lambda one: self.sheet.merit(squad, one[0], 0)):
                if method not in self.sheet.lacking_methods(squad):
                    break
                self._first(activity, group)

    def _first(self, activity: Activity, group: str) -> bool:
        """In the first week that has none near it; failing that, in the first that fits."""
        fit = (s for start in self.sheet.starts if (s := self.sheet.fits(activity, group, start)))
        first = None
        for session in fit:
            first = first or session
            week = self.sheet.week[session.start]
            if not any(self.sheet.near(squad, week) for squad in self.sheet.members[group]):
                first = session
                break
        if first is not None:
            self.sheet.add(first)
        return first is not None

    def _year(self, squad: str) -> None:
        """Every second week; then, where a term is still short, in any week."""
        for step in (EVERY, 1):
            for weeks in self.sheet.weeks.values():
                for week in weeks[::step]:
                    if step == EVERY and self.sheet.near(squad, week):
                        continue
                    if step == EVERY or self.sheet.short_of_sessions(squad, week):
                        self._one(squad, week)

    def _one(self, squad: str, week: int) -> bool:
        best = min(self._choices(squad, week), key=lambda one: one[0], default=None)
        if best is None:
            return False
        self.sheet.add(best[1])
        return True

    def _choices(self, squad: str, week: int) -> Iterator[tuple[tuple[float, ...], Session]]:
        """What could be held in the week, with how good it is: less is better."""
        alone = [one for one in self.of_squad[squad] if len(self.sheet.members[one[1]]) == 1]
        paid = [one for one in alone if self.sheet.can_pay(squad, one[0])]
        ranked = sorted(paid, key=lambda one: self.sheet.merit(squad, one[0], week))
        for activity, group in ranked[:12]:
            for start in self.sheet.in_week[week]:
                session = self.sheet.fits(activity, group, start)
                if session is not None:
                    yield (*self.sheet.merit(squad, activity, week), self.sheet.awkward(session)), session

    def _repair(self, squad: str) -> None:
        """Change one entry for another wherever fewer minima are missed then."""
        for old in self.sheet.alone(squad):
            missed = self.sheet.missed(squad)
            if not missed:
                return
            self.sheet.remove(old)
            week = self.sheet.week[old.start]
            placed = self._one(squad, week)
            new = self.sheet.sessions[-1] if placed else None
            if self.sheet.missed(squad) >= missed:
                if new is not None:
                    self.sheet.remove(new)
                self.sheet.add(old)


def greedy(problem: Problem) -> tuple[tuple[Session, ...], Verdict]:
    """The plan as it comes out, legal or not, and what our judge says of it."""
    sessions = Greedy(problem).plan()
    return sessions, Judge(problem)(sessions)


def main(arguments: list[str]) -> int:
    problem = load_problem(Path(arguments[0]))
    started = time.monotonic()
    sessions, verdict = greedy(problem)
    seconds = time.monotonic() - started
    said = Solution(problem.name, "feasible", verdict.objective, 0, seconds, sessions)
    save_solution(said if verdict.legal else replace(said, status="unknown", objective=None), Path(arguments[2]))
    if verdict.legal:
        print(f"{seconds:6.1f} s  best {verdict.objective}, bound 0, gap 100%", file=sys.stderr)
        return 0
    print(f"{seconds:6.1f} s  {len(verdict.faults)} faults, objective {verdict.objective}", file=sys.stderr)
    return 4


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
