"""What carries over into a new year, what waits for a person, and the words for it: code → Chinese, English. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

LEAVES, STAYS = "leaves", "stays"
DECISIONS = (LEAVES, STAYS)
SAME_WEEKDAY = timedelta(weeks=52)
YEAR_ENDS = (7, 31)
TERM_BEGINS = (9, 1)
FRIDAY = 4

CARRIED = {
    "squads": ("升级的中队", "Squads that move up"),
    "children": ("升级：随班升入下一年级的学生", "Move up: children who go on with their class"),
    "graduates": ("毕业：最高年级的学生，学年结束时离校", "Leave: children of the last grade, at the end of the year"),
    "owners": ("有责任人的学生", "Children with a person responsible"),
    "levels": ("已定关爱等级的学生", "Children with a care level"),
    "needs": ("未满足的需求", "Needs not met yet"),
    "goals": ("进行中的目标", "Goals under way"),
    "duties": ("定期事项", "Regular duties"),
    "benefits": ("按月发放的救助", "Aid that comes monthly"),
    "costs": ("固定费用", "Known costs"),
    "partners": ("合作方", "Partners"),
    "promises": ("未了的承诺", "Open promises"),
    "events": ("未办结的事件", "Open events"),
}
WAITING = {
    "leaving": (
        "毕业年级仍在册的学生",
        "Children past the last grade, still on the roll",
        "逐人登记：已离校，或转入其他班。",
        "For each: has left, or moves to another class.",
    ),
    "owner": (
        "责任人不在岗或没有责任人",
        "Nobody at work is responsible",
        "指定新的责任人，写明交接。",
        "Name a new person responsible, with a handover.",
    ),
    "counselor": (
        "中队没有辅导员",
        "Squads without a counselor",
        "确定新学年的中队辅导员。",
        "Name the counselor for the new year.",
    ),
    "duty": (
        "定期事项到期或没有人做",
        "Regular duties that end, or that nobody does",
        "续到新学年、交给别人，或写明结束。",
        "Let it go on, hand it over, or end it.",
    ),
    "benefit": (
        "按月救助将到期",
        "Monthly aid that ends",
        "申请续办，或写明今后靠什么。",
        "Ask for it again, or say what comes instead.",
    ),
    "cost": (
        "固定费用到期或金额可能变",
        "Known costs that end or whose amount may change",
        "核对新学年的金额和日期。",
        "Check amount and dates of the new year.",
    ),
    "agreement": (
        "合作协议将到期",
        "Agreements that run out",
        "与合作方续签，或另找支持。",
        "Renew with the partner, or look for others.",
    ),
    "promise": (
        "未了的承诺",
        "Open promises",
        "兑现并登记结果，或改定日期。",
        "Keep it and say how it ended.",
    ),
    "event": (
        "未办结的事件",
        "Open events",
        "办结，或确认由谁继续办。",
        "Close it, or make sure who goes on with it.",
    ),
    "calendar": (
        "新学年的放假调休还没有录全",
        "Holidays of the new year are still to be entered",
        "每年日期不变的可现在录入；其余等国务院放假通知发布后录入。",
        "What stands on the same date can be entered now; the rest when the State Council's notice is out.",
    ),
}
"""Kind → Chinese, English, what to do in both. Most of it is decided on its own page, which records who decided."""

OPEN = {
    "event": ("未办结事件", "an open event"),
    "promise": ("未了承诺", "an open promise"),
    "duty": ("定期事项", "a regular duty"),
    "benefit": ("按月救助", "monthly aid"),
    "money": ("救助款未用完", "aid money not spent"),
    "pledge": ("合作方承诺未送达", "a pledge still to come"),
}
"""What may still be open for a child who leaves: then a person has to decide, and say to whom it is handed on."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something that waits: `link` is the kind of page and its id; `day` a date that matters, `who` a name.

    count: of how many things it speaks, where that is not one.
    """

    title: str
    link: tuple[str, int]
    squad: tuple[int, int] | None = None
    day: date | None = None
    who: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Leaver:
    """A child of the last grade with what is still open (codes of OPEN)."""

    child_id: int
    name: str
    squad: tuple[int, int]
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person decided for a child of the last grade."""

    decision: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class TermDates:
    """First and last day of a term."""

    first: date
    last: date


def terms_after(terms: list[TermDates]) -> list[TermDates]:
    """The same weeks a year on, on the same weekdays: what to start from; what began on 1 September does so again."""
    return [TermDates(_begins(term.first), term.last + SAME_WEEKDAY) for term in terms]


def _begins(first: date) -> date:
    """A year on, on the same weekday; 1 September, unless that is a weekend: then the Monday after it."""
    if (first.month, first.day) != TERM_BEGINS:
        return first + SAME_WEEKDAY
    again = first.replace(year=first.year + 1)
    return again + timedelta(days=max(0, 7 - again.weekday()) if again.weekday() > FRIDAY else 0)


def last_day_of(start_year: int) -> date:
    """The last day that belongs to a school year."""
    return date(start_year + 1, *YEAR_ENDS)
