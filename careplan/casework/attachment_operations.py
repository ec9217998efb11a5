"""Keep pictures and papers in a child's file: judged by content, made harmless, sealed to their row (G22, G26)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.casework.attachment_models import Attachment
from careplan.casework.attachment_queries import count_of, kept_already
from careplan.casework.attachment_words import LINKS, SORTS, WHOSE
from careplan.children.models import Child
from careplan.children.queries import consented
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.secrecy import blind_index, place_in, seal
from careplan.training.certificate import BadCertificate, harmless

PLACE = "child_attachment.sealed"
MOST_BYTES = 8 * 1024 * 1024
MOST_FILES = 60


class WrongPaperDay(Refused):
    """The paper cannot be of this day."""


@dataclass(frozen=True, slots=True)
class AttachmentWords:
    """What a form says of an attachment. link: a word of LINKS and the row's id, or None."""

    kind: str
    whose: str
    title: str
    day: date
    shows_child: bool = False
    link: tuple[str, int] | None = None


def checked_file(data: bytes) -> tuple[str, bytes]:
    """Form (jpeg · pdf) and the bytes to keep, told by the content; Refused, in words, for anything else."""
    try:
        return harmless(data, MOST_BYTES)
    except BadCertificate as fault:
        words = {
            "size": _("The file is too large. At most 8 MB are taken."),
            "pixels": _("The photograph has too many pixels. At most 40 million are taken."),
            "format": _("This is neither a whole photograph (JPEG, PNG, WebP) nor a whole PDF."),
            "active": _("This PDF has a password, scripts or files inside. Photograph the paper instead."),
            "slow": _("This PDF takes too long to look through. Photograph the paper instead."),
        }
        raise Refused(words[fault.reason]) from fault


def add_attachment(*, actor_id: int | None, child: Child, words: AttachmentWords, data: bytes) -> Attachment:
    """Keep a file for a child. The same form sent twice counts once; the same file as something else is refused."""
    _check(child, words)
    form, kept = checked_file(data)
    index = blind_index(hashlib.sha256(kept).hexdigest())
    known = kept_already(child.id, index)
    if known:
        if (known.title, known.day, known.kind) == (words.title, words.day, words.kind):
            return known
        raise Refused(_("This file is in the child's file already: %(title)s.", title=known.title))
    if count_of(child.id) >= MOST_FILES:
        raise Refused(_("There are %(n)s attachments already. Please take one out first.", n=MOST_FILES))
    row = Attachment(
        child_id=child.id,
        kind=words.kind,
        whose=words.whose,
        title=words.title,
        day=words.day,
        shows_child=words.shows_child,
        form=form,
        size=len(kept),
        content_index=index,
        added_at=now(),
        added_by=actor_id,
    )
    if words.link:
        setattr(row, f"{words.link[0]}_id", words.link[1])
    db.session.add(row)
    db.session.flush()
    row.sealed = seal(place_in(PLACE, row.id), kept)
    record(actor_id=actor_id, action="add", entity=row.__tablename__, entity_id=row.id, detail={"kind": words.kind})
    return row


def _check(child: Child, words: AttachmentWords) -> None:
    if words.kind not in SORTS or words.whose not in WHOSE or (words.link and words.link[0] not in LINKS):
        raise Refused(_("Please choose one of the kinds."))
    if not child.birth_date <= words.day <= today():
        raise WrongPaperDay(_("This day lies ahead, or before the child was born."))
    if words.shows_child and not consented([child.id], "photo"):
        raise Refused(_("No guardian's consent to photographs of this child is on record."))


def remove_attachment(*, actor_id: int | None, row: Attachment, reason: str) -> None:
    """Erase the bytes for good; that there was something, by whom it was taken out and why stays in the file."""
    if row.removed_at is not None:
        raise Refused(_("It was taken out already."))
    row.sealed, row.removed_at, row.removed_by, row.reason = None, now(), actor_id, reason
    db.session.flush()
    record(actor_id=actor_id, action="take-out", entity=row.__tablename__, entity_id=row.id)
