"""A placing from its beginning to its end: what is asked, in which order it is tried, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from careplan.scheduling.columns import Column, Plan, Space
from careplan.scheduling.placing import layout as at
from careplan.scheduling.placing.asks import Ask, asks_of, needed_squads, settle
from careplan.scheduling.placing.chain import press
from careplan.scheduling.placing.layout import FREE
from careplan.scheduling.placing.tables import state_of, task_of
from careplan.scheduling.run import Run
from careplan.scheduling.walk.dice import dice_of

STEPS = 2_000  # between two looks at the clock
PACE = 100_000  # steps that count as one second of effort


class Placement:
    """A problem's requests, ready to be placed. `settled` leaves out what cannot be if all of them are to be placed."""

    def __init__(self, space: Space, settled: bool) -> None:
        self.asks = asks_of(space)
        if settled:
            settle(space, self.asks)
        self.task = task_of(space, self.asks, needed_squads(space, self.asks))
        self.state = state_of(space, self.task)
        waiting = [request for ask in _order(space, self.asks) if ask.offers for request in ask.requests]
        self.complete = len(waiting) == len(space.problem.requests)  # each request has a place it could have
        first = self.state[at.QUEUE]
        self.state[first : first + len(waiting)] = waiting
        self.state[at.WAITING] = len(waiting)
        self.state[at.BEST] = len(waiting) + 1


class Placer:
    """One search for a placement's plan; those with other seeds find others."""

    def __init__(self, placement: Placement, seed: int) -> None:
        self.asks, self.task = placement.asks, placement.task
        self.state = placement.state.copy()
        self.dice = dice_of(seed)

    @property
    def left(self) -> int:
        """How many requests the best plan leaves out."""
        return int(self.state[at.BEST])

    def go(self, run: Run, enough: Callable[[], bool] = lambda: False) -> bool:
        """Place until everything is placed, the time is up or it is enough."""
        done = press(self.task, self.state, self.dice, 0)
        while not (done or run.over() or enough()):
            run.work += STEPS / PACE
            done = press(self.task, self.state, self.dice, STEPS)
        return done

    def plan(self) -> Plan:
        """The best plan so far, as columns in the order of the requests."""
        number, posts = int(self.task[at.REQUESTS]), int(self.task[at.POSTS])
        starts, offers, rooms = (self._row(place, number) for place in (at.BEST_AT, at.BEST_OFFER, at.BEST_ROOM))
        crews = self._row(at.BEST_CREW, number * posts)
        found = []
        for request, start in enumerate(starts):
            if start != FREE:
                ask = self.asks[self.task[self.task[at.ASK_OF] + request]]
                group = int(self.task[self.task[at.GROUP] + offers[request]])
                crew = [crews[request * posts + ask.post_order.index(post)] for post in range(len(ask.posts))]
                found.append(Column(ask.activity, group, start, rooms[request], tuple(crew)))
        return found

    def _row(self, place: int, number: int) -> list[int]:
        first = int(self.state[place])
        return self.state[first : first + number].tolist()


def _order(space: Space, asks: Sequence[Ask]) -> list[Ask]:
    """The asks, the most pressed for time last: those of busy squads and people, with few starts."""
    busy_squads: Counter[int] = Counter()
    busy_staff: Counter[int] = Counter()
    for ask in asks:
        hours = ask.periods * len(ask.requests)
        for offer in ask.offers[:1]:
            busy_squads.update(dict.fromkeys(space.members[offer.group], hours))
        busy_staff.update({post[0]: hours for post in ask.posts if len(post) == 1})

    def pressure(ask: Ask) -> float:
        squads = sum(busy_squads[q] for offer in ask.offers[:1] for q in space.members[offer.group])
        staff = sum(busy_staff[post[0]] for post in ask.posts if len(post) == 1)
        starts = sum(offer.starts.bit_count() for offer in ask.offers)
        return ask.periods * (squads + staff) / max(1, starts)

    return sorted(asks, key=pressure)
