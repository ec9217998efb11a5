"""One normaliser for all text that comes in, one parser for numbers in addresses."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u200b\ufeff\u2060]")
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")


class BadText(ValueError):
    """The text holds characters that cannot be stored or shown safely."""


def clean(text: str) -> str:
    """NFC, outer blanks and invisible marks gone, line ends as \\n; BadText for control and direction characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _FORBIDDEN.search(text):
        raise BadText
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).strip()


def whole_number(text: str) -> int | None:
    """The whole number written in ASCII digits (at most nine), else None."""
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else None
