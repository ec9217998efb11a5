"""Tables of accounts and of their sign-in sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.db import Base, SchoolOwned, Versioned
from careplan.school.models import School, StaffMember


class User(SchoolOwned, Versioned, Base):
    """An account. `roles` are codes of careplan.access.roles; `staff_id` joins it to the person on the staff list."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    display_name: Mapped[str]
    password_hash: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(JSON)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    language: Mapped[str] = mapped_column(default="zh_Hans")
    active: Mapped[bool] = mapped_column(default=True)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    school: Mapped[School] = relationship()
    staff: Mapped[StaffMember | None] = relationship()


class SignInAttempt(Base):
    """A wrong password for an account name (kept as a keyed digest), to slow guessing down (G12)."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    username_digest: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]


class BrowserSession(Base):
    """A browser's session, known by the SHA-256 of its random id; gone on sign-out, when idle or too old (G16)."""

    __tablename__ = "browser_session"

    digest: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)
