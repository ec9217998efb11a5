"""The search for a better plan: what is known so far, and who does what next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from random import Random

from careplan.scheduling.bound import SquadBound, squad_bound, squad_choice
from careplan.scheduling.columns import Column, Space
from careplan.scheduling.construct import Construction
from careplan.scheduling.counts import countable, supply_of
from careplan.scheduling.decode import sessions_of
from careplan.scheduling.feasible import ATTEMPTS, columns_of, outright
from careplan.scheduling.judge import Judge
from careplan.scheduling.neighbours import Neighbours, Plan
from careplan.scheduling.problem import Problem
from careplan.scheduling.run import Run
from careplan.scheduling.steps import Steps
from careplan.scheduling.whole import RATE, solve_whole

BOUND_EFFORT = 4.0  # CP-SAT's deterministic time for one squad's own optimum
SMALL = 1500  # columns of a problem that is solved as one whole
WHOLE_SHARE = 0.4  # of the time, for trying that
OVERHEAD = 0.15  # seconds that a step takes besides CP-SAT, roughly


class Search:
    """One search over one problem. `plan`, `objective` and `bound` are always true and legal."""

    def __init__(self, problem: Problem, run: Run, on_progress: Callable[[int | None, int, float], None]) -> None:
        self.problem, self.run, self.on_progress = problem, run, on_progress
        self.space, self.judge = Space(problem), Judge(problem)
        self.columns = columns_of(self.space)
        self.fixed = outright(self.space)
        self.plan: Plan = []
        self.objective: int | None = None
        self.squad_bounds: dict[int, SquadBound] = {}
        self.impossible: int | None = None  # a squad that has no year even by itself
        self.proven_none = False
        self.suspect = -1  # the squad for which building a plan found nothing
        self.whole_bound = 0
        self.dice = Random(run.seed)
        self.of_squad: dict[int, list[Column]] = defaultdict(list)
        for column in self.columns:
            for squad in self.space.members[column.group]:
                self.of_squad[squad].append(column)
        self.squads_left = list(range(len(problem.squads)))
        self.attempts, self.building = 0, False
        self.steps = Steps(self.space, Neighbours(self.space, self.columns, self.fixed), self.dice)

    @property
    def least(self) -> int:
        """What was proven, taken as it is: no plan costs less, or a proof was wrong."""
        return max(self.whole_bound, sum(known.cost for known in self.squad_bounds.values()))

    @property
    def bound(self) -> int:
        """What was proven; 0 where a plan at hand shows that it cannot be true."""
        return self.least if self.objective is None or self.least <= self.objective else 0

    def go(self) -> Plan | None:
        """Search until the time is up, the plan is proven best, or there is proven to be none."""
        if self.judge(()).legal:
            self.offer([])
        elif (squad := self._without_a_year()) is not None:
            self.impossible, self.proven_none = squad, True
            return None
        if len(self.columns) <= SMALL:
            self._solve_whole(wishes=True)
        self._share_out()
        if self.objective is None and not self.proven_none and not self.run.over():
            self._solve_whole(wishes=False)
            if self.objective is not None:
                self._share_out()
        return None if self.objective is None else self.plan

    def _without_a_year(self) -> int | None:
        """A squad whose numbers alone cannot come out, before anything is built."""
        for squad in range(len(self.problem.squads)):
            if self.run.over():
                return None
            if not countable(self.problem, supply_of(self.space, squad, self.of_squad[squad])):
                return squad
        return None

    def _solve_whole(self, wishes: bool) -> None:
        run = self.run.part(WHOLE_SHARE * self.run.seconds) if wishes else self.run
        answer = solve_whole(self.space, self.columns, run, wishes)
        self.run.work += run.work if run is not self.run else 0.0
        self.proven_none = answer.status == "none"
        self.whole_bound = max(self.whole_bound, answer.bound)
        if answer.status == "plan":
            self.offer(answer.plan)

    def _share_out(self) -> None:
        with ThreadPoolExecutor(self.run.workers) as pool:
            self._work(pool)

    def _work(self, pool: ThreadPoolExecutor) -> None:
        """Keep every worker busy; what they find is taken in here, one after the other."""
        busy: dict[Future[Callable[[], None]], None] = {}
        while not self._finished():
            while len(busy) < self.run.workers and (task := self._next()) is not None:
                busy[pool.submit(task)] = None
            if not busy:
                return
            done, _ = wait(busy, return_when=FIRST_COMPLETED)
            for one in done:
                del busy[one]
                one.result()()
        for one in busy:
            one.result()()

    def _finished(self) -> bool:
        best = self.objective is not None and self.bound >= self.objective
        return best or self.proven_none or self.run.over()

    def _next(self) -> Callable[[], Callable[[], None]] | None:
        """The next task: it works on its own, and answers with what is to be taken in."""
        if self.suspect in self.squads_left:
            self.squads_left.remove(self.suspect)
            return self._prove(self.suspect)
        if self.objective is None and not self.building and self.attempts < ATTEMPTS:
            self.attempts += 1
            self.building = True
            return self._construct(self.attempts)
        if self.objective is None and self.building:
            return None  # a first plan comes first: nothing else takes its time away
        if self.squads_left:
            return self._prove(self.squads_left.pop(0))
        if self.objective is None:
            return None
        return self._improve()

    def _construct(self, attempt: int) -> Callable[[], Callable[[], None]]:
        def task() -> Callable[[], None]:
            seed = self.run.seed + attempt - 1
            building = Construction(self.space, self.columns, self.fixed, seed)
            plan = building.run(lambda: self.proven_none or self.run.over())

            def take() -> None:
                self.building = False
                self._charge(building.work, len(self.problem.squads))
                if plan is None:
                    self.suspect = -1 if building.failed is None else building.failed
                else:
                    self.offer(plan)

            return take

        return task

    def _prove(self, squad: int) -> Callable[[], Callable[[], None]]:
        def task() -> Callable[[], None]:
            choice = squad_choice(self.space, squad, self.of_squad[squad])
            known, work = squad_bound(self.space, squad, choice, BOUND_EFFORT, self.run.left(), self.run.seed)

            def take() -> None:
                self._charge(work, 1)
                self.squad_bounds[squad] = known
                self.steps.know(squad, known.cost)
                if not known.possible:
                    self.impossible, self.proven_none = squad, True
                self._report()

            return take

        return task

    def _improve(self) -> Callable[[], Callable[[], None]]:
        start = list(self.plan)
        step = self.steps.choose(start, self.run)

        def task() -> Callable[[], None]:
            plan, work = step.solve()

            def take() -> None:
                self._charge(work, 1)
                better = plan is not None and self._merge(start, plan)
                self.steps.learn(step, better, work)

            return take

        return task

    def _merge(self, start: Plan, plan: Plan) -> bool:
        """Carry what a step changed over to the best plan, which may have moved on meanwhile."""
        if start != self.plan:
            before, after = set(start), set(plan)
            gone, new = before - after, after - before
            if not gone <= set(self.plan):
                return False
            plan = [column for column in self.plan if column not in gone] + sorted(new, key=_order)
            plan.sort(key=_order)
        return self.offer(plan)

    def offer(self, plan: Plan) -> bool:
        """Take a plan that is legal and no worse; tell whether it is better."""
        verdict = self.judge(sessions_of(self.space, plan))
        if not verdict.legal or (self.objective is not None and verdict.objective > self.objective):
            return False
        better = self.objective is None or verdict.objective < self.objective
        self.plan, self.objective = plan, verdict.objective
        if better:
            self._report()
        return better

    def _charge(self, work: float, steps: int) -> None:
        self.run.work += RATE * work + OVERHEAD * steps

    def _report(self) -> None:
        self.on_progress(self.objective, self.bound, self.run.elapsed())


def _order(column: Column) -> tuple[int, int, int]:
    return column.start, column.group, column.activity
