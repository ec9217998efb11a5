"""Chapter 二、主要做法, second half: homes and parents, teachers, aid and protection (S26–S28, S46–S52, C4–C34)."""

from __future__ import annotations

from collections import Counter

from careplan.reports.charts import Bars, Series
from careplan.reports.document import Block, Chart, Heading, KeyFigures, Paragraph
from careplan.reports.facts import ReportFacts
from careplan.reports.figures import box, children, cited, plain, prose

KINDS = {"home": "家访", "phone": "电话", "talk": "谈心", "school": "到校面谈"}


def homes(facts: ReportFacts) -> list[Block]:
    """（七）家校联系与家访 (S28, C4, C13, C15, C29, C32)."""
    snapshot = facts.snapshot
    counts = Counter(visit.kind for visit in snapshot.visits)
    said = "、".join(f"{KINDS.get(kind, kind)}{plain(count)}次" for kind, count in counts.most_common())
    blocks: list[Block] = [
        Heading(2, "家校联系与家访"),
        prose(
            "本学年{visits}。本学期家访覆盖率{cover}，随访写明下次日期的占{next}；近31天内有过走访、谈心或亲情联系的"
            "留守儿童占{recent}，亲子联系率{contact}。走访各月均衡度{even}（越接近100%，各月越均匀）。",
            visits=f"登记走访和谈心{plain(len(snapshot.visits))}次，其中{said}" if snapshot.visits else "尚无走访记录",
            cover=cited(facts, "visit_coverage"),
            next=cited(facts, "visit_next_date"),
            recent=cited(facts, "recent_care"),
            contact=cited(facts, "parent_contact"),
            even=cited(facts, "visit_evenness"),
        ),
    ]
    return [*blocks, _visits_chart(facts)] if snapshot.visits else blocks


def _visits_chart(facts: ReportFacts) -> Chart:
    visits = facts.snapshot.visits
    months = sorted({(v.on.year, v.on.month) for v in visits})
    kinds = [kind for kind, _ in Counter(v.kind for v in visits).most_common()]
    counts = Counter((v.on.year, v.on.month, v.kind) for v in visits)
    series = tuple(Series(KINDS.get(k, k), tuple(counts[y, m, k] for y, m in months)) for k in kinds)
    said = "，".join(f"{m}月{plain(sum(counts[y, m, k] for k in kinds))}次" for y, m in months)
    spec = Bars(tuple(f"{m}月" for _, m in months), series, "次", stacked=len(kinds) > 1)
    return Chart("各月走访和谈心次数", spec, f"各月走访和谈心次数：{said}。")


def teachers(facts: ReportFacts) -> list[Block]:
    """（八）教师培训与学分 (S27, S46–S52)."""
    return [
        Heading(2, "教师培训与学分"),
        prose(
            "班主任心理健康培训覆盖率{cover}，教职工参训率{staff}，班主任人均培训{hours}。培训学分登记率{credits}，认定率"
            "{recognised}（学分为校内登记，以主管部门认定为准）。排课时，没有有效资格的人员不安排相应岗位；已开展活动的持证上岗率{day}。",
            cover=cited(facts, "teacher_training"),
            staff=cited(facts, "staff_training"),
            hours=cited(facts, "training_hours"),
            credits=cited(facts, "credits_recorded"),
            recognised=cited(facts, "credits_recognised"),
            day=cited(facts, "qualified_on_the_day"),
        ),
        KeyFigures(
            (
                box(facts, "teacher_training", "班主任心理培训"),
                box(facts, "leader_qualification", "辅导员持证"),
                box(facts, "qualified_on_the_day", "持证上岗"),
                box(facts, "counselor_load", "人均主持课时"),
            )
        ),
    ]


def protection(facts: ReportFacts) -> list[Block]:
    """（九）帮扶救助与安全保护 (C25–C34)."""
    aid = facts.snapshot.aid
    blocks: list[Block] = [Heading(2, "帮扶救助与安全保护")]
    if not aid:
        return [*blocks, Paragraph(("本学年没有登记救助申请；救助落实率无数据，不按零计。",))]
    return [
        *blocks,
        prose(
            "登记救助{count}，救助落实率{done}，从申请到送达平均用时{days}。",
            count=children(len(aid), "件"),
            done=cited(facts, "aid_delivered"),
            days=cited(facts, "aid_days"),
        ),
    ]
