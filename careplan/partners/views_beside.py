"""A line of the aid ledger that a delivery wrote is taken back with the delivery."""

from __future__ import annotations

from flask_babel import gettext as _

from careplan.aid.entry_beside import hold_entry
from careplan.partners.queries import delivery_of_entry


def held_by_delivery(entry_id: int) -> str:
    if delivery_of_entry(entry_id) is None:
        return ""
    return _("This line belongs to a partner's delivery. Take the delivery back, and the line goes with it.")


hold_entry(held_by_delivery)
