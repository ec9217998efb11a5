"""A photograph that somebody sends in, made harmless (see `picture`); what is wrong with it said in their words."""

from __future__ import annotations

from flask_babel import gettext as _

from careplan.errors import Refused
from careplan.picture import BadPicture, re_encoded


class BadPhotograph(Refused):
    """The photograph cannot be kept; a form shows the words at its file."""


def taken_in(data: bytes) -> bytes:
    """The JPEG to keep; BadPhotograph when the file is too large, has too many pixels, or is no whole photograph."""
    try:
        return re_encoded(data)
    except BadPicture as fault:
        words = {
            "size": _("The file is too large. At most 10 MB are taken."),
            "pixels": _("The photograph has too many pixels. At most 40 million are taken."),
            "format": _("This is not a whole photograph (JPEG, PNG or WebP)."),
        }
        raise BadPhotograph(words[fault.reason]) from fault
