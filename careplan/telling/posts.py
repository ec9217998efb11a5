"""Several messages as posts in a group: as few as the limit allows, broken where a reader would break. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

GAP = "\n\n"


def packed(texts: Iterable[str], most_bytes: int) -> list[str]:
    """The texts one after the other in posts of at most `most_bytes` UTF-8 bytes, each text whole where it fits."""
    found: list[str] = []
    for text in texts:
        for piece in _pieces(text, most_bytes):
            joined = f"{found[-1]}{GAP}{piece}" if found else piece
            if found and _size(joined) <= most_bytes:
                found[-1] = joined
            else:
                found.append(piece)
    return found


def _pieces(text: str, most: int) -> Iterator[str]:
    """A text in pieces that fit: whole lines together, a line that is too long by characters."""
    piece = ""
    for line in text.split("\n"):
        for part in _cut(line, most):
            joined = f"{piece}\n{part}" if piece else part
            if _size(joined) > most:
                yield piece
                joined = part
            piece = joined
    if piece:
        yield piece


def _cut(line: str, most: int) -> Iterator[str]:
    if _size(line) <= most:
        yield line
        return
    start = size = 0
    for place, char in enumerate(line):
        if size + _size(char) > most:
            yield line[start:place]
            start, size = place, 0
        size += _size(char)
    yield line[start:]


def _size(text: str) -> int:
    return len(text.encode())
