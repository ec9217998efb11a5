"""What is wanted at two places at once: people, a place, the children of a squad."""

from __future__ import annotations

from datetime import datetime

from careplan.programme.clash import Span, clashes_of


def span(source: str, key: int, begins: str, ends: str, **more: object) -> Span:
    day = "2026-10-14T"
    return Span(source, key, datetime.fromisoformat(day + begins), datetime.fromisoformat(day + ends), **more)  # type: ignore[arg-type]


ONE = span("item", 1, "15:40", "16:20", staff=frozenset({7}), venue_id=3, squads=frozenset({5, 6}))


def said(*others: Span) -> list[tuple[str, int, frozenset[int]]]:
    return [(found.what, found.other.key, found.ids) for found in clashes_of(ONE, others)]


def test_a_person_and_a_place_are_wanted_twice() -> None:
    other = span("session", 9, "15:00", "15:45", staff=frozenset({7, 8}), venue_id=3)

    assert said(other) == [("person", 9, frozenset({7})), ("place", 9, frozenset())]


def test_what_ends_when_the_other_begins_does_not_clash() -> None:
    assert said(span("session", 9, "15:00", "15:40", staff=frozenset({7}))) == []
    assert said(span("session", 9, "16:20", "17:00", staff=frozenset({7}))) == []


def test_children_are_wanted_twice_by_a_session_only() -> None:
    assert said(span("session", 9, "15:40", "16:20", squads=frozenset({6}))) == [("squads", 9, frozenset({6}))]
    assert said(span("item", 9, "15:40", "16:20", squads=frozenset({6}))) == [], (
        "children choose one elective or another"
    )


def test_nothing_clashes_with_itself_or_at_a_place_that_is_not_watched() -> None:
    assert said(ONE) == []
    assert said(span("item", 2, "15:40", "16:20")) == []
