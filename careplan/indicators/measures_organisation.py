"""Organisation 组织领导: who leads, the plan, the time and the money (S3, S13, S40–S44)."""

from __future__ import annotations

from careplan.indicators.facts import Snapshot
from careplan.indicators.registry import Shelf
from careplan.indicators.results import Outcome, RecordRef, mean, nothing, rate

ORGANISATION = Shelf("organisation")


def _members(facts: Snapshot) -> list[tuple[str, str, bool]]:
    """(staff id, duty, leads) of those in office on the day of the snapshot."""
    return [
        (m.staff_id, m.duty, m.leads)
        for m in facts.leading_group
        if (m.since is None or m.since <= facts.as_of) and (m.until is None or facts.as_of <= m.until)
    ]


@ORGANISATION.measure(
    "leading_group_named",
    zh=("领导小组分工落实率", "领导小组在任成员中，写明分工的人数 ÷ 在任成员人数。"),
    en=("Leading group with duties", "Members in office with a written duty ÷ members in office."),
    refs="S3 S37",
    none="no_leading_group",
)
def leading_group_named(facts: Snapshot) -> Outcome:
    """Members of the leading group who have a duty."""
    return rate((RecordRef("member", i, bool(duty)) for i, duty, _ in _members(facts)), "no_leading_group")


@ORGANISATION.measure(
    "leader_named",
    zh=("有领导分管", "领导小组在任成员中有一名分管领导，记为100%；有小组而无分管领导，记为0。"),
    en=(
        "A leader in charge",
        "100% when a member in office leads the work; 0 when there is a group without a leader.",
    ),
    refs="S41",
    none="no_leading_group",
)
def leader_named(facts: Snapshot) -> Outcome:
    """Whether somebody of the leading group leads. Only the leaders are records, or the group without one."""
    members = _members(facts)
    if not members:
        return nothing("no_leading_group")
    leaders = [RecordRef("member", i, True) for i, _, leads in members if leads]
    if not leaders:
        return Outcome(0, 0, 1, tuple(RecordRef("member", i, False, "not_leading") for i, _, _ in members))
    return Outcome(1, 1, 1, (leaders[0],))


@ORGANISATION.measure(
    "year_plan_approved",
    zh=("年度计划已批准", "本学年工作计划经校长批准，记为100%；还是草稿或待批，记为0。"),
    en=(
        "Year plan approved",
        "100% when the principal has approved this year's plan; 0 while it is a draft or waits.",
    ),
    refs="S40 S42",
    none="no_plan",
)
def year_plan_approved(facts: Snapshot) -> Outcome:
    """Whether this year's plan is approved."""
    plan = facts.plan
    if plan is None:
        return nothing("no_plan")
    approved = plan.approved_on is not None and plan.approved_on <= facts.as_of
    return rate([RecordRef("plan", plan.id, approved, "" if approved else f"plan_{plan.state}")], "no_plan")


@ORGANISATION.measure(
    "plan_approval_days",
    zh=("计划批准用时", "从学年第一天到计划批准之日的天数；开学前批准记为0天。"),
    en=(
        "Days to approval",
        "Days from the first day of the year to the approval of the plan; earlier counts as 0.",
    ),
    refs="S42",
    none="no_plan plan_not_approved no_terms",
    unit="days",
    better="down",
)
def plan_approval_days(facts: Snapshot) -> Outcome:
    """How late the plan came."""
    plan = facts.plan
    if plan is None:
        return nothing("no_plan")
    if not facts.terms:
        return nothing("no_terms")
    if plan.approved_on is None or plan.approved_on > facts.as_of:
        return nothing("plan_not_approved", [RecordRef("plan", plan.id, False, f"plan_{plan.state}")])
    late = max(0, (plan.approved_on - min(t.first for t in facts.terms)).days)
    return mean([RecordRef("plan", plan.id, True, weight=late)], "no_plan")


@ORGANISATION.measure(
    "protected_time",
    zh=("专门时间保障率", "课表上留出每周固定活动课的中队数 ÷ 全部中队数。"),
    en=("Protected time", "Squads with a weekly lesson kept for activities ÷ all squads."),
    refs="S44",
    none="no_squads no_reserved_lessons",
)
def protected_time(facts: Snapshot) -> Outcome:
    """Squads that have their weekly activity lesson."""
    if facts.squads and not facts.reserved_lessons:
        return nothing("no_reserved_lessons")
    kept = {r.squad_id for r in facts.reserved_lessons}
    return rate((RecordRef("squad", s.id, s.id in kept, squad_id=s.id) for s in facts.squads), "no_squads")


@ORGANISATION.measure(
    "protected_time_kept",
    zh=("专门时间使用率", "已开展的活动中，安排在中队固定活动课上的次数 ÷ 已知上课时段的活动次数。"),
    en=(
        "Protected time used",
        "Held sessions in the squads' kept lesson ÷ held sessions whose lesson is known.",
    ),
    refs="S44 S50",
    none="no_held_sessions lesson_unknown",
)
def protected_time_kept(facts: Snapshot) -> Outcome:
    """Sessions that took place in the lesson kept for them."""
    if not facts.held_sessions:
        return nothing("no_held_sessions")
    known = [s for s in facts.held_sessions if s.in_reserved_lesson is not None]
    return rate((RecordRef("session", s.id, bool(s.in_reserved_lesson)) for s in known), "lesson_unknown")


@ORGANISATION.measure(
    "budget_set",
    zh=("经费安排", "年度计划写明大于零的经费预算，记为100%；有计划而无预算，记为0。"),
    en=(
        "Budget set",
        "100% when the year plan states a budget above zero; 0 when there is a plan without one.",
    ),
    refs="S13",
    none="no_plan",
)
def budget_set(facts: Snapshot) -> Outcome:
    """Whether the plan has money."""
    if facts.plan is None:
        return nothing("no_plan")
    return rate([RecordRef("plan", facts.plan.id, bool(facts.plan.budget_fen))], "no_plan")


@ORGANISATION.measure(
    "schedule_covers_squads",
    zh=("排课覆盖中队率", "本学年日程中至少安排一次活动的中队数 ÷ 全部中队数。"),
    en=("Squads on the schedule", "Squads with at least one session on the year's schedule ÷ all squads."),
    refs="S6 S37",
    none="no_sessions no_squads",
)
def schedule_covers_squads(facts: Snapshot) -> Outcome:
    """Squads that the schedule knows."""
    if not facts.sessions:
        return nothing("no_sessions")
    on_it = {q for s in facts.sessions for q in s.squad_ids}
    return rate((RecordRef("squad", q.id, q.id in on_it, squad_id=q.id) for q in facts.squads), "no_squads")
