"""What a teacher enters of a course, and the choices. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LEVELS = {
    "national": ("国家级", "National"),
    "province": ("省级", "Province"),
    "city": ("市级", "City"),
    "county": ("县（区）级", "County"),
    "zone": ("片区级", "School cluster"),
    "school": ("校级", "School"),
}
CATEGORIES = {
    "face-to-face": ("集中培训", "Face-to-face course"),
    "online": ("远程（网络）研修", "Online course"),
    "in-school": ("校本研修", "In-school training"),
    "degree": ("学历提升", "Study for a degree"),
    "research": ("教研活动、公开课", "Teaching research, open lessons"),
    "paper": ("课题、论文、竞赛", "Projects, papers, contests"),
    "support": ("支教、指导青年教师", "Support of other teachers"),
    "self-study": ("自主研修", "Self-study"),
}
CONTENTS = {
    "psychology": ("心理健康", "Mental health"),
    "counselor": ("少先队辅导员", "Young Pioneer counselors"),
    "class-teacher": ("班主任", "Class teachers"),
    "safety": ("安全、急救", "Safety, first aid"),
    "ethics": ("师德", "Professional ethics"),
    "it": ("信息技术", "Information technology"),
    "public": ("公需科目", "Public subjects"),
    "other": ("其他专业内容", "Other subjects"),
}
ITEMS = {
    "attend": ("参加培训、研修", "Took part"),
    "lecture": ("听讲座", "Heard a lecture"),
    "give": ("主讲培训、讲座", "Gave training"),
    "open-lesson": ("上公开课", "Gave an open lesson"),
    "listen": ("听课", "Visited lessons"),
    "topic": ("校级专题活动", "School topic"),
    "group": ("教研组活动", "Teaching group"),
    "project-lead": ("课题主持、主研", "Led a project"),
    "project-part": ("课题参与、协研", "Helped in a project"),
    "paper": ("论文发表或获奖", "Paper"),
    "contest": ("竞赛获奖", "Prize in a contest"),
}
PROOFS = {
    "certificate": ("结业证书", "Certificate"),
    "notice": ("通知文件", "Notice"),
    "sign-in": ("签到表", "Sign-in sheet"),
    "homework": ("作业、心得", "Homework, reflections"),
    "photo": ("照片", "Photograph"),
}
RESULTS = {
    "passed": ("合格", "Passed"),
    "excellent": ("优秀", "Excellent"),
    "failed": ("不合格", "Failed"),
    "none": ("不考核", "Not examined"),
}
"""Choices of continuing education (DOMAIN 3.2 to 3.4): code → Chinese, English."""


LEAST_HOURS = 0.1


@dataclass(frozen=True, slots=True)
class CourseWords:
    """A course as entered; hours are training hours 学时. `qualification`: what the certificate attests, or "".

    hours None: told in days. attended: the share, 0 to 1. same_content: the name of a lesson that was held more than
    once.
    """

    course: str
    organiser: str
    level: str
    category: str
    content: str
    starts_on: date
    ends_on: date
    hours: float | None
    item: str = "attend"
    tags: tuple[str, ...] = ()
    days: float | None = None
    attended: float = 1.0
    same_content: str = ""
    proofs: tuple[str, ...] = ()
    result: str = "passed"
    remark: str = ""
    certificate_number: str = ""
    qualification: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
