"""What is entered of partners, offers, pledges and cards, and the words for it: code → Chinese, English. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MONEY, GOODS, SERVICE = "money", "goods", "service"
FORMS = {
    MONEY: ("资金", "Money"),
    GOODS: ("物品", "Goods"),
    SERVICE: ("服务陪伴", "Time and services"),
}
ALLOWS = {
    MONEY: ("资助资金", "give money"),
    GOODS: ("捐赠物品", "give goods"),
    SERVICE: ("提供服务陪伴", "give time and services"),
    "needs": ("接收不含姓名的需求信息", "receive needs without names"),
    "visits": ("随校方一起探访", "visit together with the school"),
}
PAPERS = {
    "receipt": ("收据", "Receipt"),
    "goods": ("物品照片（无儿童）", "Photograph of the goods, without children"),
    "signed": ("签收单", "Signed paper"),
    "agreement": ("协议", "Agreement"),
}
PROOFS = ("receipt", "goods", "signed")
STATES = {
    "open": ("已承诺", "Pledged"),
    "late": ("已逾期", "Late"),
    "part": ("部分送达", "Partly delivered"),
    "delivered": ("已送达，缺凭证", "Delivered, proof missing"),
    "proved": ("已送达，有凭证", "Delivered and proved"),
    "withdrawn": ("已撤销", "Withdrawn"),
}
TONES = {"open": "busy", "late": "bad", "part": "warn", "delivered": "warn", "proved": "good", "withdrawn": "quiet"}
SITUATIONS = {
    "new-place": ("适应新环境", "Getting used to a new place"),
    "parents-away": ("想念父母", "Missing the parents"),
    "learning": ("学习困难", "Difficulties with learning"),
    "classmates": ("同伴相处", "Getting on with classmates"),
    "carer": ("祖辈照料", "Cared for by grandparents"),
    "hardship": ("家庭困难", "Hardship at home"),
    "change": ("家庭变故", "A change in the family"),
    "partners": ("与合作方共事", "Working with partners"),
    "other": ("其他情形", "Something else"),
}
WORKED = {
    "yes": ("有效", "It worked"),
    "partly": ("部分有效", "It partly worked"),
    "no": ("没有效果", "It did not work"),
}


@dataclass(frozen=True, slots=True)
class OfferWords:
    """An offer as entered. amount: whole fen, or a count in `unit`."""

    form: str
    what: str
    purpose: str
    areas: tuple[str, ...]
    amount: int
    unit: str
    place: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class AgreementWords:
    """An agreement as entered."""

    title: str
    since: date
    until: date
    allows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardWords:
    """A practice card as entered."""

    title: str
    situation: str
    steps: str
    outcome: str
    tags: tuple[str, ...]


def tags_of(text: str) -> tuple[str, ...]:
    """ "家访，夜谈 家访" → ("家访", "夜谈"): separated by blanks or commas, each once, without #."""
    for mark in ",，、;；\n\t#":
        text = text.replace(mark, " ")
    return tuple(dict.fromkeys(one for one in text.split() if one))
