"""The pages of care. The blueprint and all its routes: this file names them, the others hold them."""

from __future__ import annotations

from careplan.casework import (
    views_attachments,
    views_contacts,
    views_file,
    views_handover,
    views_help,
    views_level,
    views_phone,
    views_register,
    views_withdraw,
)
from careplan.casework.views_contacts import blueprint

__all__ = [
    "blueprint",
    "views_attachments",
    "views_contacts",
    "views_file",
    "views_handover",
    "views_help",
    "views_level",
    "views_phone",
    "views_register",
    "views_withdraw",
]
