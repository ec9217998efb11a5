"""The search for a better plan: what is known so far, and who does what next."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

from careplan.scheduling.aside import aside
from careplan.scheduling.columns import Plan, Space, sessions_of
from careplan.scheduling.judge import Judge
from careplan.scheduling.offered import outright, previous_columns
from careplan.scheduling.placing import placeable
from careplan.scheduling.placing.placer import Placement
from careplan.scheduling.problem import Problem
from careplan.scheduling.run import Run
from careplan.scheduling.searchers import Placing, Task, Walking
from careplan.scheduling.walk.tables import Tables

if TYPE_CHECKING:
    from careplan.scheduling.proving.proof import Proof

ALONE, EARLY = 2.0, 0.2  # seconds of effort, and share of it, that a worker alone walks before it proves anything
LOADING = 0.7  # seconds that loading what proves takes at the least
GRACE = 0.5  # seconds in which a proof that was asked to stop may still tell what it knows
FEW, IMPATIENCE, PATIENCE = 30, 0.2, 4.0  # so few requests are placed so long before a proof is begun, more so long


class Search:
    """One search over one problem. `plan`, `objective` and `bound` are always true and legal."""

    def __init__(
        self,
        problem: Problem,
        run: Run,
        on_progress: Callable[[int | None, int, float], None],
        prover: Callable[[Space, Run], Proof],
    ) -> None:
        self.problem, self.run, self.on_progress, self.prover = problem, run, on_progress, prover
        self.space, self.judge = Space(problem), Judge(problem)
        self.plan: Plan = []
        self.objective: int | None = None
        self.fixed = frozenset(outright(self.space))
        self.kept = list(previous_columns(self.space)) if problem.weights.change else []
        self.proof: Proof | None = None  # made by a worker while another one walks: its library is slow to load
        self.preparing = False
        self.proves = False  # whether the task that was given out last loads or proves
        self.resting: list[Walking | Placing] = []

    @property
    def bound(self) -> int:
        """What was proven; 0 where a plan at hand shows that it cannot be true."""
        least = 0 if self.proof is None else self.proof.least
        return least if self.objective is None or least <= self.objective else 0

    @property
    def none(self) -> bool:
        """Whether there is proven to be no plan."""
        return self.proof is not None and self.proof.none

    def go(self) -> Plan | None:
        """Search until the time is up, the plan is proven best, or there is proven to be none."""
        if self.judge(()).legal:
            self.offer([])
        if not self._finished():
            self.resting = self._searchers()
            with ThreadPoolExecutor(self.run.workers) as pool:
                self._work(pool)
        return None if self.objective is None else self.plan

    def _searchers(self) -> list[Walking | Placing]:
        """One for each worker: where everything is asked for they place requests, else they walk."""
        if placeable(self.problem):
            placement = Placement(self.space, settled=True)
            if placement.complete:
                return [Placing(self, placement, number) for number in range(self.run.workers)]
        tables = Tables(self.space)
        return [Walking(self, tables, number) for number in range(self.run.workers)]

    def _work(self, pool: ThreadPoolExecutor) -> None:
        """Keep every worker busy; what they find is taken in here, one after the other."""
        busy: set[Future[Callable[[], None]]] = set()
        while not self._finished():
            while len(busy) < self.run.workers and (task := self._next()) is not None:
                busy.add(aside(task) if self.proves and self.run.workers > 1 else pool.submit(task))
            done, busy = wait(busy, return_when=FIRST_COMPLETED)
            for one in done:
                one.result()()
        if self.proof is not None:
            self.proof.stop()
        done, _ = wait(busy, timeout=None if self.run.workers == 1 else GRACE)
        for one in done:
            one.result()()

    def _finished(self) -> bool:
        best = self.objective is not None and self.bound >= self.objective
        return best or self.none or self.run.over()

    def _next(self) -> Task | None:
        """Walk with one worker at least, and prove with one at most; a worker alone takes turns."""
        alone, self.proves = self.run.workers == 1, True
        if self.proof is None:
            if not self.preparing and self._proof_is_due(alone):
                self.preparing = True
                return self._prepare
        elif self.proof.due(alone) and (task := self.proof.next(self.objective, self.plan)) is not None:
            return self._proving(self.proof, task)
        self.proves = False
        return self.resting.pop(0).task() if self.resting else None

    def _proof_is_due(self, alone: bool) -> bool:
        """Placing comes first with all its workers, walking with one; a worker alone begins with it too.

        Where no time is left to load what proves, it is not begun.
        """
        if "ortools" not in sys.modules and self.run.left() < LOADING:
            return False
        if self.resting and isinstance(self.resting[0], Placing):
            waited = self.run.work if alone else self.run.elapsed()
            return waited > (IMPATIENCE if len(self.problem.requests) <= FEW else PATIENCE)
        return self.run.work > min(ALONE, EARLY * self.run.budget) if alone else len(self.resting) < self.run.workers

    def _prepare(self) -> Callable[[], None]:
        proof = self.prover(self.space, self.run)

        def take() -> None:
            self.proof = proof
            proof.best = self.objective

        return take

    def _proving(self, proof: Proof, task: Task) -> Task:
        def prove() -> Callable[[], None]:
            taken = task()

            def take() -> None:
                before = proof.least
                taken()
                if proof.found is not None:
                    self.offer(proof.found)
                if proof.least > before:
                    self._report()

            return take

        return prove

    def offer(self, plan: Plan) -> None:
        """Take a plan that is legal and better, in order of start."""
        plan = sorted(plan, key=lambda column: (column.start, column.group, column.activity))
        verdict = self.judge(sessions_of(self.space, plan))
        if verdict.legal and (self.objective is None or verdict.objective < self.objective):
            self.plan, self.objective = plan, verdict.objective
            if self.proof is not None:
                self.proof.best = verdict.objective
            self._report()

    def _report(self) -> None:
        self.on_progress(self.objective, self.bound, self.run.elapsed())
