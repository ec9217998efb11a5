"""Keep a record's certificate, sealed; change it as long as the record may be changed."""

from __future__ import annotations

from flask_babel import gettext as _

from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.secrecy import place_in, seal
from careplan.training.certificate import BadCertificate, harmless
from careplan.training.credit_operations import step
from careplan.training.models import TrainingFile, TrainingRecord
from careplan.training.queries import certificate_of
from careplan.training.states import EDITABLE

PLACE = "training_file.sealed"


def check_certificate(data: bytes) -> tuple[str, bytes]:
    """Kind and bytes to keep; Refused, in words, for what cannot be kept."""
    try:
        return harmless(data)
    except BadCertificate as fault:
        words = {
            "size": _("The file is too large. At most 5 MB are taken."),
            "pixels": _("The photograph has too many pixels. At most 40 million are taken."),
            "format": _("This is neither a whole photograph (JPEG, PNG, WebP) nor a whole PDF."),
            "active": _(
                "This PDF has a password, scripts or files inside. Print it to a plain PDF, or photograph the paper."
            ),
            "slow": _("This PDF takes too long to look through. Print it to a plain PDF, or photograph the paper."),
        }
        raise Refused(words[fault.reason]) from fault


def set_certificate(*, actor_id: int | None, entry: TrainingRecord, kept: tuple[str, bytes]) -> TrainingFile:
    """Put a checked certificate in the place of the former one."""
    _erase(actor_id, entry)
    kind, data = kept
    row = TrainingFile(record_id=entry.id, kind=kind, sealed=b"", size=len(data), added_at=now(), added_by=actor_id)
    db.session.add(row)
    db.session.flush()
    row.sealed = seal(place_in(PLACE, row.id), data)
    if "certificate" not in entry.proofs:
        entry.proofs = [*entry.proofs, "certificate"]
    step(actor_id, entry, "certificate", entry.state)
    return row


def remove_certificate(*, actor_id: int | None, entry: TrainingRecord) -> None:
    """The picture is erased; that there was one stays in the trail."""
    _erase(actor_id, entry)
    step(actor_id, entry, "certificate", entry.state)


def _erase(actor_id: int | None, entry: TrainingRecord) -> None:
    if entry.state not in EDITABLE:
        raise Refused(_("A submitted or recognised record is locked. Ask the office to return it."))
    former = certificate_of(entry.id)
    if former:
        former.sealed, former.removed_at, former.removed_by = None, now(), actor_id
