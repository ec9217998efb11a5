"""Table of the pictures and papers in a child's file."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from careplan.db import Base, SchoolOwned
from careplan.secrecy import EncryptedText


class Attachment(SchoolOwned, Base):
    """A picture or a PDF that belongs to a child's file. kind, whose: codes of `attachment_words`; form: jpeg · pdf.

    day: of the paper itself. sealed: its bytes, bound to this row; None once it was taken out, when the line stays with
    its reason. content_index: keyed digest of the bytes, by which a form sent twice counts once. The file's own name is
    not kept. It may belong to one contact, event or aid case of the same child.
    """

    __tablename__ = "child_attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    kind: Mapped[str]
    whose: Mapped[str]
    title: Mapped[str] = mapped_column(EncryptedText("child_attachment.title"))
    day: Mapped[date]
    shows_child: Mapped[bool] = mapped_column(default=False)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    care_event_id: Mapped[int | None] = mapped_column(ForeignKey("care_event.id"))
    aid_case_id: Mapped[int | None] = mapped_column(ForeignKey("aid_case.id"))
    form: Mapped[str]
    size: Mapped[int]
    content_index: Mapped[str]
    sealed: Mapped[bytes | None] = mapped_column(deferred=True)
    added_at: Mapped[datetime]
    added_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str | None] = mapped_column(EncryptedText("child_attachment.reason"))
