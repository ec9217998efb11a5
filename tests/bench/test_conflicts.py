"""How long a conflict of a school takes to be explained, and how many ways out are found: every kind, in one run."""

from __future__ import annotations

import pytest
from rich.console import Console
from rich.table import Table

from careplan.scheduling import solve
from careplan.scheduling.problem_file import load_problem
from tests.scheduling.shared_judge import sample
from tests.scheduling.upset_school import KINDS

SECONDS = 60


@pytest.mark.slow
def test_conflicts_of_a_school() -> None:
    table = Table("what is wrong", "answer", "rules in the conflict", "ways out", "seconds")
    for upset in KINDS:
        found = solve(upset(load_problem(sample("school"))), seconds=SECONDS)
        figures = (len(found.conflict), len(found.repairs), f"{found.seconds:.1f}")
        table.add_row(upset.__name__, found.status, *map(str, figures))
    Console(width=110).print(table)
