"""Papers in children's files: drawn ones, which say so themselves."""

from __future__ import annotations

from careplan.casework.attachment_models import Attachment
from careplan.casework.attachment_operations import AttachmentWords, add_attachment
from careplan.children.models import Child
from careplan.clock import today
from careplan.demo.parameters import texts
from careplan.events.models import CareEvent
from careplan.seeds.load import seed_folder

NOTICE, LETTER = "paper-1.png", "paper-2.png"


def attach_notice(actor_id: int, event: CareEvent) -> Attachment:
    """The authority's notice of what happened, on the day of the event."""
    words = AttachmentWords(
        kind="decision",
        whose="office",
        title=_said(texts()["case"]["crisis"]["notice"]),
        day=event.happened_on,
        link=("care_event", event.id),
    )
    return add_attachment(actor_id=actor_id, child=event.child, words=words, data=_drawn(NOTICE))


def attach_letter(actor_id: int, child: Child) -> Attachment:
    """What the child wrote today."""
    words = AttachmentWords(kind="letter", whose="child", title=_said(texts()["case"]["letter"]), day=today())
    return add_attachment(actor_id=actor_id, child=child, words=words, data=_drawn(LETTER))


def _drawn(name: str) -> bytes:
    return (seed_folder() / "demo" / name).read_bytes()


def _said(words: str) -> str:
    return words + str(texts()["mark"])
