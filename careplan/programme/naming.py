"""What an item is called, in either language. Pure."""

from __future__ import annotations

from careplan.programme.planned import KINDS


def name_in(kind: str, title: str, topic: str, *, english: bool) -> str:
    """红领巾广播·心灵信箱：想念也是一种力量; School radio · 心灵信箱: …"""
    word = KINDS[kind][english]
    named = title if title.startswith(word) else f"{word}·{title}" if title else word
    if not english:
        return f"{named}：{topic}" if topic else named
    named = named.replace("·", " · ", 1)
    return f"{named}: {topic}" if topic else named
