"""A person's changes in words that can be pasted into a chat group, in Chinese or English. Pure.

No child stands in it: squads, activities, places and the people who lead are all that a meeting knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from careplan.seeds.quoting import inside_quotes
from careplan.sessions.meeting import Meeting
from careplan.telling.difference import Change
from careplan.telling.phrases import PHRASES, Phrases

FIRST_SHOWN = 5
"""A first schedule names this many of a person's sessions; the rest stands in their calendar."""
MOST_NAMED = 2
"""Squads that are named one by one."""


@dataclass(frozen=True, slots=True)
class Speech:
    """How one person is spoken to. names: ids of squads, activities and people → words; roles: posts → words."""

    language: str
    names: Mapping[str, str]
    roles: Mapping[str, str]
    number: int
    """Of the version."""

    @property
    def phrases(self) -> Phrases:
        return PHRASES["en" if self.language == "en" else "zh"]


def message(
    speech: Speech, person: str, changes: Sequence[Change], *, first: bool, has_account: bool, sudden: bool = False
) -> str:
    """The whole text. first: nothing was in force before, so everything is new and only the next sessions are named.

    sudden: single sessions changed and no new version was published.
    """
    phrases = speech.phrases
    shown = changes[:FIRST_SHOWN] if first else changes
    head = phrases.first_head if first else phrases.sudden_head if sudden else phrases.head
    lines = [
        phrases.greeting.format(name=speech.names.get(person, person)),
        head.format(number=speech.number, count=len(changes)),
        *(f"{place}. {_line(speech, person, one, first)}" for place, one in enumerate(shown, 1)),
    ]
    if len(shown) < len(changes):
        lines.append(phrases.rest.format(count=len(changes) - len(shown)))
    if has_account:
        lines.append(phrases.please)
    return "\n".join(lines)


def _line(speech: Speech, person: str, change: Change, first: bool) -> str:
    phrases = speech.phrases
    if change.before and change.after:
        return _moved_or_changed(speech, person, change.before, change.after)
    if change.after:
        heads = {"joined": phrases.joined, "taken": phrases.take_over}
        head = phrases.back if change.back else heads.get(change.kind, phrases.added)
        line = _stands(speech, person, change.after)
        return line if first else f"{head}{line}"
    assert change.before is not None
    where = _what(speech, change.before)
    if change.other is None:
        return phrases.dropped.format(when=_when(speech, change.before), what=where)
    if change.kind == "parted":
        return phrases.parted.format(when=_when(speech, change.before), what=where)
    return phrases.relieved.format(
        when=_when(speech, change.before), what=where, posts=_posts(speech, change.other, person)
    )


def _stands(speech: Speech, person: str, one: Meeting) -> str:
    phrases = speech.phrases
    parts = [f"{_when(speech, one)}{phrases.comma}{_what(speech, one)}", phrases.place.format(venue=one.venue)]
    own = one.roles_of(person)
    parts.append(phrases.you_are.format(roles=_roles(speech, own)) if own else _posts(speech, one, person))
    return phrases.comma.join(part for part in parts if part)


def _moved_or_changed(speech: Speech, person: str, before: Meeting, after: Meeting) -> str:
    phrases, parts = speech.phrases, []
    if before.when != after.when:
        first, last = _when(speech, before), _when(speech, after)
        line = phrases.moved.format(what=_what(speech, after), before=first, after=last)
    else:
        line = phrases.changed.format(what=_what(speech, after), when=_when(speech, after))
    if before.venue != after.venue:
        parts.append(phrases.place_changed.format(before=before.venue, after=after.venue))
    elif before.when != after.when:
        parts.append(phrases.place.format(venue=after.venue))
    if before.posts != after.posts:
        parts += _posts_changed(speech, person, before, after)
    parts += _squads_changed(speech, before, after)
    return line + phrases.comma.join(parts)


def _squads_changed(speech: Speech, before: Meeting, after: Meeting) -> list[str]:
    """What is said of squads whose own session was merged into it, or is so no more."""
    phrases = speech.phrases
    both = ((phrases.joins, _more(after, before)), (phrases.parts, _more(before, after)))
    names = [(words, phrases.listed.join(speech.names.get(one, one) for one in squads)) for words, squads in both]
    return [words.format(squads=named) for words, named in names if named]


def _more(one: Meeting, other: Meeting) -> tuple[str, ...]:
    """Squads that were merged into the one and not into the other."""
    return tuple(squad for squad in one.joined if squad not in other.joined)


def _posts_changed(speech: Speech, person: str, before: Meeting, after: Meeting) -> list[str]:
    phrases, found = speech.phrases, []
    for role in dict.fromkeys(post.role for post in (*before.posts, *after.posts)):
        old, new = (_holders(speech, one, role, person) for one in (before, after))
        if old != new:
            words = phrases.post_changed if old and new else phrases.post_new if new else phrases.post_gone
            found.append(words.format(role=speech.roles.get(role, role), before=old, after=new))
    return found


def _posts(speech: Speech, one: Meeting, person: str) -> str:
    """带领者：王老师，安全员：李老师."""
    phrases = speech.phrases
    roles = dict.fromkeys(post.role for post in one.posts)
    return phrases.comma.join(
        phrases.post.format(role=speech.roles.get(role, role), people=_holders(speech, one, role, person))
        for role in roles
    )


def _holders(speech: Speech, one: Meeting, role: str, person: str) -> str:
    phrases = speech.phrases
    found = (post.person for post in one.posts if post.role == role)
    return phrases.listed.join(phrases.you if own == person else speech.names.get(own, own) for own in found)


def _roles(speech: Speech, roles: Sequence[str]) -> str:
    return speech.phrases.listed.join(speech.roles.get(role, role) for role in dict.fromkeys(roles))


def _what(speech: Speech, one: Meeting) -> str:
    names = [speech.names.get(squad, squad) for squad in one.squads]
    squads = speech.phrases.listed.join(names)
    if len(names) > MOST_NAMED:
        squads = speech.phrases.many.format(first=names[0], count=len(names), more=len(names) - 1)
    return speech.phrases.what.format(squads=squads, title=inside_quotes(speech.names.get(one.activity, one.activity)))


def _when(speech: Speech, one: Meeting) -> str:
    phrases, last = speech.phrases, one.period + one.lessons - 1
    return phrases.when.format(
        month=one.day.month if speech.language != "en" else phrases.months[one.day.month - 1],
        day=one.day.day,
        weekday=phrases.weekdays[one.day.weekday()],
        lessons=one.period if last == one.period else f"{one.period}–{last}",
    )
