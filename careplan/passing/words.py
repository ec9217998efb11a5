"""How the kinds of recipients are called: code → Chinese, English."""

from __future__ import annotations

KINDS = {
    "internal": ("校内（全部情况，仅校长）", "Inside the school (everything, principal only)"),
    "county": ("民政、教育部门上报", "Civil affairs or education (report)"),
    "other_school": ("转入学校", "The new school"),
    "hospital": ("医院", "A hospital"),
    "police": ("公安（强制报告）", "The police (mandatory report)"),
    "charity": ("公益组织（只有编号和需求）", "A charity (code and need only)"),
    "public": ("对外公开（只有统计数）", "The public (figures only)"),
}
