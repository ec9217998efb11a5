"""Lines of the ledger that belong to a record of a package further down: they are taken back there, never alone.

They register here once, when the application is made; aid knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable

from careplan.errors import Refused

EntryHold = Callable[[int], str]
"""From a line's id to where it has to be taken back instead, in the reader's words; "" when nothing holds it."""
_holds: list[EntryHold] = []


def hold_entry(hold: EntryHold) -> None:
    """Register whose records may have lines of the ledger."""
    if hold not in _holds:
        _holds.append(hold)


def check_entry(entry_id: int) -> None:
    """Refused while a record of another package stands on this line."""
    for hold in _holds:
        words = hold(entry_id)
        if words:
            raise Refused(words)
