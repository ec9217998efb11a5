"""A finding before the search, and the sentence that a teacher would say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from careplan.scheduling.plural import worded
from careplan.scheduling.sentences import Names

MANY = 4  # names that are told one by one

SENTENCES: dict[str, tuple[str, str]] = {
    "request_group": (
        "定下的活动“{activity}”{asked}不适合所要求的中队。",
        "The session asked for, “{activity}”{asked}, is not for the squads asked for.",
    ),
    "request_time": (
        "定下的活动“{activity}”{asked}在所要求的时间无法开展：中队或活动那时没有开放。",
        "The session asked for, “{activity}”{asked}, cannot be then: the squad or the activity is not open.",
    ),
    "request_room": (
        "定下的活动“{activity}”{asked}没有合适的场地：类型不符、坐不下，或那时不开放。",
        "There is no place for the session asked for, “{activity}”{asked}: of the wrong kind, too small or closed.",
    ),
    "request_people": (
        "定下的活动“{activity}”{asked}那时凑不齐具备资格的老师。",
        "Not enough qualified people are there for the session asked for, “{activity}”{asked}.",
    ),
    "request_nobody": (
        "定下的活动“{activity}”{asked}没有写明适合哪些中队。",
        "The session asked for, “{activity}”{asked}, is for no group at all.",
    ),
    "request_week": (
        "定下的活动“{activity}”{asked}无法开展：规定一个中队一周最多开展0次活动。",
        "The session asked for, “{activity}”{asked}, cannot be: a squad may have 0 sessions in one week.",
    ),
    "request_repeats": (
        "定下的活动“{activity}”{asked}无法开展：规定一个中队最多做0次。",
        "The session asked for, “{activity}”{asked}, cannot be: a squad may do it 0 times.",
    ),
    "request_order": (
        "定下的活动“{activity}”{asked}永远轮不到：要求先做的活动，中队永远做不了。",
        "The session asked for, “{activity}”{asked}, can never have its turn: what comes before it can never be held.",
    ),
    "crossed": (
        "关于“{what}”的最低次数{least}高于最高次数{has}。",
        "The minimum of “{what}”, {least}, is above its maximum, {has}.",
    ),
    "none": (
        "{squads}没有一项活动能满足“{what}”，而至少需要{least}次。",
        "No activity for {squads} counts for “{what}”, and at least {least:is|are} asked for.",
    ),
    "nobody": (
        "能满足“{what}”的活动，没有一位有资格的老师在开放的时间里能带{squads}，而至少需要{least}次。",
        "Nobody qualified can ever lead a session of “{what}” for {squads}; at least {least:is|are} asked for.",
    ),
    "no_room": (
        "能满足“{what}”的活动，{squads}没有合适的场地，而至少需要{least}次。",
        "There is no place for a session of “{what}” for {squads}; at least {least:is|are} asked for.",
    ),
    "no_time": (
        "能满足“{what}”的活动，{squads}没有开放的时间，而至少需要{least}次。",
        "There is no time open for a session of “{what}” for {squads}; at least {least:is|are} asked for.",
    ),
    "week_none": (
        "规定一个中队一周最多开展0次活动，因此{squads}一次“{what}”的活动也排不了，而至少需要{least}次。",
        "A squad may have 0 sessions in one week, so {squads} can have none of “{what}”; "
        "at least {least:is|are} asked for.",
    ),
    "repeats_none": (
        "能满足“{what}”的活动，规定一个中队最多做0次，而{squads}至少需要{least}次。",
        "Every activity for {squads} that counts for “{what}” may be done 0 times; at least {least:is|are} asked for.",
    ),
    "order_none": (
        "能满足“{what}”的活动，{squads}永远轮不到：要求先做的活动永远做不了；而至少需要{least}次。",
        "No session of “{what}” for {squads} can ever have its turn: what must come before can never be held; "
        "at least {least:is|are} asked for.",
    ),
    "no_slots": (
        "没有任何可以开展活动的时间（slots 为空），一次活动也排不了。",
        "There are no slots: no time at all in which a session could be held.",
    ),
    "no_week": (
        "规定一个中队一周最多开展0次活动，一次活动也排不了。",
        "A squad may have 0 sessions in one week, so nothing can be held.",
    ),
    "too_few": (
        "{squads}最多只能开展{has}次“{what}”的活动，而至少需要{least}次。",
        "For {squads} the most possible is {has:session|sessions} of “{what}”, and at least {least:is|are} asked for.",
    ),
    "budget": (
        "经费{has}不够：最便宜的安排也要{least}。",
        "The budget of {has} is not enough: even the cheapest year costs {least}.",
    ),
    "people": (
        "有资格（{what}）的老师全年最多能带{has}课时，而至少需要{least}课时。",
        "Those qualified in {what} can lead {has:lesson|lessons} in the year at the most; "
        "at least {least:is|are} needed.",
    ),
    "rooms": (
        "能开展“{what}”的场地全年只有{has}课时，而至少需要{least}课时。",
        "The places for “{what}” have {has:lesson|lessons} in the year; at least {least:is|are} needed.",
    ),
    "never": (
        "活动“{activity}”永远排不进去：{why}。",
        "The activity “{activity}” can never be held: {why}.",
    ),
}

WHY = {
    "people": ("凑不齐具备资格又有空的老师", "not enough people qualified for it are ever free together"),
    "rooms": ("没有合适的场地", "there is no fitting place"),
    "time": ("没有开放的时间", "there is no time open for it"),
    "groups": ("没有写明适合哪些中队", "it is for no group"),
    "repeats": ("规定一个中队最多做0次", "a squad may do it 0 times"),
    "circle": ("要求先做的活动绕成了一圈：{before}", "it would have to come after itself: {before}"),
    "before": ("要求先做的活动“{before}”永远做不了", "what must come before it, “{before}”, can never be held before"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, with the rules it is about; `least` is needed and only `has` is there."""

    kind: str
    references: tuple[str, ...]
    proof: bool
    what: str = ""  # a goal, method, term, skill or activity
    squads: tuple[str, ...] = ()
    least: int | None = None
    has: int | None = None
    why: str = ""
    before: tuple[str, ...] = ()  # what an activity waits for, one after the other
    asked: tuple[str, ...] = ()  # what else a request names: group, start, venue, people


def finding_words(
    finding: Finding, language: str, names: Names | None = None, money: Callable[[int], str] = str
) -> str:
    """The finding as a sentence, in Chinese or English."""
    known, zh = names or {}, language == "zh"
    what = known.get(finding.what, finding.what)
    figures = (finding.least or 0, finding.has or 0)
    least, has = map(money, figures) if finding.kind == "budget" else map(str, figures)
    fields = {
        "what": what,
        "activity": what,
        "squads": _squads(finding.squads, known, zh),
        "least": least,
        "has": has,
        "why": _why(finding, known, zh),
        "asked": _asked(finding.asked, known, zh),
    }
    return worded(SENTENCES[finding.kind][not zh], fields)


def _why(finding: Finding, known: Names, zh: bool) -> str:
    before = " ← ".join(known.get(one, one) for one in finding.before)
    return WHY[finding.why][not zh].format(before=before) if finding.why else ""


def _asked(names: Sequence[str], known: Names, zh: bool) -> str:
    told = [known.get(one, one) for one in names]
    if not told:
        return ""
    return f"（{'，'.join(told)}）" if zh else f" ({', '.join(told)})"


def _squads(names: Sequence[str], known: Names, zh: bool) -> str:
    told = [known.get(one, one) for one in names]
    if len(told) <= MANY:
        return ("、" if zh else ", ").join(told)
    return f"{told[0]}等{len(told)}个中队" if zh else f"{told[0]} and {len(told) - 1} other squads"
