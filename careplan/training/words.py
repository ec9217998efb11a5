"""What a teacher enters of a course, and the choices. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LEVELS = {
    "national": ("国家级", "National"),
    "province": ("省级", "Province"),
    "city": ("市级", "City"),
    "county": ("县级", "County"),
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
    "other": ("其他", "Other"),
}
"""Choices of continuing education (DOMAIN 3.3): code → Chinese, English."""
EDITABLE = ("draft", "returned")


@dataclass(frozen=True, slots=True)
class CourseWords:
    """A course as entered; hours are training hours 学时. `qualification`: what the certificate attests, or ""."""

    course: str
    organiser: str
    level: str
    category: str
    content: str
    starts_on: date
    ends_on: date
    hours: float
    credits: float | None
    result: str
    certificate_number: str
    qualification: str
    valid_from: date | None
    valid_until: date | None
