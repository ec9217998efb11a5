"""No child in a message: whether a text names one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

SHORTEST = 2
"""A single character is not a name; it stands in any sentence."""

_BLANK = re.compile(r"\s+")


def names_a_child(text: str, children: Iterable[str], known: Iterable[str]) -> bool:
    """Whether the text holds a child's whole name, also written with blanks in it.

    known: words that may stand in a message though a child is called so too (a teacher, an activity, a place).
    """
    plain = _plain(text)
    covered = [span for word in known for span in _spans(plain, _plain(word))]
    return any(
        not any(first <= start and end <= last for first, last in covered)
        for name in children
        for start, end in _spans(plain, _plain(name))
    )


def _spans(text: str, word: str) -> Iterator[tuple[int, int]]:
    if len(word) < SHORTEST:
        return
    start = text.find(word)
    while start >= 0:
        yield start, start + len(word)
        start = text.find(word, start + 1)


def _plain(text: str) -> str:
    return _BLANK.sub("", text).casefold()
