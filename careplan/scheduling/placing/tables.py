"""The two arrays of a placing, made from a problem's asks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain

import numpy as np

from careplan.scheduling.columns import Space
from careplan.scheduling.placing import layout as at
from careplan.scheduling.placing.asks import Ask, Offer
from careplan.scheduling.placing.layout import CLOSED, FREE, Array
from careplan.scheduling.placing.limits import Limits
from careplan.scheduling.shelf import Shelf


def task_of(space: Space, asks: Sequence[Ask], squads: Sequence[int]) -> Array:
    """The problem, with `squads` alone looked at."""
    shelf = Shelf(at.TASK_HEAD)
    limits = Limits(space, squads)
    counts = [[limits.of(ask.activity, offer.group) for offer in ask.offers] for ask in asks]
    posts = max([1, *(len(ask.posts) for ask in asks)])
    shelf.number(at.SLOTS, len(space.slots))
    shelf.number(at.SQUADS, len(squads))
    shelf.number(at.POSTS, posts)
    shelf.number(at.WIDEST, max([0, *map(len, chain.from_iterable(counts))]) + 2 * posts)
    shelf.number(at.COUNTERS, len(limits.most))
    shelf.number(at.REQUESTS, len(space.problem.requests))
    _put_asks(shelf, space, asks)
    _put_offers(shelf, space, [offer for ask in asks for offer in ask.offers])
    shelf.lists(at.COUNTS, [list(chain.from_iterable(one)) for one in chain.from_iterable(counts)])
    number = {squad: i for i, squad in enumerate(squads)}
    shelf.lists(at.MEMBERS, [[number[q] for q in members if q in number] for members in space.members])
    _put_limits(shelf, limits)
    shelf.row(at.TAKES, _takes(space))
    shelf.row(at.CAPACITY, [venue.capacity for venue in space.problem.venues])
    return shelf.whole()


def _put_asks(shelf: Shelf, space: Space, asks: Sequence[Ask]) -> None:
    ask_of = np.zeros(len(space.problem.requests), dtype=np.int64)
    for number, ask in enumerate(asks):
        ask_of[ask.requests] = number
    shelf.row(at.ASK_OF, ask_of)
    shelf.row(at.PERIODS, [ask.periods for ask in asks])
    shelf.row(at.OFFER_FIRST, [0, *accumulate(len(ask.offers) for ask in asks)])
    shelf.row(at.POST_FIRST, [0, *accumulate(len(ask.posts) for ask in asks)])
    shelf.lists(at.ABLE, [post for ask in asks for post in ask.posts])


def _put_offers(shelf: Shelf, space: Space, offers: Sequence[Offer]) -> None:
    shelf.row(at.GROUP, [offer.group for offer in offers])
    shelf.row(at.PUPILS, [space.pupils[offer.group] for offer in offers])
    known = {offer.starts: slots_of(offer.starts) for offer in offers}
    shelf.lists(at.STARTS, [known[offer.starts] for offer in offers])
    shelf.lists(at.VENUES, [offer.venues for offer in offers])


def _put_limits(shelf: Shelf, limits: Limits) -> None:
    shelf.row(at.STAFF_WEEK, limits.staff_week)
    shelf.row(at.STAFF_TERM, limits.staff_term)
    shelf.row(at.MOST, limits.most)
    shelf.row(at.SLOT_WEEK, limits.slot_week)
    shelf.row(at.SLOT_TERM, limits.slot_term)


def _takes(space: Space) -> list[int]:
    """A shared venue that holds all squads together is never too full: a squad is in one session at a time."""
    everybody = sum(squad.size for squad in space.problem.squads)
    return [
        at.ALONE if not venue.shared else at.ROOMY if venue.capacity >= everybody else at.SHARED
        for venue in space.problem.venues
    ]


def state_of(space: Space, task: Array) -> Array:
    """The plan, with nothing placed."""
    shelf = Shelf(at.STATE_HEAD)
    requests, posts = int(task[at.REQUESTS]), int(task[at.POSTS])
    slots, venues = len(space.slots), len(space.venue_open)
    for place in (at.AT, at.OFFER, at.ROOM, at.STAMP, at.LEFT_AT, at.HIT, at.QUEUE):
        shelf.same(place, requests)
    for place in (at.BEST_AT, at.BEST_OFFER, at.BEST_ROOM):
        shelf.same(place, requests)
    for place in (at.CREW, at.BEST_CREW):
        shelf.same(place, requests * posts)
    shelf.same(at.SQUAD_AT, int(task[at.SQUADS]) * slots)
    shelf.row(at.STAFF_AT, _shut(space.staff_open, slots))
    shelf.row(at.VENUE_AT, _shut(space.venue_open, slots))
    shelf.same(at.PUPILS_AT, venues * slots, 0)
    shelf.same(at.COUNT, int(task[at.COUNTERS]), 0)
    shelf.same(at.HEAD, int(task[at.COUNTERS]))
    for place in (at.AFTER, at.BEFORE, at.ENTRY_COUNTER, at.ENTRY_AMOUNT):
        shelf.same(place, requests * int(task[at.WIDEST]))
    shelf.same(at.ENTRIES, requests, 0)
    shelf.same(at.WEIGHT, requests, 1)
    shelf.same(at.LEFT_STEP, requests, -at.HUGE)
    shelf.same(at.CREW_CHOICE, posts)
    return shelf.whole()


def slots_of(bits: int) -> list[int]:
    """The slots of a mask."""
    return [slot for slot in range(bits.bit_length()) if bits >> slot & 1]


def _shut(masks: Sequence[int], slots: int) -> list[int]:
    """A row of slots for each mask, FREE where its bit is set and CLOSED elsewhere."""
    return [FREE if mask >> slot & 1 else CLOSED for mask in masks for slot in range(slots)]
