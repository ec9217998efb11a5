"""Read the attachments of a child's file."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from careplan.accounts.models import User
from careplan.casework.attachment_models import Attachment
from careplan.children.queries import consented
from careplan.db import db


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment, who put it in, whether it opens: not once taken out, nor without the consent it needs."""

    row: Attachment
    by: str
    opens: bool


def attachments_of(child_id: int) -> list[Attached]:
    """All of a child, the newest paper first; what was taken out comes last."""
    query = (
        select(Attachment, User.display_name)
        .outerjoin(User, User.id == Attachment.added_by)
        .where(Attachment.child_id == child_id)
        .order_by(Attachment.removed_at.is_not(None), Attachment.day.desc(), Attachment.id.desc())
    )
    found = [(row, name or "") for row, name in db.session.execute(query)]
    agreed = any(row.shows_child for row, _name in found) and bool(consented([child_id], "photo"))
    return [Attached(row, name, row.removed_at is None and (agreed or not row.shows_child)) for row, name in found]


def find_attachment(attachment_id: int) -> Attachment | None:
    return db.session.scalar(select(Attachment).where(Attachment.id == attachment_id))


def kept_already(child_id: int, content_index: str) -> Attachment | None:
    """The same bytes in the same child's file."""
    query = select(Attachment).where(
        Attachment.child_id == child_id, Attachment.content_index == content_index, Attachment.removed_at.is_(None)
    )
    return db.session.scalars(query).first()


def count_of(child_id: int) -> int:
    """How many are in the file now."""
    query = select(func.count(Attachment.id)).where(Attachment.child_id == child_id, Attachment.removed_at.is_(None))
    return db.session.scalar(query) or 0
