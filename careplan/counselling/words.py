"""Words of the counselling room: code → Chinese, English (DOMAIN 1.4, 4.7). Pure."""

from __future__ import annotations

from datetime import timedelta

RISK = {"none": ("无", "None"), "low": ("低", "Low"), "middle": ("中", "Medium"), "high": ("高", "High")}
COMES = {"pupil": ("学生", "A pupil"), "parent": ("家长", "A parent or carer"), "teacher": ("教师", "A teacher")}
ASKED_BY = {
    "pupil": ("学生自己", "The pupil"),
    "parent": ("家长", "A parent or carer"),
    "teacher": ("老师", "A teacher"),
}
STATES = {
    "booked": ("已约", "booked"),
    "came": ("已谈", "held"),
    "missed": ("没有来", "did not come"),
    "cancelled": ("已取消", "cancelled"),
}
TONES = {"booked": "busy", "came": "good", "missed": "warn", "cancelled": "quiet"}
CANCELLED = {
    "ill": ("生病", "ill"),
    "clash": ("时间冲突", "another date at the same time"),
    "unwanted": ("不想来了", "no longer wanted"),
    "teacher-away": ("老师不在", "the teacher is away"),
    "other": ("其他", "other"),
}
"""Why an appointment was cancelled: codes only, so that nothing of a talk can stand here."""
FALLEN = {
    "away": ("老师不在", "the teacher is away"),
    "place": ("场所停用", "the room is closed"),
    "cancelled": ("当天暂停", "these hours are called off"),
    "none": ("已无开放时间", "no opening hours any more"),
}
"""Why a booked time cannot take place (`slots.fallen`)."""
TOLD_HOW = {
    "face": ("当面", "face to face"),
    "phone": ("电话", "by telephone"),
    "message": ("微信、短信", "by message"),
    "letter": ("书面", "in writing"),
}
REFERRAL_STATES = {
    "draft": ("草稿", "draft"),
    "sent": ("已送出", "sent"),
    "received": ("已收到回执", "receipt is here"),
    "answered": ("已有反馈", "answered"),
    "closed": ("已有返校支持计划", "plan for coming back is made"),
}
REFERRAL_TONES = {"draft": "quiet", "sent": "busy", "received": "busy", "answered": "warn", "closed": "good"}

SLOT_MINUTES = 20
LENGTHS = (20, 40)
AHEAD = timedelta(days=28)
"""So far ahead can be booked."""
MOST_IN_A_GROUP = 12
REASON_LEAST = 10
GLASS_HOURS = timedelta(hours=3)
"""How long a principal who gave a reason reads (SECURITY G11)."""
