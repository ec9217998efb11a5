"""The tables of docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.measured import Measurement

MARKS = (10.0, 30.0, 60.0)
BEGIN, END = "<!-- measured: ./run bench schedule writes from here -->", "<!-- to here -->"


@dataclass(frozen=True)
class Result:
    """All solvers on one problem."""

    case: str
    problem: str
    squads: int
    measurements: tuple[Measurement, ...]


def between_marks(page: str, text: str) -> str:
    """The page with what stands between its marks changed; what is around them stays."""
    head, rest = page.split(BEGIN)
    return f"{head}{BEGIN}\n\n{text}\n{END}{rest.split(END)[1]}"


def section(told: str, seconds: float, results: Sequence[Result]) -> str:
    """Everything measured in one run."""
    parts = [told, f"{seconds:g} seconds for each solver, two workers. Objective / bound (gap); lower is better."]
    parts += [_of_one(result, seconds) for result in results]
    grown = [result for result in results if result.case not in ("replan", "infeasible")]
    if len(grown) > 1:
        parts.append(_growth(grown))
    return "\n\n".join(parts) + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _of_one(result: Result, seconds: float) -> str:
    marks = [mark for mark in MARKS if mark < seconds]
    head = [
        "solver",
        "first legal plan",
        "with start-up",
        *(f"at {mark:g} s" for mark in marks),
        f"at {seconds:g} s",
        "process",
        "memory",
        "judged",
    ]
    if any(one.verdict.changes for one in result.measurements):
        head.append("changes")
    rows = [_row(one, marks, seconds)[: len(head)] for one in result.measurements]
    return f"### {result.case}: {result.squads} squads (`{result.problem}`)\n\n{_table(head, rows)}"


def _row(one: Measurement, marks: Sequence[float], seconds: float) -> list[str]:
    first = one.first
    return [
        one.solver,
        f"{first.seconds:.1f} s" if first else "none",
        f"{first.since_start:.1f} s" if first else "none",
        *(_pair(*one.at(mark)) for mark in marks),
        _pair(*one.last) if one.verdict.objective is not None else _pair(*one.at(seconds)),
        f"{one.seconds:.1f} s",
        f"{one.memory:.0f} MB",
        _judged(one),
        str(one.verdict.changes),
    ]


def _pair(best: int | None, bound: int | None) -> str:
    if best is None:
        return "–" if bound is None else f"– / {bound}"
    if bound is None:
        return str(best)
    return f"{best} / {bound} ({(best - bound) / max(1, best):.0%})"


def _judged(one: Measurement) -> str:
    if one.verdict.broken:
        return f"broken: {one.verdict.broken[0][:60]}"
    conflict = f", {one.verdict.conflict} rules in conflict" if one.verdict.conflict else ""
    return one.verdict.status + conflict


def _growth(results: Sequence[Result]) -> str:
    """How each solver grows with the squads."""
    head = ["from few to many", *(f"{result.squads} squads" for result in results)]
    rows = []
    for solver in [one.solver for one in results[0].measurements]:
        of_it = [next(m for m in result.measurements if m.solver == solver) for result in results]
        rows.append([f"{solver}: first plan", *(f"{m.first.seconds:.1f} s" if m.first else "none" for m in of_it)])
        rows.append([f"{solver}: objective / bound", *(_pair(*m.last) for m in of_it)])
        rows.append(
            [
                f"{solver}: objective a squad",
                *(
                    "–" if m.last[0] is None else f"{m.last[0] / r.squads:.1f}"
                    for m, r in zip(of_it, results, strict=True)
                ),
            ]
        )
        rows.append([f"{solver}: memory", *(f"{m.memory:.0f} MB" for m in of_it)])
    return f"### Growth\n\n{_table(head, rows)}"
