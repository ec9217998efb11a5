"""Tables of the care for each child."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.children.models import Child
from careplan.db import Base, SchoolOwned, Versioned
from careplan.secrecy import EncryptedText


class CareAssignment(SchoolOwned, Base):
    """The one person responsible for a child (C9), from a date until handed over."""

    __tablename__ = "care_assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    since: Mapped[date]
    until: Mapped[date | None]


class Contact(SchoolOwned, Versioned, Base):
    """A contact with a child or its family (C13). kind: visit · call · talk · parent-call. Next date is mandatory."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    kind: Mapped[str]
    by_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    persons_met: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(EncryptedText("contact.summary"))
    carer_ability: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    child: Mapped[Child] = relationship()
