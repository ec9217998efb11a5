"""Tables of the roster: each child, its family, what changed, and the imports."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.db import Base, SchoolOwned, Versioned
from careplan.school.models import Squad
from careplan.secrecy import EncryptedText


class Child(SchoolOwned, Versioned, Base):
    """A child on the roster. Matched by ID number or student number, never by name.

    state: enrolled · left. The three definitions of left-behind are derived from the family facts (DOMAIN 4.1);
    `school_register` keeps the school register's own word: none · one_parent · both_parents · yes (without the kind) ·
    "" (unknown).
    """

    __tablename__ = "child"
    __table_args__ = (UniqueConstraint("school_id", "id_index"), UniqueConstraint("school_id", "student_index"))

    id: Mapped[int] = mapped_column(primary_key=True)
    squad_id: Mapped[int] = mapped_column(ForeignKey("squad.id"), index=True)
    name: Mapped[str]
    name_keys: Mapped[str] = mapped_column(default="")
    """Pinyin and initials for the search, separated by spaces."""
    sex: Mapped[str]
    ethnicity: Mapped[str] = mapped_column(default="")
    birth_date: Mapped[date]
    id_number: Mapped[str | None] = mapped_column(EncryptedText("child.id_number"))
    id_index: Mapped[str | None]
    student_number: Mapped[str | None] = mapped_column(EncryptedText("child.student_number"))
    """Most of them carry the identity number after a G, so they are as secret."""
    student_index: Mapped[str | None]
    rural_household: Mapped[bool | None]
    boards: Mapped[bool | None]
    household_place: Mapped[str | None] = mapped_column(EncryptedText("child.household_place"))
    address: Mapped[str | None] = mapped_column(EncryptedText("child.address"))
    health: Mapped[str] = mapped_column(default="")
    school_register: Mapped[str] = mapped_column(default="")
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="enrolled")
    squad: Mapped[Squad] = relationship()
    family: Mapped[list[FamilyMember]] = relationship(back_populates="child", cascade="all, delete-orphan")


class FamilyMember(SchoolOwned, Base):
    """A parent or carer. relation: father mother grandfather grandmother other; `relation_word` as the school wrote it.

    A carer (`is_carer`, one at most) has a row of its own, also when it is a parent. away: works away from home;
    absence: dead · other (jail, no contact …) · "" for a parent who is neither at home nor away for work.
    away_since: working away from home since that day (None: at home or unknown, see `away`).
    can_care: False where a parent at home has lost the ability to care (重病、重残).
    """

    __tablename__ = "family_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    relation: Mapped[str]
    relation_word: Mapped[str] = mapped_column(default="")
    name: Mapped[str | None] = mapped_column(EncryptedText("family_member.name"))
    phone: Mapped[str | None] = mapped_column(EncryptedText("family_member.phone"))
    away: Mapped[bool | None]
    absence: Mapped[str] = mapped_column(default="")
    away_since: Mapped[date | None]
    works_at: Mapped[str] = mapped_column(default="")
    can_care: Mapped[bool | None]
    is_carer: Mapped[bool] = mapped_column(default=False)
    entrusted: Mapped[bool | None]
    """The parents entrusted this carer in writing and told the school (未成年人保护法 §22, §23)."""
    child: Mapped[Child] = relationship(back_populates="family")


class ChildChange(SchoolOwned, Base):
    """A change of a child's record (变动, C5): which field, before and after, when it happened, when it was known.

    `field` is a field of `record.ChildRecord`, or `state` (before and after: enrolled, left, or None when added).
    source: roster · edit · visit.
    """

    __tablename__ = "child_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    field: Mapped[str]
    before: Mapped[str | None] = mapped_column(EncryptedText("child_change.before"))
    after: Mapped[str | None] = mapped_column(EncryptedText("child_change.after"))
    happened_on: Mapped[date | None]
    recorded_on: Mapped[date]
    source: Mapped[str]
    child: Mapped[Child] = relationship()


class Consent(SchoolOwned, Base):
    """A guardian's consent for one purpose (PIPL §31); a carer's signature is not a guardian's.

    purpose: of `consent.PURPOSES`. state: given refused withdrawn. channel: how it was given; seen_by: who saw the
    signed form and entered it, at recorded_at (None: from before this was noted). guardian_name, paper: who signed, and
    what makes somebody else than a parent the guardian; scope: what it was narrowed to; text_version: of the notice;
    expires_on: its last day; changed_on: from when this guardian was it no longer. What holds: `consent.standing`.
    """

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("child_id", "purpose", "decided_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    purpose: Mapped[str]
    state: Mapped[str]
    guardian_relation: Mapped[str]
    decided_on: Mapped[date]
    channel: Mapped[str] = mapped_column(default="")
    seen_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime | None]
    guardian_name: Mapped[str | None] = mapped_column(EncryptedText("consent.guardian_name"))
    paper: Mapped[str | None] = mapped_column(EncryptedText("consent.paper"))
    scope: Mapped[str | None] = mapped_column(EncryptedText("consent.scope"))
    text_version: Mapped[str] = mapped_column(default="")
    expires_on: Mapped[date | None]
    changed_on: Mapped[date | None]


class ChildAlias(SchoolOwned, Base):
    """A nickname or former name that a child is called by, so that it is caught before something goes out."""

    __tablename__ = "child_alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    name: Mapped[str] = mapped_column(EncryptedText("child_alias.name"))
    added_at: Mapped[datetime]
    added_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class RosterImport(SchoolOwned, Base):
    """An uploaded roster between preview and confirmation, bound to the file's hash.

    state: previewed · confirmed · discarded · replaced (by the preview of a newer upload). The file itself is kept
    sealed while it is previewed, no longer.
    """

    __tablename__ = "roster_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str]
    sha256: Mapped[str]
    sealed_file: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(default="previewed")
    summary: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    confirmed_at: Mapped[datetime | None]
