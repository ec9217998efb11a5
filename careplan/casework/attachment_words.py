"""Words of the attachments of a child's file. Pure."""

from __future__ import annotations

SORTS = {
    "letter": ("信件、字条", "Letter or note"),
    "proof": ("证明、证件", "Certificate or identity paper"),
    "decision": ("部门的决定、通知", "Decision or notice of an authority"),
    "medical": ("病历、检查单", "Medical paper"),
    "agreement": ("委托书、协议", "Entrusting letter or agreement"),
    "work": ("作业、图画、奖状", "Homework, drawing, award"),
    "photo": ("照片", "Photograph"),
    "other": ("其他材料", "Another paper"),
}
WHOSE = {
    "child": ("孩子", "the child"),
    "parent": ("父母", "a parent"),
    "carer": ("照料人、其他家人", "the carer or family"),
    "teacher": ("老师", "a teacher"),
    "office": ("政府部门、村（居）委会", "an authority or the village"),
    "other": ("其他人", "somebody else"),
}
"""Whose words a paper holds, or who made it."""
LINKS = ("contact", "care_event", "aid_case")
"""What an attachment may belong to; `contact` fills the column contact_id."""
