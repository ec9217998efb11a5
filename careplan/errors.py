"""Errors that carry words for the person who caused them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class CareplanError(Exception):
    """Base of the errors whose message may be shown to a user as it is (already translated)."""


class Refused(CareplanError):
    """The input or the state of things does not allow what was asked; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is refused, in the reader's words, and where it is mended.

    endpoint, values: the page; way: what the link to it says (already translated).
    """

    words: str
    way: str = ""
    endpoint: str = ""
    values: Mapping[str, int | str] = field(default_factory=dict)


class NotAllowed(CareplanError):
    """The signed-in person may not do this."""


class StaleEdit(CareplanError):
    """Somebody else saved the record after this form was opened."""


class UnscopedQuery(RuntimeError):
    """A query of a school's data was made outside any school's scope: a programming error."""


class UnauditedChange(RuntimeError):
    """A transaction changed records and wrote no audit entry: a programming error."""
