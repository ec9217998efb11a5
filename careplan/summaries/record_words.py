"""What the records behind a figure of a paper are called, in both languages. Pure."""

from __future__ import annotations

WORDS = {
    "planned": ("计划安排的活动", "Sessions planned"),
    "due": ("已到日期的计划活动", "Planned sessions whose day has come"),
    "done": ("已到日期的计划活动，其中已开展的", "Planned sessions whose day has come, and which were held"),
    "extra": ("计划外开展的活动", "Sessions held outside the plan"),
    "held": ("已开展的活动", "Sessions held"),
    "cancelled": ("取消的活动", "Sessions cancelled"),
    "waiting": ("已到日期还没有登记的活动", "Sessions past their day that nobody recorded"),
    "ahead": ("尚未到期的活动", "Sessions still ahead"),
    "led": ("由孩子主持或带领的活动", "Sessions led by children"),
    "parents": ("已开展活动的家长到场人次", "Parents who came, session by session"),
    "attendance": ("已开展活动的出勤", "Attendance, session by session"),
    "squads": ("有活动的中队", "Squads that held a session"),
    "reached": ("参加过活动的留守儿童", "Left-behind children who came to a session"),
    "visited": ("登记过家访、谈心或联系的留守儿童", "Left-behind children visited, talked to or called"),
    "visits_home": ("家访", "Home visits"),
    "visits_phone": ("电话联系家长", "Calls with the family"),
    "visits_talk": ("谈心", "Talks with a child"),
    "visits_letter": ("书信", "Letters"),
    "visits_teacher": ("向老师了解", "Asked the teachers"),
    "calls": ("亲情电话（孩子与父母）", "Calls between child and parents"),
    "aid_delivered": ("已送达的救助", "Aid delivered"),
    "aid_granted": ("已批准未送达的救助", "Aid granted, not yet delivered"),
    "aid_open": ("还没有答复的救助申请", "Aid asked for and not yet answered"),
    "aid_refused": ("未批准或撤回的救助申请", "Aid refused or withdrawn"),
}
"""Code of a figure → Chinese, English; `held-s12` is named as `held`."""


def record_words(code: str) -> tuple[str, str]:
    """The name of a figure; of one that tells several together, the names of all."""
    names = [WORDS[one] for one in code.partition("-")[0].split(".")]
    return "、".join(zh for zh, _ in names), "; ".join(en for _, en in names)
