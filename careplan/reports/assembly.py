"""Facts and figures to the annual report as a `Document` (S45): pure, so the same facts always give the same words.

The chapters follow DOMAIN 6.3: 基本情况, 主要做法, 工作成效, 自评得分, 存在的问题, 打算, then the attachments.
"""

from __future__ import annotations

from careplan.reports.appendices import appendices
from careplan.reports.chapter_contributors import contributors
from careplan.reports.chapter_goals import goals
from careplan.reports.chapter_people import homes, protection, teachers
from careplan.reports.chapter_result import effect, own_points, problems
from careplan.reports.chapter_situation import situation
from careplan.reports.chapter_steps import next_steps
from careplan.reports.chapter_work import leadership, mental_health, principles, register, team_sessions
from careplan.reports.document import Block, Document, Heading, Paragraph, chinese_date
from careplan.reports.facts import ReportFacts

TITLE = "“留守儿童心理健康关爱行动”\n年度工作报告"


def assemble(facts: ReportFacts) -> Document:
    """The annual report of the school year of the snapshot, as known on its day."""
    snapshot = facts.snapshot
    until = "" if facts.year_is_over else f"（截至{chinese_date(snapshot.as_of)}）"
    return Document(
        title=TITLE,
        subtitle=f"{snapshot.year}学年{until}",
        organisation=facts.names.organisation,
        number=facts.number,
        date=facts.issued_on,
        blocks=tuple(_body(facts)),
        appendices=appendices(facts),
        demo=facts.is_demo,
        draft=facts.draft,
        keywords=("留守儿童", "心理健康", "关爱行动", "年度工作报告", snapshot.year),
        signatories=("校长（签字）",),
    )


def _body(facts: ReportFacts) -> list[Block]:
    opening = (
        f"按照学校“留守儿童心理健康关爱行动”工作计划，{facts.snapshot.year}学年在领导小组领导下，以少先队队日活动为主要途径，"
        "面向全体留守儿童开展心理健康关爱工作。现将有关情况报告如下。"
    )
    return [
        Paragraph((opening,)),
        *situation(facts),
        Heading(1, "主要做法"),
        *leadership(facts),
        *register(facts),
        *team_sessions(facts),
        *principles(facts),
        *goals(facts),
        *mental_health(facts),
        *homes(facts),
        *teachers(facts),
        *protection(facts),
        *contributors(facts),
        *effect(facts),
        *own_points(facts),
        *problems(facts),
        *next_steps(facts),
    ]
