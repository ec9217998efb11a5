"""The words of evaluation: code → Chinese, English. Pure."""

from __future__ import annotations

SELF, CHECK, REVIEW = "self", "check", "review"
SCORERS = {SELF: ("自评", "Self"), CHECK: ("考核", "Check"), REVIEW: ("复核", "Review")}
"""自评 by the school; 考核 (初查、考评) by the school's head or the district; 复核 by the authority. In that order."""
STATES = {"draft": ("草稿", "draft"), "adopted": ("启用", "in force"), "replaced": ("已被替代", "replaced")}
TONES = {"draft": "busy", "adopted": "good", "replaced": "quiet"}

SCALES = {
    "steps": ("分档计分", "by steps of the figure"),
    "falling": ("分档计分（越少越好）", "by steps, less is better"),
    "proportional": ("按比例计分", "in proportion to the figure"),
    "deduct": ("扣分制", "less so much for each unit"),
    "gate": ("必达", "must be met"),
    "grades": ("等级×分值", "grade times points"),
    "levels": ("分级给分", "levels with points"),
    "manual": ("人工评分", "points by hand"),
}
APART = {
    "bonus": ("加分", "bonus"),
    "minus": ("另行扣分", "taken off the whole"),
    "veto": ("一票否决", "veto"),
}
BRANCH = ("指标组", "group")
ANSWERS = {"met": ("达到", "met"), "failed": ("未达到", "not met")}
VETO_ANSWERS = {"met": ("没有发生", "has not happened"), "failed": ("已发生", "has happened")}
EVIDENCE = {
    "record": ("系统记录", "records in the system"),
    "document": ("文件材料", "documents"),
    "list": ("名单签到表", "lists"),
    "photo": ("照片（须同意）", "photographs, with consent"),
    "statement": ("书面说明", "a statement"),
}
NOTES = {"meets": ("达标", "Meets the standard"), "model": ("示范", "Is a model"), "how": ("操作说明", "How to look")}
FAULTS = {
    "sum": ("“{name}”写的是{full}分，下级合计{total}分。", "“{name}” states {full} points; its parts have {total}."),
    "empty": ("“{name}”下面还没有指标。", "“{name}” has no indicator yet."),
    "none": ("还没有任何指标。", "There is no indicator yet."),
    "measure": (
        "“{name}”要用系统数值计分，但没有选测量。",
        "“{name}” is scored by a figure, but no measure is chosen.",
    ),
    "bands": (
        "等级线要从高到低，名称和分数各不相同，最高的不超过总分与加分之和。",
        "The bands must go from the highest down, no two equal in name or points, none above what can be reached.",
    ),
}
EXAMPLES = ("default", "grades", "meets-model", "bands", "gates")
