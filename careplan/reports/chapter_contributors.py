"""（十）各方共同参与: what the school, the community, offices and society gave and did over the year (C36–C39)."""

from __future__ import annotations

from careplan.reports.contributors import (
    DELIVERIES,
    GOODS,
    HOURS,
    LESSONS,
    MERGED,
    SIDES,
    TIMES,
    TOGETHER,
    Contribution,
)
from careplan.reports.document import Block, Column, Heading, Paragraph, Row, Table
from careplan.reports.facts import ReportFacts
from careplan.reports.figures import children, plain, yuan

NOTHING = "—"
NOTE = (
    "受助学生不足5人的提供方，其资金、物品等写“合并”，合计列在最后一行；合并后仍不足5人的不列数额。资金、物品为登记到账、送到的数额；"
    "服务时间指辅导室、热线、家长课堂、选修课和合作方服务；每行的学生不重复计人。"
)


def contributors(facts: ReportFacts) -> list[Block]:
    """The chapter; a sentence where nothing was recorded."""
    blocks: list[Block] = [Heading(2, "各方共同参与")]
    if not facts.contributions:
        return [*blocks, Paragraph(("本学年没有登记各方的帮扶和服务。",))]
    told = [row for row in facts.contributions if row.tells_amounts]
    money = sum(row.money for row in told)
    words = f"学校、社区、民政等部门和社会力量共同参与。本学年各方到账资金合计{yuan(money)}，各方贡献见下表。"
    return [*blocks, Paragraph((words,)), _table(facts.contributions)]


def _table(rows: tuple[Contribution, ...]) -> Table:
    found: list[Row] = []
    for side, (zh, _en) in SIDES.items():
        lines = [row for row in rows if row.side == side and not row.is_merged]
        if lines:
            found += [Row((zh,), kind="group"), *(_line(row) for row in lines)]
    merged = [_line(row) for row in rows if row.is_merged]
    found += [Row(row.cells, kind="total") for row in merged]
    columns = (
        Column("提供方", 4.6),
        Column("资金（元）", 2.1, "right"),
        Column("物品", 2.3, "right"),
        Column("送达次数", 1.5, "right"),
        Column("服务小时", 1.5, "right"),
        Column("活动课时", 1.5, "right"),
        Column("联系办理次数", 1.8, "right"),
        Column("学生人数", 1.6, "right"),
    )
    return Table("各方贡献", columns, tuple(found), note=NOTE)


def _line(row: Contribution) -> Row:
    name = MERGED[0] if row.is_merged else row.sources[0].zh
    if not row.tells_amounts:
        return Row((name, *("不列",) * 6, children(1, "")))
    counted = [_shown(row.counts[what]) for what in (DELIVERIES, HOURS, LESSONS, TIMES)]
    reached = children(row.children, "") if row.children else NOTHING
    cells = (_shown(row.money / 100, 2), goods_words(row), *counted, reached)
    together = (TOGETHER[0] if row.pooled and cell == NOTHING else cell for cell in cells)
    return Row((name, *together))


def goods_words(row: Contribution) -> str:
    """3次，or with what they are worth, and how many nobody valued: 3次（600元，另有1件未估值）."""
    if not row.counts[GOODS]:
        return NOTHING
    value = [yuan(row.goods_value)] if row.goods_value else []
    rest = [f"{'另有' if value else ''}{row.unvalued}件未估值"] if row.unvalued else []
    worth = "，".join([*value, *rest])
    return f"{plain(row.counts[GOODS])}次" + (f"（{worth}）" if worth else "")


def _shown(value: float, digits: int = 1) -> str:
    return plain(value, digits) if value else NOTHING
