"""Tables of what children and teachers say after a session."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.db import Base, SchoolOwned, Versioned
from careplan.school.models import Squad
from careplan.secrecy import EncryptedText
from careplan.sessions.models import TeamSession


class ClassAnswers(SchoolOwned, Versioned, Base):
    """How many children of a squad answered what after a session (S17). way: round · each · paper.

    counts: question → choice → children. code: the number to type while answers are taken, until `open_until`; None
    for paper and afterwards. No row is kept of a single child's answer.
    """

    __tablename__ = "class_answers"
    __table_args__ = (UniqueConstraint("team_session_id", "squad_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_session_id: Mapped[int] = mapped_column(ForeignKey("team_session.id"), index=True)
    squad_id: Mapped[int] = mapped_column(ForeignKey("squad.id"), index=True)
    way: Mapped[str]
    counts: Mapped[dict[str, dict[str, int]]] = mapped_column(JSON)
    code: Mapped[str | None] = mapped_column(index=True)
    open_until: Mapped[datetime | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    team_session: Mapped[TeamSession] = relationship()
    squad: Mapped[Squad] = relationship()

    def is_open(self, moment: datetime) -> bool:
        """Whether children may answer now."""
        return self.code is not None and self.open_until is not None and moment < self.open_until


class TalkWish(SchoolOwned, Versioned, Base):
    """“I would like to talk” 我想聊一聊: read by the counselling teacher alone.

    Who asks, in which squad, the words and who passed them on are encrypted; there is a day but no time of the day,
    and no entry in the audit log, because an entry would tell that somebody asked. What became of it stands here.
    """

    __tablename__ = "talk_wish"

    id: Mapped[int] = mapped_column(primary_key=True)
    left_on: Mapped[date]
    squad: Mapped[str] = mapped_column(EncryptedText("talk_wish.squad"))
    who: Mapped[str] = mapped_column(EncryptedText("talk_wish.who"))
    words: Mapped[str] = mapped_column(EncryptedText("talk_wish.words"))
    passed_by: Mapped[str] = mapped_column(EncryptedText("talk_wish.passed_by"))
    answered_on: Mapped[date | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    help_given_id: Mapped[int | None] = mapped_column(ForeignKey("help_given.id"))


class Obstacle(SchoolOwned, Versioned, Base):
    """What stands in the way of the activities, told to a leader and answered (S38). leader: a role; kind: a code."""

    __tablename__ = "obstacle"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_session_id: Mapped[int | None] = mapped_column(ForeignKey("team_session.id"), index=True)
    kind: Mapped[str]
    words: Mapped[str]
    leader: Mapped[str]
    raised_at: Mapped[datetime]
    raised_by: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    answer: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str | None]
    due_on: Mapped[date | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    solved_on: Mapped[date | None]
    seen_at: Mapped[datetime | None]
    team_session: Mapped[TeamSession | None] = relationship()
