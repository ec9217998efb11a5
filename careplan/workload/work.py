"""Work is what was done: a fact for each piece of it that a record shows (S51). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Pair = tuple[str, str]

PER_LESSON, PER_TIME, PER_WEEK = "lesson", "time", "week"
BASES: dict[str, Pair] = {
    PER_LESSON: ("每课时（40分钟）", "for each lesson (40 minutes)"),
    PER_TIME: ("每次", "each time"),
    PER_WEEK: ("每教学周", "for each teaching week"),
}

WORK: dict[tuple[str, str], tuple[str, Pair]] = {
    ("session", "leader"): (PER_LESSON, ("带领队日活动", "Leading a session")),
    ("session", "assistant"): (PER_LESSON, ("协助队日活动", "Assisting in a session")),
    ("session", "safety"): (PER_LESSON, ("活动安全员", "Safety post of a session")),
    ("session", "expert"): (PER_LESSON, ("活动主讲", "Expert of a session")),
    ("session", "joined"): (PER_LESSON, ("带本中队并入他队活动", "Bringing the own squad to another's session")),
    ("preparation", "leader"): (PER_LESSON, ("活动准备", "Preparing a session")),
    ("visit", ""): (PER_TIME, ("家访", "Home visit")),
    ("call", ""): (PER_TIME, ("电话、视频联系家长", "Call with the family")),
    ("talk", ""): (PER_TIME, ("与孩子谈心", "Talk with a child")),
    ("parent-call", ""): (PER_TIME, ("组织亲情电话", "Call between child and parents")),
    ("room", ""): (PER_LESSON, ("心理辅导室值班", "Hours in the counselling room")),
    ("hotline", ""): (PER_LESSON, ("热线值守", "Hours on the hotline")),
    ("parents-lesson", ""): (PER_LESSON, ("家长课堂", "Parents' lesson")),
    ("elective", ""): (PER_LESSON, ("选修课", "Elective")),
    ("broadcast", ""): (PER_TIME, ("红领巾广播", "School radio")),
    ("wall-newspaper", ""): (PER_TIME, ("黑板报、墙报", "Wall newspaper")),
    ("other-media", ""): (PER_TIME, ("其他宣传", "Other media")),
    ("other", ""): (PER_LESSON, ("临时工作（手工登记）", "Unplanned work, entered by hand")),
}
"""(kind, role) → for what it is counted, and its name. A rule set has a coefficient for each of them."""

POSTS: dict[str, Pair] = {
    "brigade-counselor": ("大队辅导员岗位", "Post of the brigade counselor"),
    "squad-counselor": ("中队辅导员岗位", "Post of a squad counselor"),
    "counselling-teacher": ("心理教师岗位", "Post of the counselling teacher"),
}
"""Posts that count a constant for each teaching week, whatever was done in it."""
POST = "post"
LEADER = "leader"


def work_name(kind: str, role: str) -> Pair:
    """What a kind of work is called; of a post its own name."""
    return POSTS[role] if kind == POST else WORK[kind, role][1]


def base_of(kind: str, role: str) -> str:
    """For what a kind of work is counted."""
    return PER_WEEK if kind == POST else WORK[kind, role][0]


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of work of one person, and the record that shows it.

    source, source_id: session · contact · item · entry · post with the row's id; times: teaching weeks of a post, else
    1. shares: (staff id, weight) of everybody who led the same session, this person among them; called: whether the
    roll of a session was called. begins, ends: minutes of the day, -1 where no record says; event: the school's event
    that the record is joined with (0: none), which counts once (S20). No child's name in title.
    """

    staff_id: int
    source: str
    source_id: int
    kind: str
    role: str
    day: date
    minutes: int
    title: str
    title_en: str = ""
    times: int = 1
    shares: tuple[tuple[int, int], ...] = ()
    called: bool = True
    begins: int = -1
    ends: int = -1
    event: int = 0

    @property
    def order(self) -> tuple[date, str, int, str, str]:
        """The order in which caps are used up: by day, then by record."""
        return (self.day, self.source, self.source_id, self.kind, self.role)


def overlapping(facts: tuple[Fact, ...]) -> tuple[tuple[Fact, Fact], ...]:
    """Pairs of records of one person that claim the same minutes: one event must not be paid twice (S20)."""
    timed = sorted(
        (one for one in facts if one.begins >= 0), key=lambda one: (one.staff_id, one.day, one.begins, one.order)
    )
    return tuple(
        (one, other)
        for number, one in enumerate(timed)
        for other in timed[number + 1 :]
        if (one.staff_id, one.day) == (other.staff_id, other.day)
        and (one.source, one.source_id) != (other.source, other.source_id)
        and other.begins < one.ends
    )


GROUPS: dict[str, Pair] = {
    "sessions": ("队日活动", "Sessions"),
    "preparation": ("活动准备", "Preparation"),
    "contacts": ("家访与联系", "Visits and contacts"),
    "help": ("心理辅导与热线", "Counselling room and hotline"),
    "beside": ("家长课堂、选修课与宣传", "Parents' lessons, electives, media"),
    "unplanned": ("临时工作", "Unplanned work"),
    "posts": ("岗位", "Posts"),
}
"""How kinds of work are told together, in the order of a statement."""
_GROUP_OF = {
    "session": "sessions",
    "preparation": "preparation",
    **dict.fromkeys(("visit", "call", "talk", "parent-call"), "contacts"),
    **dict.fromkeys(("room", "hotline"), "help"),
    "other": "unplanned",
    POST: "posts",
}


def group_of(kind: str) -> str:
    """Which group a kind of work belongs to."""
    return _GROUP_OF.get(kind, "beside")
