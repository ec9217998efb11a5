"""Tables of the work on a draft: the journal of its changes, what is locked, the exception a principal signed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from careplan.db import Base, SchoolOwned


class DraftEdit(SchoolOwned, Base):
    """One step in a draft's journal. done False: it was undone and can be done again.

    out, into: the sessions taken out and put in (scheduling format). `problem`: for a step that changes the draft's
    rules, the problem as it is on the other side of the step.
    """

    __tablename__ = "draft_edit"
    __table_args__ = (UniqueConstraint("version_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("schedule_version.id"), index=True)
    number: Mapped[int]
    words: Mapped[str]
    out: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    into: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    problem: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    done: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class DraftLock(SchoolOwned, Base):
    """What one person locked in a draft: a session, a squad, or a week; exactly one of the three is given.

    It is locked as long as anybody locks it.
    """

    __tablename__ = "draft_lock"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("schedule_version.id"), index=True)
    team_session_id: Mapped[int | None] = mapped_column(ForeignKey("team_session.id"), index=True)
    squad_id: Mapped[int | None] = mapped_column(ForeignKey("squad.id"), index=True)
    week: Mapped[int | None]
    locked_at: Mapped[datetime]
    locked_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class ScheduleException(SchoolOwned, Base):
    """The principal's word that a draft may be published although something blocks it; kept with the version.

    findings: [{"reference", "who", "when", "zh", "en"}], what was known when it was signed; nothing else is excepted.
    """

    __tablename__ = "schedule_exception"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("schedule_version.id"), index=True)
    reason: Mapped[str]
    findings: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    signed_at: Mapped[datetime]
    signed_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
