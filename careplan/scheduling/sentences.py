"""A rule's reference as the sentence a teacher would say, in Chinese or English.

Ids stand as they are unless `names` knows better: it maps an id (of a person, a squad, an activity, a goal, a
method, a term) to what people call it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from careplan.scheduling.plural import worded
from careplan.scheduling.problem import GoalRule, MethodRule, Problem, Request, TermRule
from careplan.scheduling.rules import STRUCTURE, WISHES, YEAR

Language = Literal["zh", "en"]
Names = Mapping[str, str]

NUMBERED = re.compile(r"(rules\.\w+|requests|keep)\[(\d+)\]")
OF_ONE = re.compile(r"(staff|activities)\.(.+)\.(\w+)", re.DOTALL)
MANY = 4  # squads that are named one by one


def sentence(problem: Problem, reference: str, language: str, names: Names | None = None) -> str:
    """What a rule, a structure code or a preference asks, said of this problem.

    Raises KeyError where there is no such reference.
    """
    table = {rule.code: (rule.zh, rule.en) for rule in STRUCTURE + YEAR}
    table |= {wish.name: (wish.zh, wish.en) for wish in WISHES}
    kind, fields = _fields(problem, reference, language, names or {})
    zh, en = table[kind]
    return worded(zh if language == "zh" else en, fields)


def _fields(problem: Problem, reference: str, language: str, names: Names) -> tuple[str, dict[str, object]]:
    """Which sentence, and what to put in it."""
    rules, windows = problem.rules, problem.windows
    if found := NUMBERED.fullmatch(reference):
        return _numbered(problem, found[1], int(found[2]), language, names)
    if found := OF_ONE.fullmatch(reference):
        return of_one(problem, found[1], found[2], found[3], language, names)
    return reference, {
        "max": rules.budget if reference == "rules.budget" else rules.sessions_per_week,
        "idle_weeks": windows.idle_weeks,
        "variety_weeks": windows.variety_weeks,
    }


def _numbered(problem: Problem, kind: str, number: int, language: str, names: Names) -> tuple[str, dict[str, object]]:
    if kind in ("requests", "keep"):
        if kind == "keep":
            return "requests", {"request": f"#{number + 1}"}
        return kind, {"request": request_words(problem.requests[number], language, names)}
    rule: TermRule | GoalRule | MethodRule = getattr(problem.rules, kind.removeprefix("rules."))[number]
    about = next(str(getattr(rule, key)) for key in ("term", "goal", "method") if hasattr(rule, key))
    named = names.get(about, about)
    return kind, {
        "term": named,
        "goal": named,
        "method": named,
        "bounds": bounds(rule.min, rule.max, language),
        "squads": squads(rule.squads, language, names),
    }


def of_one(
    problem: Problem, of: str, name: str, key: str, language: str, names: Names
) -> tuple[str, dict[str, object]]:
    """Of a rule of one person or one activity: which sentence, and what to put in it."""
    if of == "staff":
        person = next(one for one in problem.staff if one.id == name)
        return f"staff.{key}", {"person": names.get(name, name), "max": getattr(person, key)}
    activity = next(one for one in problem.activities if one.id == name)
    before = [names.get(one, one) for one in activity.after]
    joined = "、".join(f"“{one}”" for one in before) if language == "zh" else ", ".join(f"“{one}”" for one in before)
    return f"activities.{key}", {
        "activity": names.get(name, name),
        "max": activity.repeats,
        "before": joined,
    }


def bounds(least: int, most: int | None, language: str) -> str:
    """From how many to how many, in words."""
    if most is not None and least == most:
        return f"正好{most}" if language == "zh" else f"exactly {most}"
    if most is None:
        return f"至少{least}" if language == "zh" else f"at least {least}"
    if not least:
        return f"最多{most}" if language == "zh" else f"at most {most}"
    return f"{least}至{most}" if language == "zh" else f"{least} to {most}"


def squads(which: frozenset[str] | None, language: str, names: Names) -> str:
    """The squads a rule is about, as the subject of a sentence."""
    if which is None:
        return "每个中队" if language == "zh" else "each squad"
    told = sorted(names.get(one, one) for one in which)
    if len(told) > MANY:
        return f"{told[0]}等{len(told)}个中队各自" if language == "zh" else f"each of {len(told)} squads ({told[0]} …)"
    return "、".join(told) if language == "zh" else "each of " + ", ".join(told) if told[1:] else "".join(told)


def request_words(request: Request, language: str, names: Names) -> str:
    given = [request.activity, request.group, request.start, request.venue, *(request.staff or ())]
    told = [names.get(one, one) for one in given if one is not None]
    return ("，" if language == "zh" else ", ").join(told)
