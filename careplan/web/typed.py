"""What a form held that could not be taken: shown again, so that nothing written is lost with an old sign-in."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request

SECRET = ("password", "token", "key", "code")
"""Parts of the names of fields that are never shown again."""


def typed_words() -> list[str]:
    """The sentences of the form that was sent, in their order, none twice.

    Only what this site's own page sent: another site must not be able to put its words on one of ours.
    """
    if request.method != "POST" or not _from_here():
        return []
    said = (
        value.strip()
        for name, values in request.form.lists()
        if not any(part in name.lower() for part in SECRET)
        for value in values
    )
    return list(dict.fromkeys(one for one in said if _is_sentence(one)))


def _from_here() -> bool:
    origin = request.headers.get("Origin", "")
    return urlsplit(origin).netloc == request.host and bool(request.host)


def _is_sentence(value: str) -> bool:
    """Words a person wrote, not a choice, a number or a date."""
    return len(value) >= 4 and (not value.isascii() or " " in value)
