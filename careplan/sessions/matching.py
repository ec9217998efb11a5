"""Which session of one schedule is which of another, and what became of it. Pure.

The one place that decides what is new, moved, changed or dropped: the comparison's page, the draft's figures and the
messages in the outbox all ask here. Sessions are matched first where they stayed, then by activity and squads in the
order of time: what has a partner moved, or has another place or other people; what has none is new or drops out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from typing import Literal

from careplan.sessions.meeting import Meeting

Pair = tuple[Meeting | None, Meeting | None]
Kind = Literal["same", "added", "dropped", "moved", "changed"]


def pairs(before: Sequence[Meeting], after: Sequence[Meeting]) -> Iterator[Pair]:
    """Every session of either schedule once, beside its partner in the other."""
    olds, news = sorted(before, key=_order), sorted(after, key=_order)
    for key in (lambda one: (one.content, one.when), lambda one: one.content):
        found, olds, news = _partners(olds, news, key)
        yield from found
    yield from ((one, None) for one in olds)
    yield from ((None, one) for one in news)


def kind_of(before: Meeting | None, after: Meeting | None) -> Kind:
    """What became of a session. changed: at the same time elsewhere, with other people, or others merged into it."""
    if before is None or after is None:
        return "added" if before is None else "dropped"
    if before.when != after.when:
        return "moved"
    same = (before.venue, before.posts, before.joined) == (after.venue, after.posts, after.joined)
    return "same" if same else "changed"


def _partners(
    olds: Sequence[Meeting], news: Sequence[Meeting], key: Callable[[Meeting], Hashable]
) -> tuple[list[tuple[Meeting, Meeting]], list[Meeting], list[Meeting]]:
    """Those that agree in `key`, the first with the first; and what is left on both sides."""
    waiting: dict[Hashable, list[Meeting]] = defaultdict(list)
    for one in news:
        waiting[key(one)].append(one)
    found: list[tuple[Meeting, Meeting]] = []
    left: list[Meeting] = []
    for one in olds:
        partners = waiting[key(one)]
        if partners:
            found.append((one, partners.pop(0)))
        else:
            left.append(one)
    return found, left, sorted((one for rest in waiting.values() for one in rest), key=_order)


def _order(one: Meeting) -> tuple[date, int, str, tuple[str, ...]]:
    return one.day, one.period, one.activity, one.squads
