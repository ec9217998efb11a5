"""Typed reading of the address's query: wrong values answer 400 with words, never 500."""

from __future__ import annotations

from datetime import date

from flask import abort, request
from flask_babel import gettext as _
from werkzeug.routing import IntegerConverter

from careplan.web.fields import FIRST_YEAR, LAST_YEAR
from careplan.web.text import BadText, clean, whole_number

SEARCH_LENGTH = 100


class IdConverter(IntegerConverter):
    """An id in an address: ASCII digits, at most nine; anything else is an address that does not exist."""

    regex = r"[0-9]{1,9}"


def query_int(name: str, default: int | None = None, *, minimum: int = 0, maximum: int = 999_999_999) -> int | None:
    """?name= as a whole number within the limits; the default when absent or empty."""
    given = request.args.get(name, "")
    if not given:
        return default
    value = whole_number(given)
    if value is None or not minimum <= value <= maximum:
        abort(400, _("“%(name)s” in the address must be a whole number.", name=name))
    return value


def query_date(name: str, default: date | None = None) -> date | None:
    """?name= as YYYY-MM-DD; the default when absent or empty."""
    given = request.args.get(name, "")
    if not given:
        return default
    try:
        if len(given) != 10:
            raise ValueError
        day = date.fromisoformat(given)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError
        return day
    except ValueError:
        abort(400, _("“%(name)s” in the address must be a date such as 2026-09-01.", name=name))


def query_choice(name: str, choices: tuple[str, ...] | list[str], default: str = "") -> str:
    """?name= when it is one of the choices; the default when absent or empty."""
    given = request.args.get(name, "")
    if not given:
        return default
    if given not in choices:
        abort(400, _("“%(name)s” in the address is not one of the choices.", name=name))
    return given


def query_text(name: str) -> str:
    """?name= as cleaned text of at most SEARCH_LENGTH characters; empty when absent."""
    try:
        return clean(request.args.get(name, ""))[:SEARCH_LENGTH]
    except BadText:
        abort(400, _("The text holds characters that cannot be used here."))
