"""Why a schedule cannot be made, and what would help, in both languages and with the names that people use."""

from __future__ import annotations

from collections.abc import Sequence

from careplan.plans.models import YearPlan
from careplan.plans.queries import current_year
from careplan.scheduling.alike import alike, sentence_of
from careplan.scheduling.preflight import preflight
from careplan.scheduling.preflight.finding import Finding, finding_words
from careplan.scheduling.problem import Problem
from careplan.scheduling.repairs.repair import invented
from careplan.scheduling.repairs.repair_json import repair_json
from careplan.scheduling.repairs.words import price_words, repair_words
from careplan.scheduling.solution import Repair
from careplan.sessions.load import names_of
from careplan.sessions.plan_load import problem_of

Said = dict[str, str]
LANGUAGES = ("zh", "en")
MOST_FINDINGS = 5


def conflict_in_words(problem: Problem, conflict: Sequence[str]) -> list[Said]:
    """Each rule of a conflict as its sentence in both languages; rules that are alike together in one sentence."""
    names = _names(problem)
    return [
        {
            "rule": ", ".join(some),
            **{language: _said(problem, some, language, names[language]) for language in LANGUAGES},
        }
        for some in alike(problem, conflict)
    ]


def repairs_in_words(problem: Problem, repairs: Sequence[Repair]) -> list[dict[str, object]]:
    """Each way out as what it changes, its sentence and its price in both languages, and what to enter first."""
    names = _names(problem)
    return [
        {
            "repair": repair_json(one),
            "enter": invented(one),
            **{word: repair_words(problem, one, word, names[word], MONEY[word]) for word in LANGUAGES},
            **{f"price_{word}": price_words(one.price, word, MONEY[word]) for word in LANGUAGES},
        }
        for one in repairs
    ]


def findings_in_words(plan: YearPlan) -> list[Said]:
    """What is certain to keep a plan from coming out, in both languages; the first few."""
    problem = problem_of(plan.id)
    return preflight_in_words(problem, [one for one in preflight(problem) if one.proof][:MOST_FINDINGS])


def preflight_in_words(problem: Problem, found: Sequence[Finding]) -> list[Said]:
    """What counting has found, in both languages."""
    names = _names(problem) if found else {}
    return [{word: finding_words(one, word, names[word], MONEY[word]) for word in LANGUAGES} for one in found]


def _names(problem: Problem) -> dict[str, dict[str, str]]:
    """What people call the ids of a problem, its lessons with them."""
    year = current_year()
    return {
        language: names_of(year.start_year if year else 0, language) | _lessons(problem, language)
        for language in LANGUAGES
    }


def _lessons(problem: Problem, language: str) -> dict[str, str]:
    if language == "en":
        return {one.id: f"{one.date:%-d %B %Y}, lesson {one.period}" for one in problem.slots}
    return {one.id: f"{one.date.year}年{one.date.month}月{one.date.day}日第{one.period}节" for one in problem.slots}


def _yuan_zh(fen: int) -> str:
    return f"{fen / 100:,.0f}元"


def _yuan_en(fen: int) -> str:
    return f"¥{fen / 100:,.0f}"


MONEY = {"zh": _yuan_zh, "en": _yuan_en}  # the file counts in fen, people in yuan


def _said(problem: Problem, rules: Sequence[str], language: str, names: dict[str, str]) -> str:
    if rules == ("rules.budget",) and problem.rules.budget is not None:
        yuan = MONEY[language](problem.rules.budget)
        return f"全年活动花费不超过{yuan}。" if language == "zh" else f"All sessions together cost at most {yuan}."
    return sentence_of(problem, rules, language, names)
