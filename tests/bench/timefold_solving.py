"""One run of Timefold: all rules and preferences, the search, and so much time."""

from __future__ import annotations

import threading
import time

from timefold.solver import SolverFactory
from timefold.solver.config import (
    Duration,
    EnvironmentMode,
    ScoreDirectorFactoryConfig,
    SolverConfig,
    SolverConfigOverride,
    TerminationConfig,
)
from timefold.solver.score import Constraint, ConstraintFactory, constraint_provider

from careplan.scheduling.problem import Problem
from tests.bench.timefold_moves import construction, search
from tests.bench.timefold_planning import Entry, Year
from tests.bench.timefold_rules import clashes, limits, squads, structure
from tests.bench.timefold_wishes import leading, rhythm, tallies, time_and_change


def constraints(factory: ConstraintFactory, problem: Problem) -> list[Constraint]:
    """Every rule and preference of the format."""
    weights = problem.weights
    return [
        *structure(factory),
        *clashes(factory),
        *limits(factory),
        *squads(factory, problem.rules.sessions_per_week),
        *tallies(factory, weights),
        *rhythm(factory, weights),
        *leading(factory, weights),
        *time_and_change(factory, weights),
    ]


def factory_for(problem: Problem, phases: str) -> SolverFactory[Year]:
    """Without the checks of its own, and in one thread: more are not in the free edition."""

    def stated(factory: ConstraintFactory) -> list[Constraint]:
        return constraints(factory, problem)

    config = SolverConfig(
        solution_class=Year,
        entity_class_list=[Entry],
        environment_mode=EnvironmentMode.NO_ASSERT,
        score_director_factory_config=ScoreDirectorFactoryConfig(
            constraint_provider_function=constraint_provider(stated)
        ),
        xml_source_text=f'<solver xmlns="https://timefold.ai/xsd/solver">{phases}</solver>',
    )
    return SolverFactory.create(config)


def best_year(year: Year, problem: Problem, from_nothing: bool, until: float) -> Year:
    """The best that it has found then, by the monotonic clock. Handing over counts; handing back comes on top."""
    phases = search(until - time.monotonic(), len(year.entries))
    factory = factory_for(problem, construction() + phases if from_nothing else phases)
    left = max(until - time.monotonic(), 0.1)
    limit = TerminationConfig(spent_limit=Duration(milliseconds=round(1000 * left)))
    ready = factory.build_solver(SolverConfigOverride(termination_config=limit))
    watch = threading.Timer(left, ready.terminate_early)  # its own limit begins only after handing over
    watch.start()
    try:
        return ready.solve(year)
    finally:
        watch.cancel()
