"""Why nothing can stand in for the fallen sessions, in sentences of both languages: the rules, by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from careplan.plans.queries import current_year
from careplan.scheduling.judge import Judge
from careplan.scheduling.preflight import preflight
from careplan.scheduling.problem import Problem
from careplan.scheduling.solver import solve
from careplan.sessions.findings import of_fault
from careplan.sessions.impossible_load import LANGUAGES, Said, conflict_in_words, preflight_in_words
from careplan.sessions.load import names_of
from careplan.upsets.replanning import ATTEMPTS, Plan, narrowed

MOST = 6
WIDEST = next(one for one in reversed(ATTEMPTS) if one.all_again)


def reasons(problem: Problem, plan: Plan, today: date, seconds: float, stop: Callable[[], bool]) -> list[Said]:
    """What already breaks a rule among all that stays; else what is certain by counting; else the rules in conflict.

    `problem`: as it was tried, with the minimums that are short already taken back. Empty where none of the three
    says anything: then the time was too short. Takes up to `seconds`.
    """
    if found := _broken(problem, plan):
        return found
    widest = narrowed(problem, plan, WIDEST, today)
    proofs = [one for one in preflight(widest) if one.proof]
    if proofs:
        return preflight_in_words(widest, proofs[:MOST])
    kept = frozenset(f"requests[{n}]" for n, one in enumerate(widest.requests) if one.start is not None)
    answer = solve(widest, seconds=seconds, workers=2, seed=1, standing=kept, should_stop=stop, repairs=False)
    return conflict_in_words(widest, answer.conflict)[:MOST]


def _broken(problem: Problem, plan: Plan) -> list[Said]:
    """The rules that what stays breaks by itself, such as a person who is asked to be in two places."""
    sessions, judge, year = plan.staying(problem), Judge(problem), current_year()
    waiting = {n for n, one in enumerate(sessions) if one in plan.waiting}
    names = {word: names_of(year.start_year if year else 0, word) for word in LANGUAGES}
    too_much = [
        one
        for one in judge(sessions).faults
        if (one.has is None or one.limit is None or one.has > one.limit) and not waiting & set(one.sessions)
    ]
    return [
        {word: of_fault(judge, one, sessions, word, names[word]).sentence for word in LANGUAGES}
        for one in too_much[:MOST]
    ]
