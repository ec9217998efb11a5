"""A finding before the search, and the sentence that a teacher would say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from careplan.scheduling.sentences import Names

MANY = 4  # names that are told one by one

SENTENCES: dict[str, tuple[str, str]] = {
    "request_group": (
        "定下的活动“{activity}”不适合所要求的中队。",
        "The session asked for, “{activity}”, is not for the squads asked for.",
    ),
    "request_time": (
        "定下的活动“{activity}”在所要求的时间无法开展：中队或活动那时没有开放。",
        "The session asked for, “{activity}”, cannot be at its time: the squad or the activity is not open then.",
    ),
    "request_room": (
        "定下的活动“{activity}”没有合适的场地：类型不符、坐不下，或那时不开放。",
        "There is no place for the session asked for, “{activity}”: of the wrong kind, too small, or closed then.",
    ),
    "request_people": (
        "定下的活动“{activity}”那时没有具备资格的老师。",
        "Nobody qualified is there for the session asked for, “{activity}”.",
    ),
    "crossed": (
        "关于“{what}”的最低次数{least}高于最高次数{has}。",
        "The minimum of “{what}”, {least}, is above its maximum, {has}.",
    ),
    "none": (
        "{squads}没有一项活动能满足“{what}”，而至少需要{least}次。",
        "No activity for {squads} counts for “{what}”, and at least {least} are asked for.",
    ),
    "nobody": (
        "能满足“{what}”的活动，没有一位有资格的老师在开放的时间里能带{squads}，而至少需要{least}次。",
        "Nobody qualified can ever lead a session of “{what}” for {squads}; at least {least} are asked for.",
    ),
    "no_room": (
        "能满足“{what}”的活动，{squads}没有合适的场地，而至少需要{least}次。",
        "There is no place for a session of “{what}” for {squads}; at least {least} are asked for.",
    ),
    "too_few": (
        "{squads}最多只能开展{has}次“{what}”的活动，而至少需要{least}次。",
        "For {squads} at most {has} sessions of “{what}” are possible, and at least {least} are asked for.",
    ),
    "budget": (
        "经费{has}不够：最便宜的安排也要{least}。",
        "The budget of {has} is not enough: even the cheapest year costs {least}.",
    ),
    "people": (
        "有资格（{what}）的老师全年最多能带{has}课时，而至少需要{least}课时。",
        "Those qualified in {what} can lead {has} lessons in the year at the most, and at least {least} are needed.",
    ),
    "rooms": (
        "能开展“{what}”的场地全年只有{has}课时，而至少需要{least}课时。",
        "The places for “{what}” have {has} lessons in the year, and at least {least} are needed.",
    ),
    "never": (
        "活动“{activity}”永远排不进去：{why}。",
        "The activity “{activity}” can never be held: {why}.",
    ),
}

WHY = {
    "people": ("没有具备资格的老师", "nobody qualified for it is ever free"),
    "rooms": ("没有合适的场地", "there is no fitting place"),
    "time": ("没有开放的时间", "there is no time open for it"),
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
        "why": WHY[finding.why][not zh] if finding.why else "",
    }
    return SENTENCES[finding.kind][not zh].format_map(fields)


def _squads(names: Sequence[str], known: Names, zh: bool) -> str:
    told = [known.get(one, one) for one in names]
    if len(told) <= MANY:
        return ("、" if zh else ", ").join(told)
    return f"{told[0]}等{len(told)}个中队" if zh else f"{told[0]} and {len(told) - 1} other squads"
