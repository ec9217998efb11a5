"""Words of the file: areas of need, aspects of goals, kinds of placement. Pure."""

from __future__ import annotations

AREAS = {
    "learning": ("学习", "Learning"),
    "living": ("生活", "Daily life"),
    "safety": ("安全", "Safety"),
    "health": ("健康", "Health"),
}
"""The four areas of the community's plan (C1)."""
ASPECTS = {
    "body": ("生理", "Body"),
    "mind": ("心理", "Mind"),
    "learning": ("学习", "Learning"),
    "living": ("生活", "Daily life"),
}
"""C33 names the physical and the psychological."""
STEPS = (
    ("还没开始", "not begun"),
    ("开始了", "begun"),
    ("过半", "half way"),
    ("接近", "nearly there"),
    ("达到", "reached"),
)
PLACES = {
    "home": ("自己家", "Own home"),
    "relatives": ("亲戚家", "With relatives"),
    "boarding": ("学校寄宿", "Boarding at school"),
    "care-class": ("校外寄宿、托管班", "Boarding or care class outside"),
    "other": ("其他", "Elsewhere"),
}
MEMBERS = {
    "father": ("父亲", "Father"),
    "mother": ("母亲", "Mother"),
    "carer": ("照料人", "Carer"),
    "other": ("其他家人", "Somebody else of the family"),
}
REACHABLE = {
    "yes": ("联系得上", "can be reached"),
    "rarely": ("很难联系", "rarely"),
    "no": ("联系不上", "cannot be reached"),
}
PER = {"month": ("每月", "a month"), "term": ("每学期", "a term")}
