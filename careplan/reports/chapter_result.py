"""Chapters 三 to 五: effect, the school's own points, what is wanting (S17, S38, S39, S45)."""

from __future__ import annotations

from decimal import Decimal

from careplan.indicators.points import ScoredBranch, ScoredLeaf, scored_leaves
from careplan.indicators.words import reason
from careplan.reports.charts import Bars, Series
from careplan.reports.document import Block, Chart, Column, Heading, KeyFigures, Paragraph, Row, Table
from careplan.reports.evidence_list import anchor, numbers_of_leaves
from careplan.reports.evidence_words import COLUMN, POINTS_NOTE
from careplan.reports.facts import ReportFacts
from careplan.reports.figures import NO_DATA, any_bounded, box, cited, figure, plain, prose

POOR = Decimal("0.6")
MOST_PROBLEMS = 6


def effect(facts: ReportFacts) -> list[Block]:
    """三、工作成效. The system holds no figures of an earlier year, so none are compared."""
    return [
        Heading(1, "工作成效"),
        KeyFigures(
            (
                box(facts, "session_completion", "活动完成率"),
                box(facts, "attendance_rate", "活动出勤率"),
                box(facts, "satisfaction", "活动反馈评分"),
                box(facts, "goal_progress", "目标进度"),
            )
        ),
        prose(
            "活动反馈：收到反馈的活动占{feedback}；“趣味性、针对性、实效性”三问由带领教师回答，孩子们的回答按每次活动合为一份计入，"
            "平均{mean}，认为有实效的反馈占{felt}。各中队每月开展率{rhythm}。问题改进闭环率{loop}，办结平均用时{days}。",
            feedback=cited(facts, "feedback_rate"),
            mean=cited(facts, "satisfaction"),
            felt=cited(facts, "felt_effective"),
            rhythm=cited(facts, "monthly_rhythm"),
            loop=cited(facts, "improvement_loop"),
            days=cited(facts, "answer_days"),
        ),
        Paragraph(("系统中没有上一学年的同口径数据，本报告不作年度比较。",)),
    ]


def own_points(facts: ReportFacts) -> list[Block]:
    """四、自评得分: points by area; what has no data earns nothing and is not judged either."""
    total = facts.scored.sum
    missing = [leaf for leaf in facts.scored.leaves if leaf.points is None]
    example = "（示例指标集，可由学校修改）" if facts.scored.tree.example else ""
    blocks: list[Block] = [
        Heading(1, "自评得分"),
        prose(
            "按“{tree}”{example}自评，满分{full}分。有数据可评的{judged}分中，自评{points}分。",
            tree=facts.scored.tree.name.removesuffix("（示例）"),
            example=example,
            full=plain(float(total.full)),
            judged=plain(float(total.judged)),
            points=plain(float(total.points)),
        ),
    ]
    if missing:
        names = "、".join(f"{m.leaf.name}（{plain(float(m.leaf.full))}分，{reason(m.reason)[0]}）" for m in missing)
        text = f"下列指标暂无数据，不计分，也不按零分计，合计{plain(float(total.without_data))}分：{names}。"
        blocks.append(Paragraph((text,)))
    gates = "、".join(leaf.leaf.name for leaf in facts.scored.failed_gates)
    if gates:
        blocks.append(Paragraph((f"必达指标尚未达到：{gates}。",)))
    blocks += _beside_the_sum(facts)
    return [*blocks, _areas_chart(facts), _points_table(facts)]


def _beside_the_sum(facts: ReportFacts) -> list[Block]:
    """Bonus, minus, veto and band, where people marked them; what a mark by hand says beside a figure."""
    scored, said = facts.scored, []
    if scored.bonus or scored.minus:
        parts = [f"加分{plain(float(scored.bonus))}分"] if scored.bonus else []
        parts += [f"扣{plain(float(scored.minus))}分"] if scored.minus else []
        said.append(f"另计{'、'.join(parts)}，合计{plain(float(scored.total))}分。")
    if scored.vetoes:
        said.append(f"一票否决：{'、'.join(one.leaf.name for one in scored.vetoes)}。")
    if scored.band is not None:
        said.append(f"按现有数据，达到“{scored.band.name}”的分数线（{plain(float(scored.band.least))}分）。")
    differing = [one for one in scored.leaves if one.differs]
    if differing:
        names = "、".join(
            f"{one.leaf.name}（人工评{plain(float(one.points or 0))}分，系统得分{plain(float(one.by_figure or 0))}分）"
            for one in differing
        )
        said.append(f"下列指标的人工评分与系统得分不同，按人工评分计：{names}。")
    return [Paragraph(("".join(said),))] if said else []


def _areas_chart(facts: ReportFacts) -> Chart:
    areas = facts.scored.areas
    spec = Bars(
        tuple(area.branch.name for area in areas),
        (
            Series("满分", tuple(float(area.branch.full) for area in areas)),
            Series("自评", tuple(float(a.sum.points) if a.sum.judged else None for a in areas)),
        ),
        "分",
    )
    said = "，".join(f"{a.branch.name}满分{a.branch.full}分、自评{plain(float(a.sum.points))}分" for a in areas)
    return Chart("各方面满分与自评得分", spec, f"各方面满分与自评得分：{said}。")


def _points_table(facts: ReportFacts) -> Table:
    rows: list[Row] = []
    numbers = numbers_of_leaves(facts)
    for area in facts.scored.areas:
        rows.append(Row((_area_head(area),), kind="group"))
        rows += [_leaf_row(facts, leaf, numbers[leaf.leaf.code]) for leaf in scored_leaves(area)]
    total = facts.scored.sum
    rows.append(Row(("合计", plain(float(total.full)), plain(float(total.points)), "", "", ""), kind="total"))
    columns = (
        Column("指标", 4),
        Column("分值", 1.4, "right"),
        Column("自评", 1.7, "right"),
        Column("数值", 2.3, "right"),
        Column("评分标准", 5),
        Column(COLUMN, 1.9, "right"),
    )
    note = "数值由系统按记录计算；在预览页点击数值，可看到分子、分母和每一条记录。“无数据”不按零分计。" + POINTS_NOTE
    if any_bounded(facts):
        note += "“不低于”“不高于”的写法见“一、基本情况”的说明。"
    return Table("自评得分明细", columns, tuple(rows), note=note)


def _area_head(area: ScoredBranch) -> str:
    judged = f"，其中可评{plain(float(area.sum.judged))}分" if area.sum.without_data else ""
    return f"{area.branch.name}（{plain(float(area.branch.full))}分{judged}，自评{plain(float(area.sum.points))}分）"


def _leaf_row(facts: ReportFacts, leaf: ScoredLeaf, number: int) -> Row:
    points = NO_DATA if leaf.points is None else plain(float(leaf.points))
    code = leaf.leaf.measure if leaf.result is not None else ""
    value = figure(facts, code) if code else "—"
    cells = (leaf.leaf.name, plain(float(leaf.leaf.full)), points, value, leaf.leaf.criteria, f"第{number}项")
    return Row(cells, codes=("", "", "", code, "", ""), refs=("", "", "", "", "", anchor(number)))


def poor_leaves(facts: ReportFacts) -> list[ScoredLeaf]:
    """The leaves under 60% of their points, those that lost most first."""
    poor = [s for s in facts.scored.leaves if s.points is not None and s.points < s.leaf.full * POOR]
    return sorted(poor, key=lambda s: (s.points or 0) - s.leaf.full)[:MOST_PROBLEMS]


def _own_words(text: str) -> list[Block]:
    return [Paragraph((line.strip(),)) for line in text.splitlines() if line.strip()]


def problems(facts: ReportFacts) -> list[Block]:
    """五、存在的问题: the principal's words, then what the points say by themselves."""
    blocks: list[Block] = [Heading(1, "存在的问题"), *_own_words(facts.problems)]
    poor = poor_leaves(facts)
    for leaf in poor:
        points, full = plain(float(leaf.points or 0)), plain(float(leaf.leaf.full))
        template = "{value}，得{points}分（满分{full}分）。评分标准：{criteria}"
        value = cited(facts, leaf.leaf.measure) if leaf.result else "—"
        lead = leaf.leaf.name + "。"
        blocks.append(prose(template, lead=lead, value=value, points=points, full=full, criteria=leaf.leaf.criteria))
    missing = [leaf.leaf.name for leaf in facts.scored.leaves if leaf.points is None]
    if missing:
        blocks.append(Paragraph((f"尚无数据、还不能评价的指标：{'、'.join(missing)}。",)))
    if len(blocks) == 1:
        blocks.append(Paragraph(("各项自评指标均达到满分的六成以上，没有缺少数据的指标。",)))
    return blocks
