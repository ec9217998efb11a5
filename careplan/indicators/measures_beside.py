"""Activities 教育活动: what stands beside the sessions, and whether it comes regularly (S36, S26, S28, S32, S35)."""

from __future__ import annotations

from careplan.indicators.facts import Arrangement, Snapshot, TeamSession
from careplan.indicators.months import ended_school_months
from careplan.indicators.registry import Shelf
from careplan.indicators.results import Outcome, RecordRef, nothing, number, rate

BESIDE = Shelf("activities")
MEDIA = frozenset({"broadcast", "wall-newspaper", "other-media"})
PARENTS_LESSON = frozenset({"parents-lesson"})
HOURS = frozenset({"room", "hotline"})
NOTES = {"done": "", "planned": "not_recorded", "cancelled": "cancelled"}


def beside_record(one: Arrangement, counted: bool, note: str = "") -> RecordRef:
    """A record of something beside the sessions; its squad where it is meant for exactly one."""
    squad = one.squad_ids[0] if len(one.squad_ids) == 1 else None
    return RecordRef("arrangement", one.id, counted, note, squad)


def done_beside(facts: Snapshot, kinds: frozenset[str]) -> list[Arrangement]:
    """What of these kinds took place by the day."""
    return [one for one in facts.due_beside(kinds) if one.done]


def _media_sessions(facts: Snapshot) -> list[TeamSession]:
    return [one for one in facts.held_sessions if one.method == "media"]


@BESIDE.measure(
    "media_items",
    zh=("媒体宣传期数", "已开展的广播、板报等媒体宣传的期数，包括以此为形式的队日活动。"),
    en=(
        "Media items",
        "Radio, wall newspapers and other media that took place, sessions of that kind too.",
    ),
    refs="S36",
    none="no_held_sessions",
    unit="count",
)
def media_items(facts: Snapshot) -> Outcome:
    """How many broadcasts and wall papers."""
    due = facts.due_beside(MEDIA)
    if not facts.held_sessions and not due:
        return nothing("no_held_sessions")
    records = [RecordRef("session", one.id, True) for one in _media_sessions(facts)]
    return number(records + [beside_record(one, one.done, NOTES[one.state]) for one in due])


@BESIDE.measure(
    "media_rhythm",
    zh=("媒体宣传定期率", "已结束的教学月份中，至少开展一期媒体宣传的月份数 ÷ 已结束的教学月份数。"),
    en=("Media every month", "Ended school months with a media item ÷ ended school months."),
    refs="S36",
    none="no_ended_month no_media",
)
def media_rhythm(facts: Snapshot) -> Outcome:
    """A record per ended month: regularly, not all at once."""
    days = [one.on for one in done_beside(facts, MEDIA)] + [one.on for one in _media_sessions(facts)]
    months = ended_school_months(facts)
    if not months:
        return nothing("no_ended_month")
    if not days:
        return nothing("no_media")
    had = {day.strftime("%Y-%m") for day in days}
    return rate((RecordRef("month", f"/{month}", month in had) for month in months), "no_ended_month")


@BESIDE.measure(
    "parents_lessons",
    zh=("家长课堂次数", "已开展的家长课堂次数。"),
    en=("Parents' lessons", "Parents' lessons that took place."),
    refs="S26 S28",
    none="no_parents_lessons",
    unit="count",
)
def parents_lessons(facts: Snapshot) -> Outcome:
    """How many; those that fell out are on the list of what is missing."""
    due = facts.due_beside(PARENTS_LESSON)
    if not due:
        return nothing("no_parents_lessons")
    return number(beside_record(one, one.done, NOTES[one.state]) for one in due)


@BESIDE.measure(
    "help_hours_kept",
    zh=("辅导室、热线值守率", "心理辅导室开放和校内热线值守中，实际开放的次数 ÷ 已到日期的次数。"),
    en=(
        "Hours of help kept",
        "Hours of counselling room and hotline that took place ÷ those whose day has come.",
    ),
    refs="S32 S35",
    none="no_help_hours",
)
def help_hours_kept(facts: Snapshot) -> Outcome:
    """Somebody was there when help was promised."""
    records = (beside_record(one, one.done, NOTES[one.state]) for one in facts.due_beside(HOURS))
    return rate(records, "no_help_hours")


@BESIDE.measure(
    "help_talks",
    zh=("求助次数", "已结束月份里辅导室和热线的辅导次数；不足五次的月份与后面的合并，仍不足五次的暂不计入。"),
    en=(
        "Talks in room and hotline",
        "Talks of months that are over; a month with fewer than five is joined with the next, until there are five.",
    ),
    refs="S32 S35",
    none="few_talks",
    unit="count",
    better="none",
)
def help_talks(facts: Snapshot) -> Outcome:
    """A record per group of months: only counts leave the room."""
    if not facts.talks:
        return nothing("few_talks")
    return number(
        RecordRef("month", "/" + ",".join(one.months), True, f"times_{one.talks}", weight=one.talks)
        for one in facts.talks
    )
