"""The words of consent: purposes, standings, what the notice says of each (PIPL §17, §30). code → zh, en."""

from __future__ import annotations

from dataclasses import dataclass

TEXT_VERSION = "2026-1"
"""Of the notice below; a consent keeps the version that was signed. Change a word, raise the number."""

STANDING_WORDS = {
    "none": ("未征询", "not asked yet"),
    "refused": ("不同意", "refused"),
    "given": ("已同意", "consented"),
    "withdrawn": ("已撤回", "withdrawn"),
    "expired": ("已过期", "expired"),
    "guardian_changed": ("监护人已变更，需重新征询", "guardian changed, to be asked again"),
}
TONES = {"given": "good", "none": "quiet", "expired": "warn", "guardian_changed": "warn"}


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose as the notice tells it: name, what for, which kinds of data, who gets them."""

    code: str
    name: tuple[str, str]
    why: tuple[str, str]
    kinds: tuple[str, str]
    to: tuple[str, str]


PURPOSE_WORDS = {
    one.code: one
    for one in (
        Purpose(
            "file",
            ("建立关爱档案", "Keeping a care file"),
            ("了解孩子的家庭和照料情况，安排家访和帮助。", "To know the child's home and care, to visit and to help."),
            ("家庭成员、照料人、住处、联系方式、家访记录。", "Family, carer, home, telephone, records of visits."),
            ("校内负责这个孩子的老师。", "The teachers of this school who look after the child."),
        ),
        Purpose(
            "screening",
            ("心理测评", "Psychological screening"),
            ("了解孩子的心理状态，及早帮助。", "To see how the child is and help early."),
            ("测评结果，只由心理老师保管。", "Results, kept by the counselling teacher alone."),
            ("心理老师。", "The counselling teacher."),
        ),
        Purpose(
            "photo",
            ("活动拍照", "Photographs of activities"),
            ("记录活动，校内存档。", "To record activities in the school's files."),
            ("照片，不附姓名。", "Photographs without names."),
            ("校内。", "This school."),
        ),
        Purpose(
            "sharing",
            ("向公益组织转达需求", "Telling a charity what is needed"),
            ("请公益组织提供所需的物品或资助。", "To ask a charity for goods or money."),
            (
                "编号、性别、学段、需要的物品和尺码。不含姓名、住址、电话、照片。",
                "A code, sex, grade band, item and size. No name, address, telephone or photograph.",
            ),
            ("学校登记的公益组织，每次转达都有记录。", "Charities on the school's list; each time is recorded."),
        ),
        Purpose(
            "transfer",
            ("向转入学校或医院提供情况", "Telling a new school or a hospital"),
            ("孩子转学或就医时，对方能接着照顾。", "So that a new school or a hospital can go on caring."),
            ("姓名、基本情况、监护人联系方式、健康需要。", "Name, particulars, guardians' telephones, health."),
            ("转入学校、就诊医院。", "The new school, the hospital."),
        ),
        Purpose(
            "publicity",
            ("公开宣传", "Publicity"),
            ("在校外介绍学校的活动。", "To show the school's activities outside."),
            ("活动照片或孩子的作品。", "Photographs of activities or the child's works."),
            ("公众。", "The public."),
        ),
    )
}
