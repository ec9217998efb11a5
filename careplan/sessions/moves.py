"""One session at another time or two that change times, and what such a step is called in the journal. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from careplan.scheduling.solution import Session
from careplan.seeds.quoting import inside_quotes
from careplan.sessions.desk import Desk
from careplan.sessions.finding_words import Names, slot_words


def at_time(desk: Desk, session: Session, day: date, period: int) -> Session | None:
    """The session in another lesson; None where there is no such lesson."""
    slot = desk.judge.index.at.get((day, period))
    return None if slot is None else replace(session, start=slot.id)


def swaps(one: Session, other: Session) -> Iterator[tuple[Session, Session]]:
    """The ways in which two sessions can change times: first each keeps its place, then they change places too."""
    yield replace(one, start=other.start), replace(other, start=one.start)
    if one.venue != other.venue:
        yield (
            replace(one, start=other.start, venue=other.venue),
            replace(other, start=one.start, venue=one.venue),
        )


def session_words(desk: Desk, session: Session, language: str, names: Names) -> str:
    """三(2)班“护蛋行动”."""
    index = desk.judge.index
    group = index.groups.get(session.group)
    squads = [names.get(one, one) for one in (group.squads if group else (session.group,))]
    what = names.get(session.activity, session.activity)
    joined = ("、" if language == "zh" else ", ").join(squads)
    return f"{joined}“{inside_quotes(what)}”" if language == "zh" else f"{joined}: “{inside_quotes(what)}”"


def time_words(desk: Desk, session: Session, language: str) -> str:
    slot = desk.judge.index.slots.get(session.start)
    return session.start if slot is None else slot_words(slot, language)


def move_words(desk: Desk, before: Session, after: Session, language: str, names: Names) -> str:
    """三(2)班“护蛋行动”：9月4日第6节 → 9月11日第6节，操场 → 教室."""
    parts = []
    if before.start != after.start:
        parts.append((time_words(desk, before, language), time_words(desk, after, language)))
    if before.venue != after.venue:
        parts.append((before.venue, after.venue))
    if before.staff != after.staff:
        parts.append(_people(before, after, language, names))
    if (before.group, before.activity) != (after.group, after.activity):
        parts.append((session_words(desk, before, language, names), session_words(desk, after, language, names)))
    zh = language == "zh"
    told = ("，" if zh else ", ").join(f"{old} → {new}" for old, new in parts)
    return f"{session_words(desk, before, language, names)}{'：' if zh else ', '}{told}"


def _people(before: Session, after: Session, language: str, names: Names) -> tuple[str, str]:
    """Those who go and those who come."""
    comma = "、" if language == "zh" else ", "
    gone = [one for one in before.staff if one not in after.staff] or before.staff
    come = [one for one in after.staff if one not in before.staff] or after.staff
    return comma.join(names.get(one, one) for one in gone), comma.join(names.get(one, one) for one in come)


def swap_words(desk: Desk, one: Session, other: Session, language: str, names: Names) -> str:
    """对调时间：三(1)班“…”（9月4日第6节）与三(2)班“…”（9月11日第6节）."""
    pair = [(session_words(desk, each, language, names), time_words(desk, each, language)) for each in (one, other)]
    if language == "zh":
        return "对调时间：" + "与".join(f"{what}（{when}）" for what, when in pair)
    return "Times changed: " + " and ".join(f"{what} ({when})" for what, when in pair)


def add_words(desk: Desk, session: Session, language: str, names: Names) -> str:
    what, when = session_words(desk, session, language, names), time_words(desk, session, language)
    return f"新增：{what}，{when}" if language == "zh" else f"Added: {what}, {when}"


def drop_words(desk: Desk, session: Session, language: str, names: Names) -> str:
    what, when = session_words(desk, session, language, names), time_words(desk, session, language)
    return f"撤下：{what}，{when}" if language == "zh" else f"Dropped: {what}, {when}"
