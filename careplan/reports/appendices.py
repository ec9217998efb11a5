"""The attachments: every measure, the list of sessions, training, money (DOMAIN 6.3)."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal

from careplan.indicators.facts import TeamSession
from careplan.indicators.words import AREAS, reason
from careplan.reports.document import Appendix, Block, Column, Paragraph, Row, Table
from careplan.reports.evidence_list import anchors_of_measures, evidence_appendix
from careplan.reports.facts import ReportFacts
from careplan.reports.figures import children, figure, fraction_text, plain, yuan

CONTENT = {
    "mental-health": "心理健康教育",
    "psychology": "心理健康教育",
    "counselor": "少先队辅导员",
    "class-teacher": "班主任工作",
    "safety": "安全与急救",
    "ethics": "师德师风",
    "other": "其他",
}


def appendices(facts: ReportFacts) -> tuple[Appendix, ...]:
    """All attachments, those without anything to say left out."""
    found = [Appendix("指标数据明细", (*_measures_words(facts), _measures(facts))), evidence_appendix(facts)]
    if facts.snapshot.held_sessions:
        found.append(Appendix("已开展活动一览", (_sessions(facts),)))
    if facts.snapshot.trainings:
        found.append(Appendix("教师培训登记汇总", (_trainings(facts),)))
    return (*found, Appendix("经费使用情况", tuple(_money(facts))))


def _measures_words(facts: ReportFacts) -> list[Block]:
    without = sum(result.value is None for result in facts.results.values())
    text = f"共{len(facts.results)}项，其中{without}项暂无数据并注明原因。分子、分母与系统中逐条记录一致。"
    return [Paragraph((text,))]


def _measures(facts: ReportFacts) -> Table:
    by_area: dict[str, list[Row]] = defaultdict(list)
    anchors = anchors_of_measures(facts)
    for code, measure in facts.measures.items():
        result = facts.results[code]
        value = figure(facts, code)
        about = measure.definition if result.value is not None else f"{reason(result.no_data)[0]}。{measure.definition}"
        cells = (measure.name, value, fraction_text(result, personal=measure.personal), about, " ".join(measure.refs))
        by_area[measure.area].append(Row(cells, codes=("", code, "", "", ""), refs=(anchors[code],)))
    rows: list[Row] = []
    for area, lines in by_area.items():
        rows += [Row((AREAS.get(area, (area, area))[0],), kind="group"), *lines]
    columns = (
        Column("指标", 3.3),
        Column("数值", 2, "right"),
        Column("分子/分母", 2.5, "right"),
        Column("算法与说明", 5.6),
        Column("计划条款", 2.1),
    )
    note = "涉及儿童人数、且分子或余数不足5人的，只写范围，不列分子分母。“计划条款”是本系统对工作计划各句的编号。"
    return Table("指标数据明细", columns, tuple(rows), note=note)


def _sessions(facts: ReportFacts) -> Table:
    came: Counter[str] = Counter(a.session_id for a in facts.snapshot.attendance if a.came)
    order = {squad.id: place for place, squad in enumerate(facts.snapshot.squads)}
    held = sorted(facts.snapshot.held_sessions, key=lambda s: (s.on, [order.get(q, 0) for q in s.squad_ids], s.id))
    rows = tuple(_session_row(facts, session, came) for session in held)
    columns = (
        Column("日期", 2.1),
        Column("中队", 2.4),
        Column("活动", 5.2),
        Column("形式", 2.2),
        Column("主持", 2.6),
        Column("到场", 1.7, "right"),
    )
    return Table("已开展活动一览", columns, rows, note="“到场”为登记到场（含迟到）的学生人数，未登记考勤的写“未登记”。")


def _session_row(facts: ReportFacts, session: TeamSession, came: Counter[str]) -> Row:
    squads = "、".join(facts.names.squads.get(squad, squad) for squad in session.squad_ids)
    leaders = [p.staff_id for p in session.posts if p.role in {"leader", "expert"} and p.staff_id]
    names = "、".join(dict.fromkeys(facts.names.staff.get(person, "") for person in leaders))
    there = children(came[session.id], "") if came[session.id] else "未登记"
    title = facts.names.activities.get(session.activity_id, session.activity_id)
    method = facts.words.word("method", session.method).zh
    return Row((f"{session.on.month}月{session.on.day}日", squads, title, method, names, there))


def _trainings(facts: ReportFacts) -> Table:
    rows = []
    by_content: dict[str, list[tuple[str, Decimal, str]]] = defaultdict(list)
    for one in facts.snapshot.trainings:
        by_content[CONTENT.get(one.content_tag, one.content_tag)].append((one.staff_id, one.hours, one.state))
    for content, records in sorted(by_content.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        rows.append(Row((content, *_training_sums(records))))
    everything = [record for records in by_content.values() for record in records]
    rows.append(Row(("合计", *_training_sums(everything)), kind="total"))
    titles = ("人次", "参加人数", "学时合计", "已认定")
    columns = (Column("培训内容", 4), *(Column(title, 2, "right") for title in titles))
    return Table(
        "教师培训登记汇总", columns, tuple(rows), note="校内登记，以主管部门认定为准；“参加人数”合计不重复计。"
    )


def _training_sums(records: list[tuple[str, Decimal, str]]) -> tuple[str, str, str, str]:
    hours = plain(float(sum((hours for _, hours, _ in records), Decimal())))
    recognised = sum(state == "recognised" for *_, state in records)
    return plain(len(records)), plain(len({person for person, *_ in records})), hours, plain(recognised)


def _money(facts: ReportFacts) -> list[Block]:
    plan = facts.snapshot.plan
    budget = plan.budget_fen if plan else None
    counts: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    for session in facts.snapshot.held_sessions:
        counts[session.method] += 1
        spent[session.method] += facts.costs.get(session.activity_id, 0)
    total = sum(spent.values())
    planned = "年度计划未列经费预算" if budget is None else f"年度计划经费预算{yuan(budget)}"
    words = f"{planned}。已开展活动按活动方案核定的材料、交通等费用合计{yuan(total)}"
    share = f"，为预算的{plain(total * 100 / budget)}%" if budget else ""
    blocks: list[Block] = [Paragraph((f"{words}{share}。实际报销以财务账目为准。",))]
    rows = [
        Row((facts.words.word("method", code).zh, plain(counts[code]), plain(fen / 100, 2)))
        for code, fen in spent.most_common()
        if fen
    ]
    if not rows:
        return blocks
    rows.append(
        Row(("合计", plain(sum(n for code, n in counts.items() if spent[code])), plain(total / 100, 2)), kind="total")
    )
    columns = (Column("活动形式", 4), Column("次数", 2, "right"), Column("核定费用（元）", 3, "right"))
    return [*blocks, Table("各形式活动的核定费用", columns, tuple(rows), note="只列有费用的活动形式。")]
