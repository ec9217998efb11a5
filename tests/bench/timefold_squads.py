"""What is counted for each squad: weeks, runs of weeks, and the numbers that rules and targets ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import count, pairwise

from careplan.scheduling.agenda import runs
from careplan.scheduling.columns import Space
from careplan.scheduling.rules.squads import Bounded, named
from tests.bench.timefold_facts import Run, SquadWeek, Sums, Tally

MANY = 1_000_000_000  # stands for "no limit"


def limit(most: int | None) -> int:
    return MANY if most is None else most


class SquadTables:
    """For each squad: its weeks, its runs for each method and week, its tallies for each activity and term."""

    def __init__(self, space: Space) -> None:
        self.problem, self.terms = space.problem, space.weeks
        self.numbers = count()
        self.week_of = {week: i for i, week in enumerate(w for weeks in space.weeks.values() for w in weeks)}
        self.methods = {name: i for i, name in enumerate(sorted({a.method for a in self.problem.activities}))}
        self.sums = Sums(0, 0, 0, limit(self.problem.rules.budget))
        self.weeks = [self._weeks() for _ in self.problem.squads]
        self.runs = [self._runs() for _ in self.problem.squads]
        self.tallies = [self._tallies(squad.id) for squad in self.problem.squads]

    def _weeks(self) -> list[SquadWeek]:
        weeks = [SquadWeek([], []) for _ in self.week_of]
        for term in self.terms.values():
            for pair in pairwise(term):
                self._lay(pair, [week.pairs for week in weeks])
            for run in runs(term, self.problem.windows.idle_weeks):
                self._lay(run, [week.idle for week in weeks])
                self.sums.idle += 1
        return weeks

    def _runs(self) -> list[list[list[Run]]]:
        table: list[list[list[Run]]] = [[[] for _ in self.week_of] for _ in self.methods]
        for by_week in table:
            for term in self.terms.values():
                for run in runs(term, self.problem.windows.variety_weeks):
                    self._lay(run, by_week)
        return table

    def _lay(self, weeks: Sequence[int], by_week: list[list[Run]]) -> None:
        run = Run(next(self.numbers))
        for week in weeks:
            by_week[self.week_of[week]].append(run)

    def _tallies(self, squad: str) -> list[list[list[Tally]]]:
        rules = self.problem.rules
        counted: dict[tuple[str, str], list[Tally]] = defaultdict(list)
        for term in rules.sessions_per_term:
            counted["term", term.term] += self._tally(term, squad)
        for goal in rules.goals:
            counted["goal", goal.goal] += self._tally(goal, squad, goal.target)
        for method in rules.methods:
            counted["method", method.method] += self._tally(method, squad)
        table = []
        for activity in self.problem.activities:
            always = [] if activity.repeats is None else [Tally(0, activity.repeats, 0)]
            always = always + counted["method", activity.method]
            always += [tally for goal in activity.goals for tally in counted["goal", goal]]
            table.append([always + counted["term", term] for term in self.terms])
        return table

    def _tally(self, rule: Bounded, squad: str, target: int = 0) -> list[Tally]:
        if not list(named(rule, [squad])):
            return []
        self.sums.least += rule.min
        self.sums.target += target
        return [Tally(rule.min, limit(rule.max), target)]
