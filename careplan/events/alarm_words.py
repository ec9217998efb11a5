"""The mandatory report (DOMAIN 4.3): situations that must be reported, to whom. Pure."""

from __future__ import annotations

SITUATIONS = {
    "": ("不确定，先报告", "not sure: report first"),
    "alone": ("独自生活、无人照料或失踪", "alone, nobody to care, or missing"),
    "guardian": ("监护人丧失能力或拒绝照料", "the guardian cannot or will not care"),
    "violence": ("疑似家庭暴力、身上有伤", "suspected violence at home, injuries"),
    "sexual": ("疑似性侵害、性骚扰", "suspected sexual offence"),
    "bullying": ("严重欺凌", "serious bullying"),
    "self-harm": ("自伤、自杀或中毒", "self-harm, suicide, poisoning"),
    "malnutrition": ("严重营养不良、意识不清", "malnutrition, not fully conscious"),
    "trafficked": ("疑似被拐卖、被组织乞讨", "suspected trafficking, organised begging"),
    "other": ("其他侵害或危险", "another harm or danger"),
}
"""What the joint opinion of 2020 and the law name, in a teacher's words."""
AUTHORITIES = {
    "police": ("公安机关（110）", "Police (110)"),
    "civil-affairs": ("民政部门", "Civil affairs"),
    "education": ("教育局", "Education bureau"),
    "hospital": ("医院（120）", "Hospital (120)"),
    "other": ("其他", "Somebody else"),
}
