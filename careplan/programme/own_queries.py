"""A person's own items for the calendar on their phone; no child is named in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from careplan.accounts.models import User
from careplan.programme.models import Item
from careplan.programme.naming import name_in
from careplan.programme.planned import days_of_year
from careplan.programme.queries import WantedItems, find_items
from careplan.school.queries import current_year
from careplan.secrecy import blind_index
from careplan.telling.calendar_file import Entry
from careplan.telling.queries import child_watch


def own_entries(person: User) -> list[Entry]:
    """This school year's items that the person answers for; what was cancelled leaves the phone."""
    year = current_year()
    if year is None or person.staff_id is None:
        return []
    first, last = days_of_year(year.start_year)
    items = find_items(WantedItems(first, last, staff_id=person.staff_id, states=("planned", "done")))
    names_child = child_watch() if items else None
    return [_entry(item, person.language == "en", names_child) for item in items if names_child]


def _entry(item: Item, english: bool, names_child: Callable[[str], bool]) -> Entry:
    """Words that somebody typed and that name a child are left out."""

    def kept(text: str) -> str:
        return "" if names_child(text) else text

    changed = item.recorded_at or item.changed_at
    return Entry(
        uid=f"{blind_index(f'programme:{item.id}')[:32]}@careplan",
        sequence=item.version,
        begins=datetime.combine(item.day, item.begins),
        ends=datetime.combine(item.day, item.ends),
        title=name_in(item.series.kind, kept(item.series.title), kept(item.topic), english=english),
        place=kept(item.where),
        words="",
        changed_at=changed or datetime.combine(item.day, time.min),
    )
