"""（五）分学段目标: how often each goal of each band was met, by grade (S23–S25)."""

from __future__ import annotations

from collections import Counter

from careplan.indicators.facts import GoalTarget, Squad
from careplan.reports.charts import HeatMap
from careplan.reports.document import Block, Chart, Column, Heading, Row, Table
from careplan.reports.facts import NamedBand, ReportFacts, grade_name
from careplan.reports.figures import cited, plain, prose

Had = Counter[tuple[str, str]]


def goals(facts: ReportFacts) -> list[Block]:
    """The section: a table for each band, then a map for each."""
    blocks: list[Block] = [
        Heading(2, "分学段目标"),
        prose(
            "按学段确定目标和最低次数，每个中队分别统计。已达到全年最低次数的目标占{reached}，全年进度{progress}；按已排定"
            "的日程，学年结束时达标的将占{ahead}。",
            reached=cited(facts, "goal_coverage"),
            progress=cited(facts, "goal_progress"),
            ahead=cited(facts, "goals_scheduled"),
        ),
    ]
    had: Had = Counter((squad, goal) for s in facts.snapshot.held_sessions for squad in s.squad_ids for goal in s.goals)
    bands = [band for band in facts.names.bands if band.goals and _squads(facts, band)]
    for band in bands:
        blocks += _band(facts, band, had)
    if bands and facts.snapshot.held_sessions:  # the maps together: tables and maps in turn leave half pages empty
        blocks += [Heading(3, "各年级开展情况"), *(_map(facts, band, had) for band in bands)]
    return blocks


def _squads(facts: ReportFacts, band: NamedBand) -> list[Squad]:
    return [squad for squad in facts.snapshot.squads if squad.grade in band.grades]


def _band(facts: ReportFacts, band: NamedBand, had: Had) -> list[Block]:
    squads = _squads(facts, band)
    plan = facts.snapshot.plan
    targets = {(t.band, t.goal): t for t in plan.goal_targets} if plan else {}
    rows = tuple(
        _row(goal.name, targets.get((band.code, goal.code)), [had[squad.id, goal.code] for squad in squads])
        for goal in band.goals
    )
    columns = (
        Column("目标", 5),
        *(Column(title, 2, "right") for title in ("每中队最低", "已开展", "达标中队", "中队数")),
    )
    note = "“已开展”按中队次计，一次活动几个中队参加计几次；一次活动可对应一至三个目标。"
    return [Heading(3, band.name), Table(f"{band.name}目标开展情况", columns, rows, note=note)]


def _row(name: str, target: GoalTarget | None, times: list[int]) -> Row:
    least = "未设" if target is None else str(target.minimum)
    reached = "—" if target is None else str(sum(n >= target.minimum for n in times))
    return Row((name, least, plain(sum(times)), reached, plain(len(times))))


def _map(facts: ReportFacts, band: NamedBand, had: Had) -> Chart:
    of_grade = {g: [s.id for s in facts.snapshot.squads if s.grade == g] for g in band.grades}
    values = tuple(
        tuple(float(sum(had[squad, goal.code] for squad in of_grade[g])) if of_grade[g] else None for g in band.grades)
        for goal in band.goals
    )
    spec = HeatMap(tuple(g.name for g in band.goals), tuple(grade_name(g) for g in band.grades), values, "次")
    most = max(zip(values, band.goals, strict=True), key=lambda pair: sum(v or 0 for v in pair[0]))[1]
    return Chart(
        f"{band.name}各目标在各年级的开展次数",
        spec,
        f"{band.name}各目标在各年级的开展次数，开展最多的是“{most.name}”。",
    )
