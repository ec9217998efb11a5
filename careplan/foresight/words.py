"""Words of the look ahead: why a measure cannot be foreseen. Data: (zh, en)."""

from __future__ import annotations

Pair = tuple[str, str]

UNFORESEEN: dict[str, Pair] = {
    "what_people_say": ("取决于大家届时的评价", "depends on what people will say"),
    "who_asks_for_help": ("取决于届时有多少人求助", "depends on how many ask for help"),
    "what_happens": ("取决于届时发生的事", "depends on what happens"),
    "how_children_grow": ("取决于孩子的进步", "depends on how the children grow"),
    "who_calls": ("亲情联系没有事先排定", "calls are not planned ahead"),
    "who_signs": ("由校长签发，不能预计", "depends on the principal's signature"),
    "who_comes": ("取决于届时到场情况", "depends on who comes"),
    "how_it_is_held": ("取决于活动怎样开展", "depends on how sessions are held"),
    "how_it_is_recorded": ("取决于登记和审核", "depends on how it is recorded and approved"),
    "one_visit_ahead": ("走访只排定了下一次", "only the next visit is planned"),
    "when_it_arrives": ("取决于何时办好", "depends on when it is done"),
}
