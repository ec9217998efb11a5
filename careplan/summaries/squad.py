"""The summary of one squad for its counselor: its sessions, attendance in counts, what children led. Pure, no child."""

from __future__ import annotations

from collections import Counter

from careplan.indicators.facts import TeamSession
from careplan.indicators.small_cells import Group, merge_small
from careplan.reports.document import Block, Cited, Column, Document, Heading, Paragraph, Row, Table
from careplan.reports.figures import prose
from careplan.summaries.counts import (
    AHEAD,
    HELD,
    WAITING,
    Count,
    Counts,
    attendance,
    session_counts,
    state_of,
    term_sessions,
)
from careplan.summaries.facts import TermFacts, standing, subtitle
from careplan.summaries.term import cite, held_of_planned, least_of_term, unrecorded

STATE_WORDS = {"held": "已开展", "cancelled": "取消", "waiting": "未登记", "ahead": "未到期"}


def squad_counts(facts: TermFacts, *, with_attendance: bool) -> dict[str, Count]:
    """The term of the squad. Attendance is for who may open its children: set against the school's, it tells of few."""
    own = term_sessions(facts.snapshot, facts.term, facts.squad)
    counts = session_counts(own, facts.made_on)
    return {**counts, "attendance": attendance(facts.snapshot, own, facts.squad)} if with_attendance else counts


def squad_document(facts: TermFacts, counts: Counts) -> Document:
    """The squad's term."""
    name = facts.names.squads.get(facts.squad, "")
    return Document(
        title=f"{name}\n关爱活动小结",
        subtitle=subtitle(facts, facts.title),
        organisation=facts.names.organisation,
        number="",
        date=facts.made_on,
        blocks=(
            standing(facts),
            *_sessions(facts, counts),
            *_attendance(facts, counts),
            *_led(facts, counts),
            *_goals(facts),
            *_missing(facts, counts),
        ),
        demo=facts.is_demo,
        keywords=("留守儿童", "心理健康", "中队小结", facts.snapshot.year),
        signatories=("中队辅导员（签字）",),
    )


def _own(facts: TermFacts) -> tuple[TeamSession, ...]:
    return term_sessions(facts.snapshot, facts.term, facts.squad)


def _sessions(facts: TermFacts, counts: Counts) -> list[Block]:
    blocks: list[Block] = [Heading(1, "活动开展情况"), held_of_planned(facts, counts)]
    rows = tuple(Row(_session(facts, s)) for s in _own(facts))
    columns = (
        Column("日期", 2), Column("活动", 4.5), Column("形式", 2), Column("负责人", 2.4), Column("情况", 1.8),
    )  # fmt: skip
    return [*blocks, Table("本学期活动", columns, rows)] if rows else blocks


def _session(facts: TermFacts, session: TeamSession) -> tuple[str, ...]:
    leaders = (facts.names.staff.get(post.staff_id or "", "") for post in session.posts)
    return (
        f"{session.on.month}月{session.on.day}日",
        facts.names.activities.get(session.activity_id, ""),
        facts.words.word("method", session.method).zh,
        "、".join(dict.fromkeys(name for name in leaders if name)) or "待定",
        STATE_WORDS[state_of(session, facts.made_on)],
    )


def _attendance(facts: TermFacts, counts: Counts) -> list[Block]:
    if "attendance" not in counts:
        said = prose("家长到场{parents}。出勤人次只列给能查看本中队儿童的人。", parents=cite(counts, "parents", "人次"))
        return [Heading(1, "出勤情况"), said]
    said = prose(
        "已开展的活动出勤率{attendance}（按人次）；家长到场{parents}。",
        attendance=Cited(counts["attendance"].share(), "attendance"),
        parents=cite(counts, "parents", "人次"),
    )
    table = attendance_table(facts, counts)
    return [Heading(1, "出勤情况"), said, *([table] if table else [])]


def attendance_table(facts: TermFacts, counts: Counts) -> Table | None:
    """Came and missed by month: months are told together until no number is under five (G10)."""
    days = {s.id: s.on for s in _own(facts)}
    came: Counter[int] = Counter()
    missed: Counter[int] = Counter()
    months = list(dict.fromkeys(days[one.id].month for one in counts["attendance"].records))
    for one in counts["attendance"].records:
        came[days[one.id].month] += round(one.weight)
        missed[days[one.id].month] += round(one.out_of - one.weight)
    shown = merge_small([Group(f"{month}月", (came[month], missed[month])) for month in months])
    rows = tuple(Row(("、".join(one.keys), *(_told(n) for n in one.counts))) for one in shown)
    columns = (Column("月份", 4), Column("到场人次", 3, "right"), Column("缺席人次", 3, "right"))
    note = "含迟到；病假、事假计入缺席。人次太少的月份并在一起，仍不足的不写明。"
    return Table("各月出勤", columns, rows, note=note) if rows else None


def _told(count: int | None) -> str:
    return "不列" if count is None else f"{count:,}"  # of the two either may be the small one


def _led(facts: TermFacts, counts: Counts) -> list[Block]:
    rows = tuple(
        Row((f"{s.on.month}月{s.on.day}日", facts.names.activities.get(s.activity_id, "")))
        for s in _own(facts)
        if s.held and s.child_led_count
    )
    said = prose("由孩子主持或带领的活动{led}。", led=cite(counts, "led", "次"))
    table: list[Block] = [Table("孩子主持或带领的活动", (Column("日期", 2), Column("活动", 6)), rows)] if rows else []
    return [Heading(1, "孩子做主"), said, *table]


def _goals(facts: TermFacts) -> list[Block]:
    squad = next(one for one in facts.snapshot.squads if one.id == facts.squad)
    plan = facts.snapshot.plan
    wanted = {t.goal: t.minimum for t in plan.goal_targets if t.band == squad.band} if plan else {}
    goals = next((band.goals for band in facts.names.bands if band.code == squad.band), ())
    had = Counter(goal for s in _own(facts) if s.held for goal in s.goals)
    rows = tuple(Row((g.name, str(had[g.code]), str(wanted[g.code]))) for g in goals if g.code in wanted)
    columns = (Column("目标", 5), Column("本学期开展", 2, "right"), Column("全年至少", 2, "right"))
    return [Heading(1, "目标完成情况"), Table("本学段目标", columns, rows)] if rows else []


def _missing(facts: TermFacts, counts: Counts) -> list[Block]:
    least = least_of_term(facts)
    lacking = least - sum(counts[code].number for code in (HELD, WAITING, AHEAD))
    said = [Paragraph((f"按现有安排达不到每学期{least}次，还差{lacking}次。",))] if lacking > 0 else []
    waiting = unrecorded(facts)
    found: list[Block] = [*said, *([waiting] if waiting else [])]
    return [Heading(1, "还缺什么"), *(found or [Paragraph(("没有发现缺项。",))])]
