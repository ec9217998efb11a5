"""Words for the codes that measures answer with: reasons of no data, notes on records, areas. Data: (zh, en)."""

from __future__ import annotations

Pair = tuple[str, str]

AREAS: dict[str, Pair] = {
    "organisation": ("组织领导", "Organisation"),
    "register": ("摸排建档", "Register and files"),
    "activities": ("教育活动", "Activities"),
    "care": ("关爱帮扶", "Care and help"),
    "team": ("队伍培训", "Team and training"),
    "effect": ("成效与报告", "Effect and report"),
}

REASONS: dict[str, Pair] = {
    "aid_not_delivered": ("还没有救助送达", "No aid has been delivered yet"),
    "aid_refused": ("救助申请均未获批准", "All aid asked for was refused"),
    "change_day_unknown": ("变动日期均未填写", "No change says on which day it happened"),
    "child_led_unknown": ("活动没有登记儿童主持情况", "No session noted whether children led"),
    "few_talks": ("已结束月份里的辅导不足五次，暂不公布", "Fewer than five talks in months that are over: not told"),
    "lesson_unknown": ("活动没有登记上课时段", "No session says in which lesson it was"),
    "next_date_unknown": ("随访记录没有填写下次日期", "No visit says when the next one is"),
    "no_aid": ("没有救助记录", "No aid is recorded"),
    "no_attendance": ("还没有考勤记录", "No attendance is recorded yet"),
    "no_changes": ("没有变动记录", "No change is recorded"),
    "no_class_teachers": ("没有登记班主任", "No class teacher is entered"),
    "no_consent_asked": ("还没有登记监护人同意情况", "Consent has not been recorded for anybody"),
    "no_care_goals": ("档案里还没有这方面的目标", "No file has a goal of this kind yet"),
    "no_due_events": ("还没有满24小时的事件", "No event has had its 24 hours yet"),
    "no_due_improvements": ("没有到期的改进事项", "No improvement is due yet"),
    "no_due_referrals": ("没有到期的转介", "No referral is due yet"),
    "no_due_sessions": ("还没有到日期的活动", "No session's day has come yet"),
    "no_ended_month": ("还没有结束的教学月份", "No school month is over yet"),
    "no_events": ("没有登记变故事件", "No event is recorded"),
    "no_feedback": ("还没有活动反馈", "No feedback yet"),
    "no_file_parts": ("没有设定档案必填项", "No required parts of a file are set"),
    "no_goal_targets": ("计划没有设定目标次数", "The plan sets no minimum for any goal"),
    "no_held_sessions": ("还没有开展活动", "No session has been held yet"),
    "no_help_hours": ("还没有到日期的辅导室开放、热线值守", "No hours of help have been due yet"),
    "no_improvements": ("没有登记改进事项", "No improvement is recorded"),
    "no_leaders": ("活动没有登记主持人", "No session says who led it"),
    "no_leading_group": ("没有登记领导小组", "No leading group is entered"),
    "no_left_behind": ("在册没有留守儿童", "No left-behind child is on the roll"),
    "no_media": ("还没有媒体宣传记录", "No media item has taken place yet"),
    "no_owner": ("还没有指定责任人", "Nobody has been made responsible yet"),
    "no_parent_contacts": ("没有亲子联系记录", "No contact with parents is recorded"),
    "no_parent_sessions": ("还没有开展面向家长的活动", "No session for parents has been held yet"),
    "no_parents_lessons": ("还没有到日期的家长课堂", "No parents' lesson has been due yet"),
    "no_plan": ("没有本学年计划", "There is no plan for this year"),
    "no_psych_target": ("计划没有设定心理活动课时", "The plan sets no number of psychology lessons"),
    "no_qualifications": ("没有登记任何资格证书", "No certificate is entered"),
    "no_qualified_posts": ("已开展活动没有资格要求", "No held session asked for a qualification"),
    "no_referrals": ("没有转介记录", "No referral is recorded"),
    "no_register_check": ("还没有排查记录", "No check of the register is recorded"),
    "no_reserved_lessons": ("没有设定固定活动课", "No weekly activity lesson is set"),
    "no_sessions": ("还没有发布日程", "No schedule is published yet"),
    "no_squads": ("没有登记中队", "No squad is entered"),
    "no_staff": ("没有登记教职工", "No staff are entered"),
    "no_terms": ("学期尚未设定或尚未开始", "No term is set or begun"),
    "no_trainings": ("没有培训记录", "No training is recorded"),
    "no_two_months": ("结束的教学月份不足两个", "Fewer than two school months are over"),
    "no_visits": ("没有走访记录", "No visit is recorded"),
    "none_acted": ("登记的事件都还没有采取行动", "Nothing has been done about any event yet"),
    "none_closed": ("还没有办结的事项", "Nothing is closed yet"),
    "none_submitted": ("还没有提交的培训记录", "No training record is submitted"),
    "not_marked": ("等待人工评分", "Waits for a person's mark"),
    "parents_unknown": ("活动没有登记到场家长人数", "No session noted how many parents came"),
    "plan_not_approved": ("计划尚未批准", "The plan is not approved yet"),
    "unknown_measure": ("系统没有这项测量", "There is no such measure"),
    "year_not_over": ("学年尚未结束，报告尚未签发", "The year is not over and no report is issued"),
}

NOTES: dict[str, Pair] = {
    "aid_asked": ("已申请，未批准", "asked for"),
    "aid_granted": ("已批准，未送达", "granted, not delivered"),
    "cancelled": ("已取消", "cancelled"),
    "change_day_unknown": ("日期不详", "day not known"),
    "consent_not_asked": ("尚未征求", "not asked yet"),
    "consent_refused": ("未同意", "refused"),
    "consent_withdrawn": ("已撤回同意", "taken back"),
    "consent_expired": ("同意已过期", "run out"),
    "consent_guardian_changed": ("监护人已变更", "another guardian since"),
    "excused": ("已取消，写明理由", "cancelled with a reason"),
    "never": ("没有联系记录", "no contact recorded"),
    "nothing_done": ("还没有行动", "nothing done yet"),
    "not_excused": ("已取消，未写理由", "cancelled without a reason"),
    "not_issued": ("未签发", "not issued"),
    "not_leading": ("不是分管领导", "does not lead"),
    "not_recorded": ("已过日期，未登记", "day passed, not recorded"),
    "plan_approved": ("已批准", "approved"),
    "plan_draft": ("草稿", "draft"),
    "plan_submitted": ("待批准", "waiting for approval"),
    "training_recognised": ("已认定", "recognised"),
    "training_submitted": ("已提交", "submitted"),
    "strand_knowledge": ("普及", "knowledge"),
    "strand_experience": ("体验", "experience"),
    "strand_care": ("保健", "care"),
    "method_scenario": ("情景设计", "scenario"),
    "method_role-play": ("角色扮演", "role play"),
    "method_discussion": ("问题辨析", "discussion"),
    "method_game": ("游戏辅导", "guided game"),
    "method_recreation": ("娱乐活动", "recreation"),
}

# notes made of a word and a figure: "days_3" -> 3天
FIGURES: dict[str, Pair] = {
    "clock": ("{}小时", "{} h"),
    "days": ("{}天", "{} days"),
    "day": ("最近一次：{}", "last on {}"),
    "issued": ("{}签发", "issued {}"),
    "hours": ("{}学时", "{} hours"),
    "lessons": ("{}课时", "{} lessons"),
    "month": ("{}", "{}"),
    "people": ("{}人", "{} people"),
    "score": ("{}分", "{} points"),
    "term": ("第{}学期", "term {}"),
    "times": ("{}次", "{} times"),
}


def reason(code: str) -> Pair:
    """The words of a reason of no data; an unknown code stands for itself."""
    return REASONS.get(code, (code, code))


def note(code: str) -> Pair:
    """The words of a record's note; plain figures such as "2/3" stand for themselves."""
    if code in NOTES:
        return NOTES[code]
    kind, _, figure = code.partition("_")
    if figure and kind in FIGURES:
        zh, en = FIGURES[kind]
        return zh.format(figure), en.format(figure)
    return code, code
