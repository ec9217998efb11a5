"""A repair as the sentence a teacher would say, in Chinese or English, and its price in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from careplan.scheduling.plural import counted, worded
from careplan.scheduling.problem import GoalRule, MethodRule, Problem, TermRule
from careplan.scheduling.repairs.added import more_like
from careplan.scheduling.repairs.listed import listed, quoted
from careplan.scheduling.repairs.repair import apply_repair, request_number
from careplan.scheduling.repairs.school_words import SCHOOL_SENTENCES, day_words, days_of, school_fields
from careplan.scheduling.repairs.wide import rule_of
from careplan.scheduling.sentences import Names, request_words
from careplan.scheduling.solution import Price, Repair

SENTENCES: dict[str, tuple[str, str]] = {
    "least": (
        "把{whom}{what}的最低次数从{was}次降到{to}次。",
        "Lower the minimum of {what} for {whom} from {was} to {to}.",
    ),
    "most": (
        "把{whom}{what}的最高次数从{was}次提高到{to}次。",
        "Raise the maximum of {what} for {whom} from {was} to {to}.",
    ),
    "week": (
        "一个中队一周最多开展的活动从{was}次放宽到{to}次。",
        "Let a squad have {to:session|sessions} in one week instead of {was}.",
    ),
    "budget": ("把经费增加{more}（从{was}到{to}）。", "Raise the budget by {more}, from {was} to {to}."),
    "leads": (
        "让{person}{per}多带{more}课时（从{was}到{to}课时）。",
        "Let {person} lead {more:more lesson|more lessons} {per} ({to} instead of {was}).",
    ),
    "repeats": (
        "“{activity}”一个中队最多可以做{to}次（现在{was}次）。",
        "Let a squad do “{activity}” up to {to:time|times} instead of {was}.",
    ),
    "order": ("做“{activity}”之前不再要求先做别的活动。", "Do not ask for other activities before “{activity}”."),
    "drop": ("取消这次已经定下的活动：{request}。", "Drop this request: {request}."),
    "free": (
        "这次活动换个时间、场地或老师：{request}。",
        "Let this request be at another time, in another place or with other people: {request}.",
    ),
    "train": (
        "{until}再培训{count}人（{people}），取得资格：{skills}。",
        "Train {count:more person|more people} ({people}) in {skills}{until}.",
    ),
    "every": ("每项活动一个中队最多可以做{to}次。", "Let a squad do every activity up to {to:time|times}."),
    "add": (
        "增加{count}个像“{activity}”这样的活动：{aim}，适合{whom}。",
        "Add {count:more activity|more activities} like “{activity}”: {aim}, for {whom}.",
    ),
    "staff": (
        "让每位老师{per}最多可带{to}课时。",
        "Let everybody lead up to {to:lesson|lessons} {per}.",
    ),
    "hire": (
        "再请{count}位能带课的老师{able}。",
        "Engage {count:more person|more people} who can lead it{able}.",
    ),
    "hours": ("让{whom}在{days}也能开展活动。", "Let {whom} meet on {days} as well."),
    "place": (
        "{what}也可以在“{venue}”开展。",
        "Let {what} be held in “{venue}” as well.",
    ),
    "open": ("在{days}开放{venue}。", "Open {venue} on {days}."),
    **SCHOOL_SENTENCES,
}


def repair_words(
    problem: Problem, repair: Repair, language: str, names: Names | None = None, money: Callable[[int], str] = str
) -> str:
    """What to do, said of this problem; `money` says how a sum is written."""
    known = names or {}
    zh, en = SENTENCES["week" if repair.reference == "rules.sessions_per_week" else repair.kind]
    mine = repair.kind in SCHOOL_SENTENCES and repair.kind != "cheaper"
    fields = (school_fields if mine else _fields)(problem, repair, language, known)
    fields |= _figures(repair, money)
    said = worded(zh if language == "zh" else en, fields)
    if repair.then is None:
        return said
    after = apply_repair(problem, replace(repair, then=None))
    return said + ("" if language == "zh" else " ") + repair_words(after, repair.then, language, names, money)


def _figures(repair: Repair, money: Callable[[int], str]) -> dict[str, object]:
    if repair.was is None or repair.to is None:
        return {}
    say: Callable[[int], object] = money if repair.kind == "budget" else int
    return {"was": say(repair.was), "to": say(repair.to), "more": say(abs(repair.to - repair.was))}


def _fields(problem: Problem, repair: Repair, language: str, names: Names) -> dict[str, object]:
    if repair.kind in ("drop", "free"):
        return {"request": request_words(problem.requests[request_number(repair)], language, names)}
    if repair.kind in ("train", "hire"):
        return _training(problem, repair, language, names)
    if repair.kind == "add":
        return more_like(problem, repair, language, names)
    if repair.kind == "open":
        days = days_of(problem, repair, language)
        return {"venue": names.get(repair.venue or "", repair.venue), "days": days}
    if repair.kind in ("leads", "staff"):
        person, _, key = repair.reference.removeprefix("staff.").rpartition(".")
        return {"person": names.get(person, person), "per": _PER[key][language != "zh"], "to": repair.to}
    if repair.kind == "hours":
        whom = listed((names.get(one, one) for one in repair.squads), language)
        return {"whom": whom, "days": days_of(problem, repair, language)}
    if repair.kind in ("place", "cheaper"):
        return {"what": _asked(problem, repair, language, names), "venue": names.get(repair.venue or "", repair.venue)}
    if repair.kind in ("repeats", "order"):
        activity = repair.reference.removeprefix("activities.").rpartition(".")[0]
        return {"activity": names.get(activity, activity)}
    if "[" in repair.reference and repair.kind in ("least", "most"):
        rule = rule_of(problem, repair.reference)
        concerned = frozenset(repair.squads) if repair.squads else rule.squads
        return _of_rule(replace(rule, squads=concerned), language, names)
    return {"to": repair.to}


def _asked(problem: Problem, repair: Repair, language: str, names: Names) -> str:
    """What a rule or a request asks for."""
    if repair.reference.startswith("requests["):
        return f"“{names.get(told := problem.requests[request_number(repair)].activity, told)}”"
    return str(_of_rule(rule_of(problem, repair.reference), language, names)["what"])


_PER = {"max_per_week": ("一周", "in one week"), "max_per_term": ("一学期", "in one term")}


def _of_rule(rule: TermRule | GoalRule | MethodRule, language: str, names: Names) -> dict[str, object]:
    zh = language == "zh"
    if rule.squads is None:
        whom = "每个中队" if zh else "each squad"
    else:
        whom = listed((names.get(one, one) for one in sorted(rule.squads)), language)
    about = rule.term if isinstance(rule, TermRule) else rule.goal if isinstance(rule, GoalRule) else rule.method
    named = names.get(about, about)
    if isinstance(rule, TermRule):
        return {"whom": whom, "what": f"{named}活动" if zh else f"sessions in {named}"}
    if isinstance(rule, GoalRule):
        return {"whom": whom, "what": f"“{named}”目标的活动" if zh else f"sessions for the goal “{named}”"}
    return {"whom": whom, "what": f"“{named}”形式的活动" if zh else f"“{named}” sessions"}


def _training(problem: Problem, repair: Repair, language: str, names: Names) -> dict[str, object]:
    zh = language == "zh"
    day = next((slot.date for slot in problem.slots if slot.id == repair.until), None)
    before = (
        ("" if day is None else f"在{day_words(day, 'zh')}之前")
        if zh
        else ""
        if day is None
        else f" before {day_words(day, 'en')}"
    )
    skills = quoted(repair.skills, language, names)
    return {
        "count": len(repair.people),
        "people": listed((names.get(one, one) for one in repair.people), language),
        "skills": skills,
        "able": "" if not skills else f"（{skills}）" if zh else f" ({skills})",
        "until": before,
    }


def price_words(price: Price, language: str, money: Callable[[int], str] = str) -> str:
    """What it costs: people, squads, lessons, money; nothing that is nought."""
    zh = language == "zh"
    told = [
        (price.people, f"涉及{price.people}位老师" if zh else counted(price.people, "person", "people")),
        (price.squads, f"涉及{price.squads}个中队" if zh else counted(price.squads, "squad", "squads")),
        (price.lessons, f"{price.lessons}课次" if zh else counted(price.lessons, "lesson", "lessons")),
        (price.money, f"经费{money(price.money)}" if zh else f"{money(price.money)} of money"),
    ]
    return ("，" if zh else ", ").join(words for figure, words in told if figure)
