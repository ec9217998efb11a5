"""What a breach is called in both languages: one sentence for each kind, with the names people use. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from careplan.scheduling.agenda import Index
from careplan.scheduling.problem import Slot
from careplan.scheduling.quotes import nested
from careplan.scheduling.rules import Fault
from careplan.scheduling.sentences import NUMBERED, OF_ONE, request_words
from careplan.scheduling.solution import Session

Names = Mapping[str, str]
SLOT = re.compile(r"(\d{4}-\d\d-\d\d)p(\d{1,2})", re.ASCII)
"""The id of a lesson in the school's own problems."""

WORDS: dict[str, tuple[str, str]] = {
    "unknown": ("“{who}”已经不在学校现在的资料里。", "“{who}” is not in the school's records any more."),
    "unknown.group": (
        "“{what}”不适合现在的{who}（年级或人数不合）。",
        "“{what}” does not suit {who} as it is now: its grade or its size.",
    ),
    "unknown.slot": ("{who}不上课了。", "There is no lesson on {who} any more."),
    "unknown.posts": ("岗位人数与活动方案不符。", "The number of people does not fit the activity's posts."),
    "window.squad": ("{when}不是{who}的活动课。", "{when} is not a lesson of {who}."),
    "window.staff": ("{who}{when}有课或没有空。", "{who} is not free on {when}."),
    "window.venue": ("{who}{when}不开放。", "{who} is not open on {when}."),
    "window.activity": ("“{who}”{when}不能开展。", "“{who}” cannot be held on {when}."),
    "window": ("从{when}起排不下“{what}”的课时。", "There are not enough lessons for “{what}” from {when} on."),
    "squad_clash": ("{who}{when}已有别的活动。", "{who} has another session on {when}."),
    "staff_clash": ("{who}{when}要带别的活动。", "{who} has another session on {when}."),
    "staff_clash.posts": ("一个人不能在一次活动里担任两个岗位。", "Nobody can hold two posts of one session."),
    "venue_clash": ("{who}{when}已经有活动在用。", "{who} is taken on {when}."),
    "capacity": ("{who}最多容纳{limit}人，这次有{has}人。", "{who} holds {limit} people; there would be {has}."),
    "venue_kind": ("{who}不适合开展“{what}”。", "{who} does not suit “{what}”."),
    "skills": ("{who}没有“{what}”这个岗位要求的资格。", "{who} lacks the qualification that “{what}” asks for."),
    "rules.sessions_per_week": (
        "{who}{when}有{has}次活动，一周最多{limit}次。",
        "{who} has {has} sessions in {when}; at most {limit} are allowed.",
    ),
    "rules.sessions_per_term.few": (
        "{who}{about}只有{has}次活动，至少要{limit}次。",
        "{who} has only {has} sessions in {about}; at least {limit} are needed.",
    ),
    "rules.sessions_per_term": (
        "{who}{about}有{has}次活动，最多{limit}次。",
        "{who} has {has} sessions in {about}; at most {limit} are allowed.",
    ),
    "rules.goals.few": (
        "{who}的“{about}”只有{has}次活动，至少要{limit}次。",
        "{who} has only {has} sessions for “{about}”; at least {limit} are needed.",
    ),
    "rules.goals": (
        "{who}的“{about}”有{has}次活动，最多{limit}次。",
        "{who} has {has} sessions for “{about}”; at most {limit} are allowed.",
    ),
    "rules.methods.few": (
        "{who}的“{about}”只有{has}次，至少要{limit}次。",
        "{who} has “{about}” only {has} times; at least {limit} are needed.",
    ),
    "rules.methods": (
        "{who}的“{about}”有{has}次，最多{limit}次。",
        "{who} has “{about}” {has} times; at most {limit} are allowed.",
    ),
    "rules.budget": ("全年花费{has}元，预算是{limit}元。", "The year costs ¥{has}; the budget is ¥{limit}."),
    "requests": ("已经定下的活动不在安排里：{about}。", "A session that was asked for is missing: {about}."),
    "staff.max_per_week": (
        "{who}{when}要带{has}课时，一周最多{limit}课时。",
        "{who} would lead {has} lessons in {when}; at most {limit} are allowed.",
    ),
    "staff.max_per_term": (
        "{who}{when}要带{has}课时，一学期最多{limit}课时。",
        "{who} would lead {has} lessons in {when}; at most {limit} are allowed.",
    ),
    "activities.repeats": (
        "{who}做了{has}次“{what}”，最多{limit}次。",
        "{who} does “{what}” {has} times; at most {limit} are allowed.",
    ),
    "activities.after": (
        "{who}做“{what}”之前，要先做完“{before}”。",
        "{who} must have finished “{before}” before “{what}”.",
    ),
}


def kind_of(reference: str) -> str:
    """The rule's name without what it is about: rules.goals[3] → rules.goals."""
    if found := NUMBERED.fullmatch(reference):
        return found[1]
    if found := OF_ONE.fullmatch(reference):
        return f"{found[1]}.{found[3]}"
    return reference


def fault_words(index: Index, fault: Fault, session: Session | None, language: str, names: Names) -> str:
    """A breach in one sentence. `session`: the first of those concerned."""
    zh, en = WORDS[_variant(index, fault)]
    return nested((zh if language == "zh" else en).format_map(_fields(index, fault, session, language, names)))


def _variant(index: Index, fault: Fault) -> str:
    kind = kind_of(fault.code)
    few = f"{kind}.few"
    if few in WORDS and (fault.has or 0) < (fault.limit or 0):
        return few
    if kind == "unknown":
        return _unknown(index, fault.who)
    if kind == "staff_clash":
        return kind if fault.who else "staff_clash.posts"
    if kind == "window":
        return f"window.{_table(index, fault.who)}" if fault.who else kind
    return kind


def _unknown(index: Index, who: str) -> str:
    if who == "staff":
        return "unknown.posts"
    if who in index.groups:
        return "unknown.group"
    return "unknown.slot" if lost_lesson(who, "zh") else "unknown"


def _table(index: Index, name: str) -> str:
    """Whose id it is."""
    if name in index.squads:
        return "squad"
    if name in index.staff:
        return "staff"
    return "venue" if name in index.venues else "activity"


def _fields(index: Index, fault: Fault, session: Session | None, language: str, names: Names) -> dict[str, object]:
    def named(name: str) -> str:
        return names.get(name) or lost_lesson(name, language) or name

    kind = kind_of(fault.code)
    about = fault.code.removeprefix("activities.").rpartition(".")[0] if kind.startswith("activities.") else ""
    money = 100 if kind == "rules.budget" else 1
    return {
        "who": named(fault.who),
        "when": _when(index, kind, fault.when, language, names),
        "before": named(fault.when),
        "what": named(about or (session.activity if session else "")),
        "about": _about(index, fault.code, language, names),
        "has": (fault.has or 0) // money,
        "limit": (fault.limit or 0) // money,
    }


def week_key(number: str) -> str:
    """Under what the names have a week of the scheduling file: its number alone is a term's too."""
    return f"week {number}"


def _when(index: Index, kind: str, when: str, language: str, names: Names) -> str:
    if kind.endswith("per_week"):
        return names.get(week_key(when), f"第{when}周" if language == "zh" else f"week {when}")
    slot = index.slots.get(when)
    return names.get(when, when) if slot is None else slot_words(slot, language)


def slot_words(slot: Slot, language: str) -> str:
    """A lesson's day and number: 9月4日第6节."""
    return _lesson_words(slot.date, slot.period, language)


def lost_lesson(name: str, language: str) -> str:
    """As `slot_words` for the id of a lesson that the problem has no more: its day was lost; "" for another id."""
    found = SLOT.fullmatch(name)
    try:
        return _lesson_words(date.fromisoformat(found[1]), int(found[2]), language) if found else ""
    except ValueError:  # 31 February: somebody's own invention
        return ""


def _lesson_words(day: date, period: int, language: str) -> str:
    if language == "zh":
        return f"{day.month}月{day.day}日第{period}节"
    return f"{day:%-d %B}, lesson {period}"


def _about(index: Index, reference: str, language: str, names: Names) -> str:
    """The term, goal or method of a numbered rule, or the session that was asked for."""
    found = NUMBERED.fullmatch(reference)
    if not found:
        return ""
    if found[1] == "requests":
        told = {**{slot.id: slot_words(slot, language) for slot in index.problem.slots}, **names}
        return request_words(index.problem.requests[int(found[2])], language, told)
    rule = getattr(index.problem.rules, found[1].removeprefix("rules."))[int(found[2])]
    about = next(str(getattr(rule, key)) for key in ("term", "goal", "method") if hasattr(rule, key))
    return names.get(about, about)
