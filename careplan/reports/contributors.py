"""Who contributed what over the year (C39): gifts and work as lines, summed by contributor, small groups merged. Pure.

What reached one to four children would tell what such a child got; what such contributors gave to children stands
in one row together, and where they reach fewer than five children even so, the next smallest joins them (DOMAIN 5.2,
as `small_cells` does for counts). Work that is for no single child stays with whoever did it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from careplan.indicators.small_cells import LEAST

MONEY, GOODS, DELIVERIES, HOURS, LESSONS, TIMES = "money", "goods", "deliveries", "hours", "lessons", "times"
WHAT = {
    MONEY: ("资金", "Money"),
    GOODS: ("物品", "Goods"),
    DELIVERIES: ("送达", "Deliveries"),
    HOURS: ("服务时间（小时）", "Hours of service"),
    LESSONS: ("主持活动", "Sessions led"),
    TIMES: ("联系和办理", "Contacts and tasks"),
}
SIDES = {
    "school": ("学校", "The school"),
    "community": ("社区（村居、街道）", "The community (village, street)"),
    "government": ("民政等部门", "Civil affairs and other offices"),
    "society": ("社会力量", "Charities and society"),
}
SIDE_OF_GIVER = {
    "school": "school",
    "village": "community",
    "street": "community",
    "civil-affairs": "government",
    "education": "government",
    "federation": "government",
    "charity": "society",
    "person": "society",
}
PEOPLE = {
    "class-teachers": ("班主任、中队辅导员", "Class teachers and counselors", "school"),
    "counselling": ("心理教师", "Counselling teachers", "school"),
    "leaders": ("学校管理人员", "School leaders and office", "school"),
    "teachers": ("其他教师", "Other teachers", "school"),
    "community-workers": ("社区工作者", "Community workers", "community"),
    "experts": ("校外专家", "Experts from outside", "society"),
    "bases": ("实践基地", "Training bases", "society"),
}
"""Groups of people → Chinese, English, side; nobody is named."""
MERGED = ("标“合并”的各方合计", 'Those marked "together", in sum')
TOGETHER = ("合并", "together")


@dataclass(frozen=True, slots=True)
class Given:
    """One gift or piece of work of the year. who: the contributor's key; what: a code of WHAT.

    fen: money, or the value of goods (None: not estimated); amount: hours or lessons, else 1. link: kind and id.
    """

    who: str
    what: str
    day: date
    link: tuple[str, int]
    fen: int | None = None
    amount: float = 1
    child_id: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A contributor: its side and its name in both languages."""

    key: str
    side: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """A row: whom it holds, and sums; fen of money and of valued goods. children None: fewer than LEAST.

    unvalued: gifts of goods whose worth nobody estimated, in no sum of fen.
    pooled: what it gave to children stands in the row of those together; it has only what is for no single child.
    """

    sources: tuple[Source, ...]
    money: int
    goods_value: int
    counts: dict[str, float]
    children: int | None
    side: str
    pooled: bool = False
    is_merged: bool = False
    unvalued: int = 0

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(one.key for one in self.sources)

    @property
    def tells_amounts(self) -> bool:
        """Whether sums may be shown: where so few children were reached they may not."""
        return self.children is not None


def contributions(given: Sequence[Given], sources: Iterable[Source]) -> tuple[Contribution, ...]:
    """The rows by side, most children first; those together in the last row."""
    lines: dict[str, list[Given]] = {}
    for one in given:
        lines.setdefault(one.who, []).append(one)
    known = {source.key: source for source in sources if source.key in lines}
    small = small_keys({key: {g.child_id for g in found if g.child_id} for key, found in lines.items()})
    rows = [_row((known[key],), _own(found, pooled=key in small), pooled=key in small) for key, found in lines.items()]
    order = list(SIDES)
    rows.sort(key=lambda row: (order.index(row.side), row.pooled, -(row.children or 0), row.keys))
    if small:
        linked = [g for key in small for g in lines[key] if g.child_id]
        rows.append(_row(tuple(known[key] for key in small), linked, is_merged=True))
    return tuple(rows)


def _own(found: list[Given], *, pooled: bool) -> list[Given]:
    return [one for one in found if not one.child_id] if pooled else found


def small_keys(reached: dict[str, set[int]]) -> list[str]:
    """Who stands together, so that what is told reached LEAST children and more, as far as that can be."""
    small = sorted(key for key, children in reached.items() if 0 < len(children) < LEAST)
    bigger = sorted((key for key in reached if len(reached[key]) >= LEAST), key=lambda key: (len(reached[key]), key))
    while small and len(set[int]().union(*(reached[key] for key in small))) < LEAST and bigger:
        small.append(bigger.pop(0))
    return small


def _row(
    sources: tuple[Source, ...], given: list[Given], *, pooled: bool = False, is_merged: bool = False
) -> Contribution:
    children = len({one.child_id for one in given if one.child_id})
    counts = {what: round(sum(one.amount for one in given if one.what == what), 1) for what in WHAT}
    return Contribution(
        sources=sources,
        money=sum(one.fen or 0 for one in given if one.what == MONEY),
        goods_value=sum(one.fen or 0 for one in given if one.what == GOODS),
        counts=counts,
        children=children if children == 0 or children >= LEAST else None,
        side=sources[0].side,
        pooled=pooled,
        is_merged=is_merged,
        unvalued=sum(one.fen is None for one in given if one.what == GOODS),
    )
