"""What a problem's requests ask for: equal requests are one ask, with its groups, starts, venues and people.

A start is left out where structure forbids it whatever else is in the plan, or where somebody whom the session needs is
certain to be in another: in one that has only this start left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from careplan.scheduling.columns import Space
from careplan.scheduling.problem import Request, Rules


@dataclass
class Offer:
    """An ask's activity for one group: its starts as bits, and its venues, the least wanted first."""

    group: int
    starts: int
    venues: tuple[int, ...]


@dataclass
class Ask:
    """What one request asks for, or several equal ones.

    `posts` are those who can hold each post, the narrowest choice first; `post_order` says which posts these are.
    """

    activity: int
    periods: int
    posts: list[tuple[int, ...]]
    offers: list[Offer]
    post_order: list[int]
    requests: list[int] = field(default_factory=list)

    @property
    def certain(self) -> Offer | None:
        """The only group and start that are left."""
        if len(self.offers) == 1 and self.offers[0].starts.bit_count() == 1:
            return self.offers[0]
        return None


def asks_of(space: Space) -> list[Ask]:
    """The asks of a problem, each with the numbers of its requests."""
    found: dict[Request, Ask] = {}
    for number, request in enumerate(space.problem.requests):
        if request not in found:
            found[request] = _ask(space, request)
        found[request].requests.append(number)
    return list(found.values())


def _ask(space: Space, request: Request) -> Ask:
    a = space.activity_of[request.activity]
    periods = space.periods[a]
    posts = [space.qualified(skills) for skills in space.posts[a]]
    if request.staff is not None:
        named = [space.staff_of[name] for name in request.staff]
        posts = [(p,) if p in able else () for p, able in zip(named, posts, strict=True)]
    opened = space.full if request.start is None else 1 << space.slot_of[request.start]
    if all(len(post) == 1 for post in posts) and len(set(posts)) < len(posts):
        opened = 0  # one person in two posts
    for post in posts:
        anyone = 0
        for p in post:
            anyone |= lasting(space.staff_open[p], periods)
        opened &= anyone
    activity = space.problem.activities[a]
    groups = dict.fromkeys(activity.groups)
    names = list(groups) if request.group is None else [request.group] if request.group in groups else []
    offers = [_offer(space, request, a, space.group_of[name], opened) for name in names]
    order = sorted(range(len(posts)), key=lambda post: len(posts[post]))
    return Ask(a, periods, [posts[i] for i in order], [offer for offer in offers if offer.starts], order)


def _offer(space: Space, request: Request, activity: int, group: int, opened: int) -> Offer:
    periods = space.periods[activity]
    venues = space.fitting_venues(activity, group)
    if request.venue is not None:
        named = space.venue_of[request.venue]
        venues = (named,) if named in venues else ()
    somewhere = 0
    for v in venues:
        somewhere |= lasting(space.venue_open[v], periods)
    squads = lasting(space.group_open(activity, group), periods)
    return Offer(group, opened & somewhere & squads & space.long_enough(periods), venues)


def lasting(bits: int, periods: int) -> int:
    """The slots from which on as many as `periods` are among the bits."""
    found = bits
    for step in range(1, periods):
        found &= bits >> step
    return found


def settle(space: Space, asks: Sequence[Ask]) -> None:
    """Leave out the starts at which somebody is certain to be elsewhere; again as long as that makes more certain."""
    squads: Counter[int] = Counter()
    staff: Counter[int] = Counter()
    waiting, settled = list(asks), [ask for ask in asks if ask.certain]
    while settled:
        for ask in settled:
            _take_up(space, ask, squads, staff)
        waiting = [ask for ask in waiting if not ask.certain]
        for ask in waiting:
            _leave_out(space, ask, squads, staff)
        settled = [ask for ask in waiting if ask.certain]


def _take_up(space: Space, ask: Ask, squads: Counter[int], staff: Counter[int]) -> None:
    offer = ask.certain
    assert offer is not None
    bits = sum(offer.starts << step for step in range(ask.periods))
    for squad in space.members[offer.group]:
        squads[squad] |= bits
    for post in ask.posts:
        if len(post) == 1:
            staff[post[0]] |= bits


def _leave_out(space: Space, ask: Ask, squads: Counter[int], staff: Counter[int]) -> None:
    busy = 0
    for post in ask.posts:
        if len(post) == 1:
            busy |= staff[post[0]]
    for offer in ask.offers:
        bits = busy
        for squad in space.members[offer.group]:
            bits |= squads[squad]
        offer.starts &= lasting(~bits, ask.periods)
    ask.offers = [offer for offer in ask.offers if offer.starts]


def needed_squads(space: Space, asks: Sequence[Ask]) -> list[int]:
    """The squads that must be looked at: one is left out where another is in every group that it is in.

    Only for rules that are the same for all squads: who is in more sessions then breaks them first.
    """
    groups = sorted({offer.group for ask in asks for offer in ask.offers})
    inside = dict.fromkeys(chain.from_iterable(space.members[g] for g in groups), 0)
    for bit, g in enumerate(groups):
        for squad in space.members[g]:
            inside[squad] |= 1 << bit
    if _singled_out(space.problem.rules):
        return list(inside)
    first = {bits: squad for squad, bits in reversed(inside.items())}
    rising = sorted(first, key=int.bit_count, reverse=True)
    kept: list[int] = []
    for bits in rising:
        if not any(bits & more == bits for more in kept):
            kept.append(bits)
    return sorted(first[bits] for bits in kept)


def _singled_out(rules: Rules) -> bool:
    """Whether a rule names squads."""
    named = [rule.squads for rule in rules.sessions_per_term]
    named += [rule.squads for rule in rules.goals] + [rule.squads for rule in rules.methods]
    return any(squads is not None for squads in named)
