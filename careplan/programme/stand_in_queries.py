"""Items whose person is away, and who is there instead (S32, S35, S36)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from careplan.clock import today
from careplan.programme.absence import is_away
from careplan.programme.clash import Clash, Span, clashes_of
from careplan.programme.load import spans_between, spans_of
from careplan.programme.models import Item
from careplan.programme.queries import WantedItems, find_items
from careplan.school.models import COMMUNITY, StaffMember
from careplan.school.queries import staff
from careplan.school.queries_upsets import absences, away_from


def needing(staff_id: int | None = None) -> list[Item]:
    """The planned items from today on whose person is away then; of one person only when asked."""
    rows = away_from(today(), staff_id)
    if not rows:
        return []
    away = absences()
    first, last = today(), max(row.last for row in rows)
    items = find_items(WantedItems(first, last, staff_id=staff_id, states=("planned",)))
    return [one for one in items if is_away(away.get(one.staff_id or 0, ()), *_hours(one))]


def _hours(item: Item) -> tuple[datetime, datetime]:
    return datetime.combine(item.day, item.begins), datetime.combine(item.day, item.ends)


@dataclass(frozen=True, slots=True)
class Instead:
    """Somebody who could take an item. clash: what they have then, None: free; month: their items that month."""

    id: int
    name: str
    clash: Clash | None
    month: int

    @property
    def is_free(self) -> bool:
        return self.clash is None


def who_instead(items: Sequence[Item], *, knows_absences: bool) -> dict[int, list[Instead]]:
    """Item id → everybody but who holds it, the free ones first, who has least that month before others.

    knows_absences: leave those out who are away then; only who arranges the sessions may see that somebody is.
    """
    if not items:
        return {}
    away = absences() if knows_absences else {}
    people, load = [one for one in staff() if one.kind != COMMUNITY], _load(items)
    by_day: dict[date, list[Span]] = {}
    for one in spans_between(items[0].day, items[-1].day):
        by_day.setdefault(one.begins.date(), []).append(one)
    found = {}
    for item, span in zip(items, spans_of(items), strict=True):
        there = [one for one in people if not is_away(away.get(one.id, ()), *_hours(item))]
        found[item.id] = sorted(
            (_instead(one, item, span, by_day.get(item.day, []), load) for one in there if one.id != item.staff_id),
            key=lambda one: (one.clash is not None, one.month, one.name),
        )
    return found


def _instead(
    person: StaffMember, item: Item, span: Span, others: list[Span], load: Counter[tuple[int, str]]
) -> Instead:
    asked = replace(span, staff=frozenset({person.id}), venue_id=None, squads=frozenset())
    clash = next(iter(clashes_of(asked, others)), None)
    return Instead(person.id, person.name, clash, load[person.id, f"{item.day:%Y-%m}"])


def _load(items: Sequence[Item]) -> Counter[tuple[int, str]]:
    """(Person, month) → how many items, done or planned."""
    first = items[0].day.replace(day=1)
    last = (items[-1].day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    rows = find_items(WantedItems(first, last, states=("planned", "done")))
    return Counter((row.staff_id or 0, f"{row.day:%Y-%m}") for row in rows)
