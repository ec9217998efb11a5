"""Quotation marks inside quotation marks, over a whole sentence (GB/T 15834; English does the same)."""

from __future__ import annotations


def nested(words: str) -> str:
    """The sentence with double marks inside double marks made single, and those inside these double again.

    A closing mark that closes nothing stays as it is.
    """
    depth, found = 0, []
    for mark in words:
        if mark == "“":
            depth += 1
            found.append("“" if depth % 2 else "‘")
        elif mark == "”" and depth:
            found.append("”" if depth % 2 else "’")
            depth -= 1
        else:
            found.append(mark)
    return "".join(found)
