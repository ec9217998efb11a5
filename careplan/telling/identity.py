"""What stays the same of a session while it moves, for calendars: the activity and who meets. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


def identities(sessions: Iterable[tuple[str, tuple[str, ...]]]) -> list[str]:
    """For each (activity, squads) in the order of time its key; a squad that has an activity twice gets two."""
    seen: Counter[str] = Counter()
    found = []
    for activity, squads in sessions:
        content = "|".join([activity, *sorted(squads)])
        found.append(f"{content}|{seen[content]}")
        seen[content] += 1
    return found
