"""Chapter 六、下一步打算: what is to be done, each step with a verb and an amount counted from the records (S38, S45).

A step never repeats a criterion and never names anybody; a count of children under five is said as 少数.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from careplan.indicators.points import ScoredLeaf
from careplan.indicators.results import MeasureResult
from careplan.indicators.small_cells import LEAST
from careplan.indicators.tree import Leaf, Steps
from careplan.reports.document import Block, Heading, Items, Paragraph
from careplan.reports.facts import ReportFacts
from careplan.reports.figures import TOO_FEW, figure, plain, result_text, tellable

FEW, NEARLY_ALL = "少数", "绝大多数"
UNSCORED = ("leader_qualification",)
"""Measures without points of their own whose gaps are still worth a step."""


@dataclass(frozen=True, slots=True)
class Action:
    """What is done about the gap of a measure.

    `words` may hold {n} (what is missing, with `unit`), {value} (the figure now), {target} (what earns full points),
    {term} and {year} (by when).
    """

    words: str
    unit: str = ""


ACTIONS = {
    "leading_group_named": Action("为{n}领导小组成员写明分工。", "名"),
    "year_plan_approved": Action("完成年度工作计划的审批并公布。"),
    "protected_time": Action("为{n}中队在课表上留出每周固定活动课。", "个"),
    "budget_set": Action("在年度计划中列出专项经费预算。"),
    "register_each_term": Action("{term}对{n}留守儿童补做排查核对。", "人次"),
    "file_completeness": Action("{term}为{n}留守儿童补齐档案必填内容。", "名"),
    "change_lag": Action("把变动登记的平均用时由{value}缩短到{target}以内。"),
    "consent_rate": Action("{term}为{n}留守儿童补办监护人书面同意。", "名"),
    "session_completion": Action("核对已到期而没有开展的{n}活动：漏登记的补登记，已取消的另排时间补上。", "次"),
    "goal_coverage": Action("{year}补足各中队尚未达到最低次数的{n}目标。", "项"),
    "psych_lessons": Action("为未达标的中队补上{n}心理活动课。", "课时"),
    "experiential_share": Action("增排体验、实践类活动，使其占比由{value}提高到{target}。"),
    "parent_participation": Action("提前邀约家长；{n}没有家长到场的家长活动另约时间或改为连线。", "次"),
    "visit_coverage": Action("{term}对{n}留守儿童补做家访。", "名"),
    "responsible_person": Action("为{n}留守儿童各落实一名责任人。", "名"),
    "parent_contact": Action("帮助{n}近31天没有联系记录的留守儿童与在外父母通话并登记。", "名"),
    "referral_follow_up": Action("跟进{n}已到期的转介并登记结果。", "次"),
    "aid_delivered": Action("把{n}尚未送达的救助送到孩子手中。", "件"),
    "teacher_training": Action("安排{n}班主任参加心理健康教育培训。", "名"),
    "leader_qualification": Action("为{n}中队辅导员补办资格。", "名"),
    "qualified_on_the_day": Action("查明{n}活动有人当日资格无效的原因，没有有效资格的不再上岗。", "次"),
    "credits_recorded": Action("为{n}已提交的培训折算并登记学分。", "次"),
    "annual_report": Action("印发年度工作报告。"),
    "satisfaction": Action("逐次查看活动反馈并改进活动，使三问平均分由{value}提高到{target}。"),
    "improvement_loop": Action("办结{n}已到期的改进事项并登记结果。", "件"),
}
"""Measure code → the step that closes its gap."""

WITHOUT_DATA = {
    "year_not_over": "学年结束后印发年度工作报告。",
    "no_feedback": "每次活动后收集三问反馈。",
    "no_improvements": "建立改进台账，登记发现的问题、期限和结果。",
    "no_parent_contacts": "登记留守儿童与在外父母的联系。",
    "no_referrals": "出现需要转介、救助的情形，及时登记并跟进。",
    "no_aid": "出现需要转介、救助的情形，及时登记并跟进。",
}
"""Reason of no data → the step that brings data; the others are gathered in one step 补齐记录."""

NOTHING_DUE = frozenset({"no_due_referrals", "no_due_improvements", "no_due_sessions", "no_ended_month"})
"""Reasons of no data that ask nothing of anybody: it is only too early."""


def next_steps(facts: ReportFacts) -> list[Block]:
    """六、下一年打算 (or 下一步打算 while the year runs): the principal's words, then the steps."""
    heading = "下一年打算" if facts.year_is_over else "下一步打算"
    own = (Paragraph((line.strip(),)) for line in facts.next_steps.splitlines() if line.strip())
    steps = tuple(dict.fromkeys((*_ahead(facts), *_gaps(facts), *_without_data(facts))))
    blocks: list[Block] = [Heading(1, heading), *own]
    return [*blocks, Items(steps, numbered=True)] if steps else blocks


def _ahead(facts: ReportFacts) -> list[str]:
    """What the schedule still holds while the year runs."""
    if facts.year_is_over:
        return []
    ahead = [s for s in facts.snapshot.sessions if s.state == "planned" and s.on > facts.snapshot.as_of]
    return [f"按已公布的日程开展其余{plain(len(ahead))}次活动。" if ahead else "排定并公布以后的活动日程。"]


def _gaps(facts: ReportFacts) -> list[str]:
    """A step for each leaf that did not earn all its points, those that lost most first."""
    short = [s for s in facts.scored.leaves if s.points is not None and s.points < s.leaf.full]
    steps = [_step(facts, s.leaf) for s in sorted(short, key=lambda s: (s.points or 0) - s.leaf.full)]
    scored = {leaf.leaf.measure for leaf in facts.scored.leaves}
    for code in UNSCORED:
        result = facts.results[code]
        if code not in scored and result.value is not None and result.value < 1:
            steps.append(_said(facts, ACTIONS[code], result, ""))
    return steps


def _step(facts: ReportFacts, leaf: Leaf) -> str:
    action = ACTIONS.get(leaf.measure)
    if action is None or leaf.measure not in facts.results:
        return f"改进“{leaf.name}”，使其得到满分{plain(float(leaf.full))}分。"
    return _said(facts, action, facts.results[leaf.measure], _target(leaf, facts.results[leaf.measure]))


def _said(facts: ReportFacts, action: Action, result: MeasureResult, target: str) -> str:
    over = facts.year_is_over
    hidden = figure(facts, result.code) == TOO_FEW
    return (action.words.replace("由{value}", "") if hidden else action.words).format(
        n=missing(result, action.unit, personal=facts.measures[result.code].personal),
        value=figure(facts, result.code),
        target=target,
        term="下学年第一学期" if over else "本学期内",
        year="下学年" if over else "本学年内",
    )


def missing(result: MeasureResult, unit: str, *, personal: bool) -> str:
    """How much a rate wants to be whole: 42名; of children 少数 or 绝大多数 where a count would tell a small group."""
    rest = math.ceil(result.denominator - result.numerator)
    if not personal or tellable(result):
        return f"{plain(rest)}{unit}"
    return FEW if rest < LEAST else NEARLY_ALL


def _target(leaf: Leaf, result: MeasureResult) -> str:
    """The figure that earns all points, ready to print; "" where the scale has none."""
    if not isinstance(leaf.scale, Steps):
        return ""
    best = leaf.scale.steps[0][0]
    return result_text(MeasureResult(result.code, result.unit, best, best, 1), personal=False)


def _without_data(facts: ReportFacts) -> list[str]:
    """What brings data to the leaves that have none."""
    blank = [leaf for leaf in facts.scored.leaves if leaf.points is None and leaf.reason not in NOTHING_DUE]
    steps = [WITHOUT_DATA[leaf.reason] for leaf in blank if leaf.reason in WITHOUT_DATA]
    rest: list[ScoredLeaf] = [leaf for leaf in blank if leaf.reason not in WITHOUT_DATA]
    names = "、".join(leaf.leaf.name for leaf in rest)
    return [*steps, f"补齐{len(rest)}项指标的记录：{names}。"] if rest else steps
