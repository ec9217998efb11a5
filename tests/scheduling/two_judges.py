"""Our judge and the format's own on the same plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from careplan.scheduling.judge import Judge
from careplan.scheduling.problem import Problem
from careplan.scheduling.problem_json import problem_json
from careplan.scheduling.solution import Session
from careplan.scheduling.solution_file import session_json
from tests.scheduling.shared_judge import shared_judge

LEGAL = "legal"


def compare(problem: Problem, plans: Iterable[tuple[Session, ...]]) -> Counter[str]:
    """Both judge every plan; fails where they differ in a code or a penalty. Answers with what was met, how often."""
    ours, theirs = Judge(problem), shared_judge().Judge(problem_json(problem))
    met: Counter[str] = Counter()
    for plan in plans:
        verdict = ours(plan)
        broken, counts = theirs.judge([session_json(session) for session in plan])
        expected = Counter(line.split(": ")[0] for line in broken)
        assert Counter(fault.code for fault in verdict.faults) == expected, (problem.name, plan)
        assert dict(verdict.penalties) == counts, (problem.name, plan)
        assert verdict.objective == theirs.objective(counts)
        met.update({kind(code) for code in expected} or {LEGAL})
        met.update(name for name, count in counts.items() if count)
    return met


def kind(code: str) -> str:
    """`rules.goals[3]` is of the kind `rules.goals`, `staff.s1.max_per_week` of `staff.max_per_week`."""
    words = code.split("[")[0].split(".")
    return words[0] if len(words) == 1 else f"{words[0]}.{words[-1]}"
