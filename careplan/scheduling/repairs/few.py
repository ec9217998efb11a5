"""What is said where there are fewer ways out than three: whether more time may find more, or nothing else helps."""

from __future__ import annotations

from collections.abc import Sequence

from careplan.scheduling.plural import worded
from careplan.scheduling.solution import Repair

ENOUGH = 3

FEW: dict[str, tuple[str, str]] = {
    "none": (
        "每一类改动都试过了，没有一个能排出来：已经上过或锁定的活动不能改。请核对这些活动的记录，或者解除锁定。",
        "Every kind of change was tried and none makes a plan possible: what was held or is locked stays. "
        "Check how these sessions are recorded, or unlock one of them.",
    ),
    "no other": (
        "每一类改动都试过了，没有找到别的办法。",
        "Every kind of change was tried; no other way out was found.",
    ),
    "no repair": (
        "在给定的时间里没有找到可行的办法；增加 --seconds 也许能找到",
        "no way out was found in the time given; more --seconds may find some",
    ),
    "few repairs": (
        "时间用完时只找到{number}个办法；增加 --seconds 也许能找到更多",
        "only {number:way out was|ways out were} found before the time was used up; more --seconds may find more",
    ),
}


def few_words(repairs: Sequence[Repair], exhausted: bool, language: str) -> str:
    """The sentence for fewer than three ways out; empty where there are enough."""
    if len(repairs) >= ENOUGH:
        return ""
    ended = ("no other", "few repairs") if repairs else ("none", "no repair")
    return worded(FEW[ended[not exhausted]][language != "zh"], {"number": len(repairs)})
