"""What is done about a gap: in a teacher's words, by whom, and on which page. Data and a lookup; pure.

`who` says how the one person is found: owner (the child's responsible person), squad (its counselor), leader (of the
session), or a post of the school: head, office, principal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from careplan.indicators.results import RecordKind


@dataclass(frozen=True, slots=True)
class Doing:
    """`zh`, `en` with {n} steps, in English [one|many]. `page`: the endpoint where it is done.

    `each_term`: due by the end of every term.
    """

    zh: str
    en: str
    who: str
    page: str
    each_term: bool = False


DOING: dict[str, Doing] = {
    "leading_group_named": Doing(
        "给 {n} 名领导小组成员写明分工", "write down the duty of {n} of the leading group", "principal", "school.group"
    ),
    "leader_named": Doing("指定 1 名分管领导", "name one leader in charge", "principal", "school.group"),
    "year_plan_approved": Doing("批准年度计划", "approve the year plan", "principal", "plans.plan"),
    "budget_set": Doing("在年度计划里写明经费", "put the budget into the year plan", "head", "plans.plan"),
    "protected_time": Doing(
        "给 {n} 个中队排出固定活动课", "keep a weekly lesson for {n} squad[s]", "office", "school.squads"
    ),
    "register_each_term": Doing(
        "核对名册 {n} 人次", "check {n} entr[y|ies] of the register", "office", "children.roster"
    ),
    "file_completeness": Doing("补齐档案 {n} 处", "fill {n} missing part[s] of files", "owner", "casework.missing"),
    "file_parts_filled": Doing("补齐档案 {n} 处", "fill {n} missing part[s] of files", "owner", "casework.missing"),
    "definition_known": Doing(
        "写明 {n} 名儿童的三种口径", "state all three definitions for {n} child[ren]", "owner", "casework.missing"
    ),
    "consent_rate": Doing("取得 {n} 份监护人同意", "obtain {n} guardian['s|s'] consent", "owner", "casework.contacts"),
    "responsible_person": Doing(
        "给 {n} 名儿童指定责任人", "name a responsible person for {n} child[ren]", "principal", "casework.missing"
    ),
    "change_lag": Doing(
        "今后变动得知当天登记", "record changes on the day they are known", "office", "children.roster"
    ),
    "session_completion": Doing(
        "开展或补登 {n} 次活动", "hold or record {n} session[s]", "leader", "sessions.calendar"
    ),
    "reached_every_child": Doing(
        "让 {n} 名儿童参加一次活动", "bring {n} child[ren] to a session", "squad", "sessions.calendar"
    ),
    "goal_coverage": Doing("再排 {n} 次活动", "plan {n} more session[s]", "head", "sessions.calendar"),
    "goal_progress": Doing("再排 {n} 次活动", "plan {n} more session[s]", "head", "sessions.calendar"),
    "goals_scheduled": Doing("再排 {n} 次活动", "plan {n} more session[s]", "head", "sessions.calendar"),
    "psych_lessons": Doing("再排 {n} 课时心理活动", "plan {n} more psychology lesson[s]", "head", "sessions.calendar"),
    "experiential_share": Doing(
        "把 {n} 次活动改为体验式", "turn {n} session[s] into learning by doing", "head", "sessions.calendar"
    ),
    "interactive_share": Doing(
        "把 {n} 次活动改为互动式", "make {n} session[s] interactive", "head", "sessions.calendar"
    ),
    "lecture_share": Doing("少办 {n} 次讲座", "hold {n} lecture[s] fewer", "head", "sessions.calendar"),
    "strand_balance": Doing(
        "把 {n} 次活动换成最少的一类", "turn {n} session[s] to the rarest strand", "head", "sessions.calendar"
    ),
    "method_variety": Doing("再用 {n} 种活动形式", "use {n} more of the plan's methods", "head", "sessions.calendar"),
    "ability_coverage": Doing("补 {n} 项能力的活动", "add sessions for {n} abilit[y|ies]", "head", "sessions.calendar"),
    "three_audiences": Doing(
        "补 {n} 类面向家长或教师的活动", "serve {n} more audience[s]", "head", "programme.programme"
    ),
    "monthly_rhythm": Doing("补足 {n} 个月的活动", "hold something in {n} more month[s]", "squad", "sessions.calendar"),
    "parent_participation": Doing(
        "请家长参加 {n} 次活动", "have parents come to {n} session[s]", "squad", "programme.programme"
    ),
    "parents_lessons": Doing("再办 {n} 次家长课堂", "hold {n} more parents' lesson[s]", "head", "programme.programme"),
    "media_items": Doing("再办 {n} 期广播、板报", "make {n} more media item[s]", "head", "programme.programme"),
    "media_rhythm": Doing(
        "补足 {n} 个月的媒体宣传", "make media items in {n} more month[s]", "head", "programme.programme"
    ),
    "help_hours_kept": Doing("补登 {n} 次值守", "keep or record {n} hour[s] of help", "head", "programme.programme"),
    "visit_coverage": Doing(
        "再家访 {n} 次", "make {n} more home visit[s]", "owner", "casework.contacts", each_term=True
    ),
    "parent_contact": Doing(
        "联系 {n} 名儿童的父母", "get {n} child[ren] in touch with the parents", "owner", "casework.contacts"
    ),
    "recent_care": Doing("联系 {n} 名儿童", "see or call {n} child[ren]", "owner", "casework.contacts"),
    "referral_follow_up": Doing("跟进 {n} 次转介", "follow up {n} referral[s]", "owner", "casework.contacts"),
    "aid_delivered": Doing("落实 {n} 项救助", "bring {n} grant[s] of aid to the child", "owner", "aid.children"),
    "teacher_training": Doing(
        "安排 {n} 名班主任参加心理培训", "train {n} class teacher[s] in mental health", "head", "training.training"
    ),
    "staff_training": Doing("安排 {n} 名教职工参训", "train {n} of the staff", "head", "training.training"),
    "leader_qualification": Doing(
        "让 {n} 名辅导员取得合格证", "get {n} counselor[s] certified", "head", "training.training"
    ),
    "psych_certificates": Doing(
        "让 {n} 名教职工取得心理证", "get {n} of the staff a mental-health certificate", "head", "training.training"
    ),
    "qualified_on_the_day": Doing(
        "给 {n} 次活动换上持证人员", "find qualified people for {n} session[s]", "head", "outlook.outlook"
    ),
    "credits_recorded": Doing(
        "折算 {n} 条培训学分", "work out the credits of {n} training[s]", "office", "training.training"
    ),
    "credits_recognised": Doing(
        "认定 {n} 条培训记录", "have {n} training[s] recognised", "office", "training.training"
    ),
    "annual_report": Doing("签发年度工作报告", "issue the annual report", "principal", "reports.reports"),
    "satisfaction": Doing("看一看评价低的活动", "look at the sessions that were rated low", "head", "indicators.board"),
    "improvement_loop": Doing("办结 {n} 个困难问题", "solve {n} obstacle[s]", "principal", "voices.obstacles"),
}

PAGES: dict[str, str] = {
    **dict.fromkeys(("plan_approval_days", "goals_of_body", "goals_of_mind"), "plans.plan"),
    **dict.fromkeys(("protected_time_kept", "schedule_covers_squads", "unexcused_cancellations"), "sessions.calendar"),
    **dict.fromkeys(("attendance_rate", "child_led_share", "expert_lectures", "outdoor_share"), "sessions.calendar"),
    **dict.fromkeys(("off_campus_share", "outside_classroom_share", "prevention_share"), "sessions.calendar"),
    **dict.fromkeys(("felt_effective", "feedback_rate"), "sessions.calendar"),
    **dict.fromkeys(("visit_next_date", "visit_evenness"), "casework.contacts"),
    **dict.fromkeys(("first_act_hours", "first_act_in_a_day"), "events.events"),
    "change_prompt": "children.roster",
    "help_talks": "counselling.room",
    "aid_days": "aid.children",
    "training_hours": "training.training",
    "counselor_load": "workload.mine",
    "answer_days": "voices.obstacles",
}
"""Where something is done about a measure that nobody wrote words for."""
INSTEAD: dict[str, str] = {"children.roster": "children.children"}
"""For readers who may not open a page: the nearest one, with the same children."""

ONE_OR_MANY = re.compile(r"\[([^|\]]+)(?:\|([^\]]+))?\]")
BY_KIND: dict[RecordKind, str] = {"child": "owner", "visit": "owner", "aid": "owner", "squad": "squad"}


def in_numbers(words: str, shown: str) -> str:
    """English words with their number: [s] and [y|ies] follow it. Chinese words for a number stand without spaces."""
    one = shown == "1"
    text = ONE_OR_MANY.sub(lambda m: (m[1] if one else m[2]) if m[2] is not None else ("" if one else m[1]), words)
    return text.replace("{n}" if shown.isascii() else " {n} ", shown).replace("{n}", shown)


def doing(code: str, kind: RecordKind | None = None) -> Doing:
    """What is done for a measure; one that nobody wrote words for has common ones."""
    who, page = BY_KIND.get(kind or "plan", "head"), PAGES.get(code, "")
    other = Doing("再有 {n} 项达到要求", "bring {n} more to what is asked", who, page)
    return DOING.get(code, other)
