"""What a form held that could not be taken, and the page it was on: nothing written is lost, no way ends."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

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


def page_before() -> str:
    """Path and query of this site's page that led here, where it can be opened again; else nothing."""
    before = urlsplit(request.referrer or "")
    if before.netloc != request.host or (request.method == "GET" and before.path == request.path):
        return ""
    try:
        current_app.url_map.bind(request.host).match(before.path, method="GET")
    except (HTTPException, RequestRedirect):
        return ""
    return f"{before.path}?{before.query}" if before.query else before.path


def _from_here() -> bool:
    origin = request.headers.get("Origin", "")
    return urlsplit(origin).netloc == request.host and bool(request.host)


def _is_sentence(value: str) -> bool:
    """Words a person wrote, not a choice, a number or a date."""
    return len(value) >= 4 and (not value.isascii() or " " in value)
