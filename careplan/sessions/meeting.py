"""A session as people are told of it and as two schedules are compared: when, where, who holds which post. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from careplan.sessions.schedule_files import DatedSession


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a session and who holds it (the number on the staff list)."""

    role: str
    person: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A planned session; ids are those of the scheduling file. concerns: post holders and the squads' counselors.

    joined: squads whose own session was merged into this one; they make it no other session.
    """

    activity: str
    squads: tuple[str, ...]
    day: date
    period: int
    lessons: int
    venue: str
    posts: tuple[Post, ...]
    concerns: frozenset[str]
    joined: tuple[str, ...] = ()

    @property
    def when(self) -> tuple[date, int]:
        return self.day, self.period

    @property
    def staff(self) -> tuple[str, ...]:
        """Who holds a post in it, each once."""
        return tuple(dict.fromkeys(post.person for post in self.posts))

    @property
    def content(self) -> tuple[str, frozenset[str]]:
        """What makes it the same session wherever it moves: the activity and who meets."""
        return self.activity, frozenset(self.squads)

    def roles_of(self, person: str) -> tuple[str, ...]:
        """The posts that a person holds in it."""
        return tuple(post.role for post in self.posts if post.person == person)


def meeting_of(one: DatedSession, roles: Sequence[str], counselors: Mapping[str, str]) -> Meeting:
    """roles: of the activity's posts in their order; counselors: squad → number of its counselor.

    Who hold the same post stand in the order of their numbers: two helpers in another order are no change.
    """
    held = [Post(role, person) for role, person in zip(roles, one.staff, strict=False)]
    order = {role: place for place, role in enumerate(dict.fromkeys(roles))}
    own: Collection[str] = {counselors[squad] for squad in one.squads if squad in counselors}
    return Meeting(
        activity=one.activity,
        squads=one.squads,
        day=one.day,
        period=one.period,
        lessons=one.lessons,
        venue=one.venue,
        posts=tuple(sorted(held, key=lambda post: (order[post.role], post.person))),
        concerns=frozenset({*one.staff, *own}),
    )
