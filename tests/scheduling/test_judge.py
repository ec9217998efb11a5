"""Our judge against the format's own, and its speed."""

from __future__ import annotations

import time
from collections import Counter
from random import Random

from careplan.scheduling.judge import Judge
from careplan.scheduling.problem_json import problem_json
from careplan.scheduling.solution import Session
from careplan.scheduling.solution_file import session_json
from tests.scheduling.random_problem import plan_for, random_problem
from tests.scheduling.shared_judge import shared_judge

PROBLEMS, PLANS = 300, 10


def test_judge_equals_the_formats_judge_code_by_code_and_penalty_by_penalty() -> None:
    other = shared_judge()
    codes: Counter[str] = Counter()
    for seed in range(PROBLEMS):
        problem = random_problem(seed)
        ours, theirs = Judge(problem), other.Judge(problem_json(problem))
        dice = Random(seed)
        for _ in range(PLANS):
            plan = plan_for(problem, dice, most=dice.choice([3, 12]))
            verdict = ours(plan)
            broken, counts = theirs.judge([session_json(session) for session in plan])
            expected = Counter(line.split(": ")[0] for line in broken)
            assert Counter(fault.code for fault in verdict.faults) == expected, (seed, plan)
            assert dict(verdict.penalties) == counts, (seed, plan)
            assert verdict.objective == theirs.objective(counts)
            codes.update(code.split(".")[0] + "." + code.split(".")[-1].split("[")[0] for code in expected)
    assert len(codes) > 15, codes


def test_judge_of_one_hand_move_takes_less_than_a_tenth_of_a_second() -> None:
    problem = random_problem(1, squads=24, weeks=34, activities=70)
    judge = Judge(problem)
    dice = Random(2)
    plan: list[Session] = []
    while len(plan) < 400:
        plan += plan_for(problem, dice)
    started = time.perf_counter()
    for _ in range(5):
        judge(plan)
    assert (time.perf_counter() - started) / 5 < 0.1
