"""User names: one spelling for each account, whatever keys were pressed. Pure."""

from __future__ import annotations

import re
import unicodedata

DISPLAY_LENGTH = 40
_USERNAME = re.compile(r"[\w.\-]{2,40}")


def normal(username: str) -> str:
    """The one spelling under which a user name is kept and compared: NFKC, case folded, no outer blanks."""
    folded = unicodedata.normalize("NFKC", username).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


def is_username(username: str) -> bool:
    """Whether a normal user name is 2 to 40 letters (of any script), digits, underscores, dots or dashes."""
    return bool(_USERNAME.fullmatch(username))


def is_display_name(name: str) -> bool:
    """Whether a name can be shown: one printable line that is not blank, at most DISPLAY_LENGTH characters."""
    return bool(name.strip()) and name.isprintable() and len(name) <= DISPLAY_LENGTH
