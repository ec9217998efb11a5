"""What a new schedule changes for each person, and only for them. Pure.

Sessions of the two schedules are matched first where they stayed, then by activity and squads in the order of time:
what has a partner moved, or has another place or other people; what has none is new or drops out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from careplan.telling.meeting import Meeting


@dataclass(frozen=True, slots=True)
class Change:
    """A session before and after; one of them is None where it is new to the person, or no longer theirs.

    other: the same session on the other side where it goes on without the person, or went on before they came. back:
    they were told that it is cancelled, and it takes place after all.
    """

    before: Meeting | None
    after: Meeting | None
    other: Meeting | None = None
    back: bool = False

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
        """added · dropped · moved · changed (another place, other people)."""
        if self.before is None or self.after is None:
            return "added" if self.before is None else "dropped"
        return "moved" if self.before.when != self.after.when else "changed"


Pair = tuple[Meeting | None, Meeting | None]


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


def pairs(before: Sequence[Meeting], after: Sequence[Meeting]) -> Iterator[Pair]:
    """Every session of either schedule once, beside its partner in the other."""
    olds, news = sorted(before, key=_order), sorted(after, key=_order)
    for key in (lambda one: (one.content, one.when), lambda one: one.content):
        found, olds, news = _partners(olds, news, key)
        yield from found
    yield from ((one, None) for one in olds)
    yield from ((None, one) for one in news)


def _partners(
    olds: Sequence[Meeting], news: Sequence[Meeting], key: Callable[[Meeting], Hashable]
) -> tuple[list[Pair], list[Meeting], list[Meeting]]:
    """Those that agree in `key`, the first with the first; and what is left on both sides."""
    waiting: dict[Hashable, list[Meeting]] = defaultdict(list)
    for one in news:
        waiting[key(one)].append(one)
    found: list[Pair] = []
    left: list[Meeting] = []
    for one in olds:
        partners = waiting[key(one)]
        if partners:
            found.append((one, partners.pop(0)))
        else:
            left.append(one)
    return found, left, sorted((one for rest in waiting.values() for one in rest), key=_order)


def _of_pair(pair: Pair) -> Iterable[tuple[str, Change]]:
    before, after = pair
    for person in sorted((before.concerns if before else frozenset()) | (after.concerns if after else frozenset())):
        mine_before = before if before and person in before.concerns else None
        mine_after = after if after and person in after.concerns else None
        if mine_before is None:
            yield person, Change(None, mine_after, before)
        elif mine_after is None:
            yield person, Change(mine_before, None, after)
        elif _differs(mine_before, mine_after):
            yield person, Change(mine_before, mine_after)


def _differs(before: Meeting, after: Meeting) -> bool:
    return (before.when, before.venue, before.posts) != (after.when, after.venue, after.posts)


def _order(one: Meeting) -> tuple[date, int, str, tuple[str, ...]]:
    return one.day, one.period, one.activity, one.squads
