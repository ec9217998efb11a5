"""The school's figures and points as they stand on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from careplan.indicators.beside import Judging, own_judging
from careplan.indicators.catalogue import measure_all
from careplan.indicators.facts import Snapshot
from careplan.indicators.load import load_snapshot
from careplan.indicators.points import ScoredTree, score_tree
from careplan.indicators.results import MeasureResult
from careplan.indicators.tree import Tree, tree_of
from careplan.seeds.load import shipped_seeds

DEFAULT_SET = "default"


@dataclass(frozen=True)
class Evaluation:
    """The facts, every measure's result by code, and the scored tree of one day."""

    snapshot: Snapshot
    results: Mapping[str, MeasureResult]
    scored: ScoredTree


def example_tree() -> Tree:
    """The example set that comes with the program: what a school is judged by until it has put its own into force."""
    return tree_of(shipped_seeds().indicator_sets[DEFAULT_SET])


def judging(start_year: int) -> Judging:
    """The set that the school is judged by in a year, and what the school itself marked by hand."""
    return own_judging(start_year) or (example_tree(), {})


def evaluate(as_of: date) -> Evaluation:
    """Everything about the current year as known on `as_of`."""
    snapshot = load_snapshot(as_of)
    results = measure_all(snapshot)
    tree, marks = judging(int(snapshot.year[:4]))
    return Evaluation(snapshot, results, score_tree(tree, results, marks))
