"""From a solved model to sessions: the people and rooms sent to a start are dealt out to its sessions."""

from __future__ import annotations

from collections import defaultdict
from typing import Protocol

from careplan.scheduling.columns import Column, Skills
from careplan.scheduling.model.flows import home_venue, room_key
from careplan.scheduling.model.model import Model, Var


class Values(Protocol):
    """What has values for a model's variables: a solver."""

    def value(self, variable: Var) -> int: ...


def decode(model: Model, values: Values) -> list[Column]:
    """The chosen sessions with venue and staff fixed, in order of start."""
    chosen = [model.columns[i] for i in range(len(model.columns)) if values.value(model.x[i])]
    people = _People(model, values)
    rooms = _Rooms(model, values)
    people.deal_own(chosen)
    found = [c._replace(venue=rooms.take(c), staff=people.take(c)) for c in chosen]
    return sorted(found, key=lambda c: (c.start, c.group, c.activity))


class _People:
    """Those sent to each start for each kind of post, and who of them goes where."""

    def __init__(self, model: Model, values: Values) -> None:
        self.space = model.space
        self.sent = {
            key: [person for person, goes in sent.items() if values.value(goes)] for key, sent in model.people.items()
        }
        self.led = {key for key, leads in model.own.items() if values.value(leads)}
        self.own: dict[tuple[Column, Skills], int] = {}

    def deal_own(self, chosen: list[Column]) -> None:
        """First give each squad its own counselor where the plan counts on it."""
        for column in chosen:
            members = self.space.members[column.group]
            own = self.space.counselor[members[0]] if len(members) == 1 else None
            if own is None or column.staff is not None:
                continue
            for skills in dict.fromkeys(self.space.posts[column.activity]):
                key = column.start, self.space.periods[column.activity], skills
                if (members[0], *key) in self.led and own in self.sent[key]:
                    self.sent[key].remove(own)
                    self.own[column, skills] = own
                    break

    def take(self, column: Column) -> tuple[int, ...]:
        if column.staff is not None:
            return column.staff
        periods = self.space.periods[column.activity]
        staff = []
        for skills in self.space.posts[column.activity]:
            own = self.own.pop((column, skills), None)
            staff.append(self.sent[column.start, periods, skills].pop() if own is None else own)
        return tuple(staff)


class _Rooms:
    def __init__(self, model: Model, values: Values) -> None:
        self.space = model.space
        self.sent: dict[tuple[int, int, tuple[int, ...], int], list[int]] = defaultdict(list)
        for key, sent in model.rooms.items():
            for venue, count in sent.items():
                self.sent[key] += [venue] * values.value(count)

    def take(self, column: Column) -> int:
        home = home_venue(self.space, column)
        if home is not None:
            return home
        return self.sent[room_key(self.space, column)].pop()
