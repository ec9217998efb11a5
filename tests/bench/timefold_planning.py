"""What Timefold plans: one entity for each session that may be held, and the whole year.

Importing this file starts a Java machine, so only the measurement's own process does it. Annotations are no text here,
because Timefold reads them.
"""

from dataclasses import dataclass, field
from typing import Annotated

from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ProblemFactProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import HardMediumSoftScore

from tests.bench.timefold_facts import Before, Person, Start, Sums, Team, What


@planning_entity
@dataclass(eq=False)
class Entry:
    """A session that may be held: what (or nothing), from when, and who has the first and the second post."""

    id: Annotated[int, PlanningId]
    team: Team
    asked: bool
    whats: Annotated[list[What], ValueRangeProvider(id="whats")]
    starts: Annotated[list[Start], ValueRangeProvider(id="starts")]
    firsts: Annotated[list[Person], ValueRangeProvider(id="firsts")]
    seconds: Annotated[list[Person], ValueRangeProvider(id="seconds")]
    what: Annotated[What | None, PlanningVariable(value_range_provider_refs=["whats"], allows_unassigned=True)] = field(
        default=None
    )
    start: Annotated[Start | None, PlanningVariable(value_range_provider_refs=["starts"])] = field(default=None)
    first: Annotated[Person | None, PlanningVariable(value_range_provider_refs=["firsts"])] = field(default=None)
    second: Annotated[Person | None, PlanningVariable(value_range_provider_refs=["seconds"])] = field(default=None)


@planning_solution
@dataclass
class Year:
    """The whole year's plan."""

    sums: Annotated[Sums, ProblemFactProperty]
    people: Annotated[list[Person], ProblemFactCollectionProperty]
    previous: Annotated[list[Before], ProblemFactCollectionProperty]
    entries: Annotated[list[Entry], PlanningEntityCollectionProperty]
    score: Annotated[HardMediumSoftScore | None, PlanningScore] = field(default=None)
