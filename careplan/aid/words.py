"""What is entered of aid and duties, and the words for it: code → Chinese, English. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from careplan.aid.windows import Pattern

STEP_WORDS = {
    "asked": ("已申请", "Asked for"),
    "granted": ("已批准", "Granted"),
    "refused": ("未批准", "Refused"),
    "ended": ("已结束", "Ended"),
}
STANDING_WORDS = {
    **STEP_WORDS,
    "none": ("未登记", "Nothing recorded"),
    "part": ("部分到账", "Partly paid"),
    "paid": ("已到账", "Paid"),
    "running": ("按月发放", "Paid monthly"),
}
TONES = {"asked": "busy", "granted": "good", "part": "good", "paid": "good", "running": "good", "refused": "bad"}

ENTRY_WORDS = {
    "paid": ("到账", "Money arrived"),
    "split": ("指定用途", "Set aside"),
    "spent": ("支出", "Spent"),
    "goods": ("物品", "Goods"),
}
COST_RHYTHMS = {"monthly": ("每月", "every month"), "term": ("每学期", "every term"), "once": ("一次", "once")}
PAPER_WORDS = {
    "application": ("申请材料", "Application"),
    "decision": ("批准文件", "Decision"),
    "receipt": ("收据", "Receipt"),
    "delivery": ("送达照片", "Photograph of a delivery"),
    "other": ("其他", "Other"),
}

NEXT_STEPS = {
    None: ("asked", "granted"),
    "asked": ("granted", "refused", "ended"),
    "refused": ("asked", "granted"),
    "granted": ("ended",),
    "ended": (),
}
"""Which step may follow which: refused may be asked for again; what has ended is a new case when it begins anew."""


@dataclass(frozen=True, slots=True)
class Happened:
    """A step of a case that stands. fen: asked for or granted."""

    state: str
    day: date
    fen: int | None


def last_state(steps: list[Happened]) -> str | None:
    """Where a case stands by its steps, in the order in which they were entered; None before the first."""
    return steps[-1].state if steps else None


def granted_fen(steps: list[Happened]) -> int | None:
    """What was granted last; None before there is a grant, 0 for one of goods alone."""
    grants = [step for step in steps if step.state == "granted"]
    return (grants[-1].fen or 0) if grants else None


def standing_word(steps: list[Happened], *, monthly: bool, paid: int) -> str:
    """A key of STANDING_WORDS: the last step, and of granted money how far it has arrived. paid in fen."""
    state = last_state(steps) or "none"
    if state != "granted":
        return state
    if monthly:
        return "running"
    if not paid:
        return "granted"
    return "paid" if paid >= (granted_fen(steps) or 0) else "part"


@dataclass(frozen=True, slots=True)
class CaseWords:
    """A case as entered; its first step with it. fen: asked for, granted, or of a monthly one the first amount."""

    kind: str
    giver: str
    agency: str
    monthly: bool
    pay_day: int | None
    ends_on: date | None
    for_costs: bool
    note: str
    state: str
    day: date
    fen: int | None


@dataclass(frozen=True, slots=True)
class EntryWords:
    """A line of the ledger as entered."""

    kind: str
    day: date
    fen: int | None
    purpose: str = ""
    what: str = ""
    key: str | None = None


@dataclass(frozen=True, slots=True)
class CostWords:
    """A known cost as entered."""

    purpose: str
    fen: int
    rhythm: str
    day: int
    since: date
    until: date | None
    school_time: bool


@dataclass(frozen=True, slots=True)
class DutyWords:
    """A duty as entered; case_id: the aid whose money is brought."""

    preset: str
    title: str
    pattern: Pattern
    case_id: int | None = None


@dataclass(frozen=True, slots=True)
class RecordWords:
    """One time of a duty as entered; done_on None: not needed this time, and `note` says why.

    fen and goods: what was brought out of the duty's aid, for a purpose.
    """

    opens: date
    done_on: date | None
    asked: str
    how_child: str
    note: str
    fen: int | None = None
    purpose: str = ""
    goods: str = ""
