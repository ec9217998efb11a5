"""Meetings of three people and two squads, for tests without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from careplan.sessions.meeting import Meeting, Post
from careplan.telling.wording import Speech

BEFORE = date(2026, 9, 1)
FRIDAY = date(2026, 9, 18)
COUNSELORS = {"2024-1": "T3", "2024-2": "T4", "2024-3": "T5"}
NAMES = {
    **{"2024-1": "三(1)班", "2024-2": "三(2)班"},
    **{"T1": "王红", "T2": "李明", "T3": "赵敏", "T4": "钱静"},
    **{"calm": "情绪温度计", "map": "求助地图"},
}
ROLES = {"leader": "带领者", "safety": "安全员"}
CHINESE = Speech("zh", NAMES, ROLES, 3)
ENGLISH = Speech("en", {**NAMES, "calm": "Thermometer"}, {"leader": "leader", "safety": "safety post"}, 3)


def meeting(
    activity: str = "calm",
    *,
    squads: tuple[str, ...] = ("2024-1",),
    day: date = FRIDAY,
    period: int = 6,
    lessons: int = 1,
    venue: str = "活动室",
    leader: str = "T1",
    safety: str = "",
) -> Meeting:
    posts = (Post("leader", leader), *([Post("safety", safety)] if safety else []))
    concerns = frozenset({*(post.person for post in posts), *(COUNSELORS[squad] for squad in squads)})
    return Meeting(activity, squads, day, period, lessons, venue, posts, concerns)


def joined(**words: str) -> Meeting:
    """A session into which another squad's was merged."""
    one = meeting(**words)  # type: ignore[arg-type]
    return replace(one, joined=("2024-2",), concerns=one.concerns | {COUNSELORS["2024-2"]})
