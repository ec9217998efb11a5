"""What a new schedule changes for each person, and only for them. Pure.

Which session is which, and what became of it, is decided by `sessions.matching`, as for the comparison's page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from careplan.sessions.matching import Pair, kind_of, pairs
from careplan.sessions.meeting import Meeting


@dataclass(frozen=True, slots=True)
class Change:
    """A session before and after; one of them is None where it is new to the person, or no longer theirs.

    other: the same session on the other side where it goes on without the person, or went on before they came. back:
    they were told that it is cancelled, and it takes place after all. merged: their squad comes to it, or goes from it,
    because its own session was merged into it.
    """

    before: Meeting | None
    after: Meeting | None
    other: Meeting | None = None
    back: bool = False
    merged: bool = False

    @property
    def when(self) -> tuple[date, int]:
        one = self.after or self.before
        assert one is not None
        return one.when

    @property
    def last_day(self) -> date:
        return max(one.day for one in (self.before, self.after) if one)

    @property
    def kind(self) -> str:
        """added · dropped · moved · changed · taken · left · joined · parted.

        changed: another place, other people, or other squads merged into it.
        taken, left: the session goes on, and this person comes to it or goes from it. It is not new and is not dropped.
        joined, parted: so does the person's squad, whose own session was merged into it, or is so no more.
        """
        if self.merged:
            return "joined" if self.before is None else "parted"
        if self.other is not None:
            return "taken" if self.before is None else "left"
        return kind_of(self.before, self.after)


def changes_by_person(
    before: Sequence[Meeting], after: Sequence[Meeting], since: date
) -> dict[str, tuple[Change, ...]]:
    """Person → what changed for them, in the order of time; days before `since` are over and told to nobody."""
    found: dict[str, list[Change]] = defaultdict(list)
    for pair in pairs(before, after):
        for person, change in _of_pair(pair):
            if change.last_day >= since:
                found[person].append(change)
    return {person: tuple(sorted(changes, key=lambda one: one.when)) for person, changes in sorted(found.items())}


def _of_pair(pair: Pair) -> Iterable[tuple[str, Change]]:
    before, after = pair
    for person in sorted((before.concerns if before else frozenset()) | (after.concerns if after else frozenset())):
        mine_before = before if before and person in before.concerns else None
        mine_after = after if after and person in after.concerns else None
        if mine_before is None:
            yield person, Change(None, mine_after, before, merged=_merged(person, mine_after, before))
        elif mine_after is None:
            yield person, Change(mine_before, None, after, merged=_merged(person, mine_before, after))
        elif kind_of(mine_before, mine_after) != "same":
            yield person, Change(mine_before, mine_after)


def _merged(person: str, theirs: Meeting | None, other: Meeting | None) -> bool:
    """Whether a squad of theirs, and no post, makes the difference."""
    if theirs is None or other is None or person in theirs.staff:
        return False
    return theirs.joined != other.joined
