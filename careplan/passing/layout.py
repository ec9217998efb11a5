"""Which fields each kind of recipient gets, and no other (DOMAIN 5.2). Pure. The documents go out in Chinese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

LEAST = 5
LABELS = {
    "code": "编号",
    "sex": "性别",
    "band": "学段",
    "need": "需求",
    "item": "物品或事项",
    "size": "尺码、数量或金额",
    "name": "姓名",
    "ethnicity": "民族",
    "birth_date": "出生日期",
    "masked_id": "身份证号（部分）",
    "student_number": "学籍号",
    "school_class": "班级",
    "boards": "寄宿",
    "household_place": "户籍所在地",
    "address": "现住址",
    "health": "健康状况",
    "father": "父亲",
    "mother": "母亲",
    "carer": "照料人",
    "parents_phones": "监护人电话",
    "definitions": "留守情况",
    "categories": "儿童类别",
    "custody": "监护情况",
    "aid": "救助情况",
    "needs": "需求情况",
    "level": "关爱等级",
    "responsible": "责任人",
}
FIELDS = {
    "internal": (
        *(
            "name",
            "school_class",
            "sex",
            "ethnicity",
            "birth_date",
            "masked_id",
            "boards",
            "household_place",
            "address",
        ),
        *("health", "father", "mother", "carer", "parents_phones", "definitions", "categories", "custody", "aid"),
        *("needs", "level", "responsible"),
    ),
    "county": (
        *("name", "sex", "ethnicity", "birth_date", "masked_id", "household_place", "address", "health", "boards"),
        *("father", "mother", "carer", "parents_phones", "definitions", "categories", "custody", "aid"),
    ),
    "other_school": (
        "name",
        "sex",
        "birth_date",
        "student_number",
        "school_class",
        "boards",
        "health",
        "parents_phones",
    ),
    "hospital": ("name", "sex", "birth_date", "health", "parents_phones"),
    "police": ("name", "sex", "birth_date", "masked_id", "address", "carer", "parents_phones"),
    "charity": ("code", "sex", "band", "need", "item", "size"),
    "public": (),
}
"""An identity number goes out as six head and four tail signs at most, to whomever (DOMAIN 5.1). county: the fields of
civil affairs' own form (4.5) and what it decides (4.1, 4.4). police: DOMAIN names no field, so the fewest: who the
child is, where it lives, who cares for it, whom to call."""
REDACTED = {"charity": ("item", "size")}
"""Fields of free text that a person wrote: redacted before they go out."""
TITLES = {
    "internal": "关爱儿童情况（校内）",
    "county": "关爱儿童情况上报表",
    "other_school": "转学学生情况",
    "hospital": "就医学生情况",
    "police": "强制报告附表",
    "charity": "需求清单",
    "public": "关爱工作公开数据",
}
BASES = {
    "consent": "监护人同意",
    "emergency": "紧急情况（个人信息保护法第十三条第四项）",
    "school": "校内履行职责，专人保管，用后销毁",
    "duty": "履行法定职责（个人信息保护法第十三条第三项）",
    "mandatory_report": "强制报告（未成年人保护法第十一条）",
    "statistics": "统计数据，不含个人信息",
}
PUBLIC_COLUMNS = ("年级", "女生", "男生", "合计")


@dataclass(frozen=True, slots=True)
class Facts:
    """A child for a packet: texts by field code, "" where not known."""

    child_id: int
    texts: Mapping[str, str] = field(repr=False)
    sex: str = ""
    band: str = ""


def coarse(texts: dict[str, str], sex: str, band: str, crowd: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """Sex and band only as far as at least five children of the school share them (small schools, DOMAIN 5.2).

    crowd: (sex, band) → enrolled children.
    """
    if crowd.get((sex, band), 0) >= LEAST:
        return texts
    if sum(n for (_sex, one), n in crowd.items() if one == band) >= LEAST:
        return {**texts, "sex": "—"}
    alike = sum(n for (one, _band), n in crowd.items() if one == sex)
    return {**texts, "band": "—", "sex": texts["sex"] if alike >= LEAST else "—"}


def rows_of(kind: str, children: Sequence[Facts]) -> tuple[tuple[str, ...], ...]:
    """The rows of a packet: this kind's fields, in the order of the children."""
    return tuple(tuple(one.texts.get(code, "") for code in FIELDS[kind]) for one in children)


def columns_of(kind: str) -> tuple[str, ...]:
    return PUBLIC_COLUMNS if kind == "public" else tuple(LABELS[code] for code in FIELDS[kind])
