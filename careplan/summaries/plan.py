"""The year plan as a paper (S42): what is to be reached, what is done when, by whom, where. Pure."""

from __future__ import annotations

from careplan.indicators.facts import GoalTarget
from careplan.reports.document import Block, Column, Document, Heading, Paragraph, Row, Table, chinese_date
from careplan.reports.figures import yuan
from careplan.summaries.activities import activity_table
from careplan.summaries.facts import PlanFacts, standing, subtitle

TITLE = "“留守儿童心理健康关爱行动”\n年度工作计划"
STATES = {
    "draft": "本计划正在拟订，尚未报校长。",
    "submitted": "本计划已报校长，尚未批准。",
    "returned": "本计划已由校长退回修改，尚未批准。",
}


def plan_document(facts: PlanFacts) -> Document:
    """The plan of the year as it stands."""
    return Document(
        title=TITLE,
        subtitle=subtitle(facts, f"{facts.snapshot.year}学年"),
        organisation=facts.names.organisation,
        number="",
        date=facts.made_on,
        blocks=(
            standing(facts),
            Paragraph((_state(facts),)),
            *_aims(facts),
            *_people(facts),
            *_goals(facts),
            *_limits(facts),
            *_activities(facts),
            *_money(facts),
        ),
        demo=facts.is_demo,
        keywords=("留守儿童", "心理健康", "年度工作计划", facts.snapshot.year),
        signatories=("校长（签字）",),
    )


def _state(facts: PlanFacts) -> str:
    plan = facts.snapshot.plan
    if plan is not None and plan.approved_on:
        return f"本计划于{chinese_date(plan.approved_on)}经校长批准。"
    return STATES.get(plan.state if plan else "", "本计划尚未批准。")


def _aims(facts: PlanFacts) -> list[Block]:
    said = [Paragraph((line.strip(),)) for line in facts.aims.splitlines() if line.strip()]
    return [Heading(1, "工作目标"), *(said or [Paragraph(("计划中没有另写工作目标，各学段目标见下。",))])]


def _people(facts: PlanFacts) -> list[Block]:
    day = facts.made_on
    group = [m for m in facts.snapshot.leading_group if (m.until is None or m.until >= day)]
    rows = tuple(
        Row((facts.names.staff.get(m.staff_id, ""), "分管领导" if m.leads else "成员", m.duty or "未写明"))
        for m in group
    )
    if not rows:
        return [Heading(1, "组织分工"), Paragraph(("领导小组成员尚未登记。",))]
    columns = (Column("姓名", 2), Column("身份", 2), Column("分工", 6))
    return [Heading(1, "组织分工"), Table("领导小组成员与分工", columns, rows)]


def _goals(facts: PlanFacts) -> list[Block]:
    plan = facts.snapshot.plan
    targets = {(t.band, t.goal): t for t in plan.goal_targets} if plan else {}
    blocks: list[Block] = [Heading(1, "分学段目标")]
    columns = (Column("目标", 6), Column("每中队至少", 2, "right"), Column("每中队争取", 2, "right"))
    for band in facts.names.bands:
        wanted = [(goal.name, targets.get((band.code, goal.code))) for goal in band.goals]
        rows = tuple(Row(_goal(name, target)) for name, target in wanted if target is not None)
        if rows:
            blocks += [Heading(2, band.name), Table(f"{band.name}全年次数", columns, rows)]
    return blocks if len(blocks) > 1 else [*blocks, Paragraph(("计划中还没有列出目标。",))]


def _goal(name: str, target: GoalTarget) -> tuple[str, str, str]:
    return name, str(target.minimum), str(target.target)


def _limits(facts: PlanFacts) -> list[Block]:
    text = (
        f"每中队每学期开展活动{facts.term_minimum}至{facts.term_maximum}次，每周不超过{facts.per_week}次，"
        "安排在学校留出的固定活动课上。"
    )
    rows = tuple(
        Row((facts.words.word("method", code).zh, _limit(limits.get("min")), _limit(limits.get("max"))))
        for code, limits in sorted(facts.methods.items())
        if limits.get("min") or limits.get("max") is not None
    )
    columns = (Column("形式", 4), Column("至少", 2, "right"), Column("至多", 2, "right"))
    table: list[Block] = [Table("各种形式每中队全年次数", columns, rows)] if rows else []
    return [Heading(1, "次数与形式"), Paragraph((text,)), *table]


def _limit(times: int | None) -> str:
    return "不限" if times is None else str(times)


def _activities(facts: PlanFacts) -> list[Block]:
    lines = [line for line in facts.lines if line.state != "cancelled"]
    if not facts.lines or facts.published_on is None:
        return [Heading(1, "活动安排"), Paragraph(("活动安排尚未发布，发布后列在这里。",))]
    text = f"按{chinese_date(facts.published_on)}发布的第{facts.edition}版安排，全年共{len(lines)}次活动，取消的不列。"
    blocks: list[Block] = [Heading(1, "活动安排"), Paragraph((text,))]
    grades = {squad.id: squad.grade for squad in facts.snapshot.squads}
    for term in facts.snapshot.terms:
        own = [line for line in lines if term.first <= line.day <= term.last]
        name = f"第{'一二'[term.number - 1]}学期"
        blocks.append(Heading(2, f"{name}（{chinese_date(term.first)}至{chinese_date(term.last)}）"))
        shown = activity_table(f"{name}活动安排", own, facts.names, grades)
        blocks.append(shown if own else Paragraph(("本学期没有安排活动。",)))
    return blocks


def _money(facts: PlanFacts) -> list[Block]:
    plan = facts.snapshot.plan
    text = (
        f"全年经费预算{yuan(plan.budget_fen)}。" if plan and plan.budget_fen is not None else "计划中没有列出经费预算。"
    )
    return [Heading(1, "经费"), Paragraph((text,))]
