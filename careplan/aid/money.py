"""Amounts as people type them, in whole fen. Pure; never a float."""

from __future__ import annotations

import re
import unicodedata

MOST_FEN = 10_000_000_00
"""Ten million yuan: more is a slip of the pen."""

_AMOUNT = re.compile(r"(\d{1,9})(?:\.(\d{1,2}))?")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d{1,2})?")


class BadAmount(ValueError):
    """reason: format · zero · large."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def fen_of(text: str) -> int:
    """4000, 4,000.50, ¥245 or 245元 in fen, always above zero; BadAmount for anything else."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").removeprefix("¥").removesuffix("元")
    if "," in plain:
        if not _GROUPED.fullmatch(plain):
            raise BadAmount("format")
        plain = plain.replace(",", "")
    found = _AMOUNT.fullmatch(plain)
    if not found or not plain.isascii():
        raise BadAmount("format")
    fen = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    if fen == 0:
        raise BadAmount("zero")
    if fen > MOST_FEN:
        raise BadAmount("large")
    return fen


def typed(fen: int | None) -> str:
    """As a person would type it: 245, 245.50; nothing for None."""
    if fen is None:
        return ""
    yuan, rest = divmod(fen, 100)
    return f"{yuan}.{rest:02}" if rest else str(yuan)


def shown(fen: int | None) -> str:
    """¥4,000 or ¥245.50; — for None. The same as the pages' filter, without a float."""
    if fen is None:
        return "—"
    yuan, rest = divmod(fen, 100)
    return f"¥{yuan:,}.{rest:02}" if rest else f"¥{yuan:,}"
