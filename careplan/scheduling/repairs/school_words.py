"""What a school changes in activities, people, places and times, as a teacher would say it."""

from __future__ import annotations

import datetime as dt

from careplan.scheduling.problem import GoalRule, MethodRule, Problem
from careplan.scheduling.repairs.library import usual_skills
from careplan.scheduling.repairs.listed import listed, quoted
from careplan.scheduling.repairs.timing import added_weeks
from careplan.scheduling.repairs.wide import rule_of
from careplan.scheduling.sentences import Names, request_words
from careplan.scheduling.solution import Repair

SCHOOL_SENTENCES: dict[str, tuple[str, str]] = {
    "new": (
        "新编{to}个活动：{aim}，1课时，任何场地都可以，{leader}带，适合{whom}。",
        "Work out {to:new activity|new activities}: {aim}, one lesson long, for any place, "
        "led by {leader}, for {whom}.",
    ),
    "serve": (
        "把“{activity}”改编一下，让它也为“{goal}”目标服务。",
        "Adapt “{activity}” so that it serves the goal “{goal}” as well.",
    ),
    "suit": ("让“{activity}”也适合{whom}。", "Let “{activity}” be for {whom} as well."),
    "instead": ("这次活动改做“{activity}”：{request}。", "Hold “{activity}” instead in this request: {request}."),
    "shorten": (
        "“{activity}”改用{to}课时开展（现在{was}课时）。",
        "Hold “{activity}” in {to:lesson|lessons} instead of {was}.",
    ),
    "posts": (
        "“{activity}”改由{to}位老师带（现在{was}位）。",
        "Let “{activity}” be led by {to:person|people} instead of {was}.",
    ),
    "cheaper": (
        "把{what}每次的花费降到现在的{to}%以内。",
        "Hold {what} for at most {to} % of what they cost now.",
    ),
    "season": ("“{activity}”在{days}也可以开展。", "Let “{activity}” be held on {days} as well."),
    "present": ("请{people}在{days}也来带活动。", "Ask {people} to come on {days} as well."),
    "room": (
        "再安排{to}处坐得下{pupils}人的场地（{venue}）。",
        "Find {to:more place|more places} for {pupils:pupil|pupils} (“{venue}”).",
    ),
    "later": ("在{days}最后一节之后再加1课时。", "Add one more lesson after the last one on {days}."),
    "weeks": (
        "{term}结束后再用{to}周开展活动（到{day}）。",
        "Use {to:more week|more weeks} after {term} as well, until {day}.",
    ),
    "holiday": (
        "假期里也用{to}周开展活动（到{day}），不算在学期里。",
        "Hold sessions in the holidays as well, {to:more week|more weeks} until {day}; they count in no term.",
    ),
}


def school_fields(problem: Problem, repair: Repair, language: str, names: Names) -> dict[str, object]:
    """What stands in the sentence of one of these."""
    found: dict[str, object] = {
        "activity": names.get(repair.activity or "", repair.activity),
        "to": repair.to,
        "people": listed((names.get(one, one) for one in repair.people), language),
        "whom": listed((names.get(one, one) for one in repair.squads), language),
        "days": days_of(problem, repair, language),
        "venue": names.get(repair.venue or "", repair.venue),
        "pupils": repair.pupils,
    }
    if repair.kind == "instead":
        number = int(repair.reference.removeprefix("requests[")[:-1])
        found["request"] = request_words(problem.requests[number], language, names)
    if repair.kind in ("weeks", "holiday"):
        found |= _weeks(problem, repair, language, names)
    if repair.kind in ("new", "serve"):
        found |= _aim(problem, repair, language, names)
    return found


def _weeks(problem: Problem, repair: Repair, language: str, names: Names) -> dict[str, object]:
    term = next(one.term for one in problem.slots if one.id == repair.until)
    last = max(new.date for _, new in added_weeks(problem, repair))
    return {"term": names.get(term, term), "day": day_words(last, language)}


def _aim(problem: Problem, repair: Repair, language: str, names: Names) -> dict[str, object]:
    rule, zh = rule_of(problem, repair.reference), language == "zh"
    skills = quoted(sorted(usual_skills(problem)), language, names)
    found: dict[str, object] = {
        "leader": (f"由具备{skills}资格的老师" if skills else "任何老师都可以") if zh
        else (f"anybody qualified in {skills}" if skills else "anybody"),
        "whom": _whom(problem, rule.squads, language, names),
    }  # fmt: skip
    if isinstance(rule, GoalRule):
        goal = names.get(rule.goal, rule.goal)
        found |= {"goal": goal, "aim": f"为“{goal}”目标" if zh else f"for the goal “{goal}”"}
    if isinstance(rule, MethodRule):
        method = names.get(rule.method, rule.method)
        found |= {"aim": f"以“{method}”的形式开展" if zh else f"held as “{method}”"}
    return found


def _whom(problem: Problem, squads: frozenset[str] | None, language: str, names: Names) -> str:
    if squads is None or len(squads) == len(problem.squads):
        return "每个中队" if language == "zh" else "every squad"
    return listed((names.get(one, one) for one in sorted(squads)), language)


def days_of(problem: Problem, repair: Repair, language: str) -> str:
    """The days of a repair's slots, one by one."""
    days = sorted({slot.date for slot in problem.slots if slot.id in repair.slots})
    return listed((day_words(one, language) for one in days), language)


def day_words(day: dt.date, language: str) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else f"{day.day} {day:%B %Y}"
