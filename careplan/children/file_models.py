"""What a child's file holds beyond the roster: categories, the family and carers over time, the form of 2016."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from careplan.db import Base, SchoolOwned, Versioned
from careplan.secrecy import EncryptedText


class ChildCategory(SchoolOwned, Versioned, Base):
    """A category of need that an authority has found (DOMAIN 4.4); a child may be in several at once.

    category: a code of seed_data/care.toml; basis: the paper it rests on; authority: who decided. until is the last
    day, None while it holds.
    """

    __tablename__ = "child_category"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    category: Mapped[str]
    basis: Mapped[str] = mapped_column(EncryptedText("child_category.basis"))
    authority: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class FamilyState(SchoolOwned, Versioned, Base):
    """Where somebody of the family is and whether they can be reached, from a day until another (C16, C17).

    member: father · mother · carer · other; state: a code of seed_data/care.toml (home, away, detained …); reachable:
    yes · rarely · no · "" (not known). The roster's own word for today stays in `family_member`.
    """

    __tablename__ = "family_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    member: Mapped[str]
    state: Mapped[str]
    reachable: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(EncryptedText("family_state.note"))
    since: Mapped[date]
    until: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class CarerPeriod(SchoolOwned, Versioned, Base):
    """Who looks after the child in a time, and whether the parents entrusted them as the law asks (DOMAIN 4.2, 4.7).

    ability: good · fair · poor; the four answers: told the school and the village in writing, exclusions looked at,
    the child was heard. Entrusting does not make the carer a guardian.
    """

    __tablename__ = "carer_period"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    name: Mapped[str] = mapped_column(EncryptedText("carer_period.name"))
    relation: Mapped[str]
    phone: Mapped[str] = mapped_column(EncryptedText("carer_period.phone"))
    ability: Mapped[str] = mapped_column(default="")
    entrusted: Mapped[bool] = mapped_column(default=False)
    school_told: Mapped[bool] = mapped_column(default=False)
    village_told: Mapped[bool] = mapped_column(default=False)
    exclusions_checked: Mapped[bool] = mapped_column(default=False)
    child_heard: Mapped[bool] = mapped_column(default=False)
    renew_on: Mapped[date | None]
    since: Mapped[date]
    until: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class Registration(SchoolOwned, Versioned, Base):
    """What the form of 2016 asks and the roster does not know (DOMAIN 4.5); one for each child.

    Fields of `registration.FIELDS`; "—" in a text means: does not apply (a relative who is dead), not missing.
    """

    __tablename__ = "registration"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True, unique=True)
    household_registered: Mapped[bool | None]
    schooling: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    body_detail: Mapped[str] = mapped_column(EncryptedText("registration.body_detail"), default="")
    paternal_grandparents: Mapped[str] = mapped_column(EncryptedText("registration.paternal_grandparents"), default="")
    maternal_grandparents: Mapped[str] = mapped_column(EncryptedText("registration.maternal_grandparents"), default="")
    custody: Mapped[str] = mapped_column(default="")
    entrusted_person: Mapped[str] = mapped_column(EncryptedText("registration.entrusted_person"), default="")
    entrusted_relation: Mapped[str] = mapped_column(default="")
    entrusted_phone: Mapped[str] = mapped_column(EncryptedText("registration.entrusted_phone"), default="")
    entrusted_address: Mapped[str] = mapped_column(EncryptedText("registration.entrusted_address"), default="")
    income: Mapped[list[str]] = mapped_column(JSON, default=list)
    aid: Mapped[list[str]] = mapped_column(JSON, default=list)
    filled_by: Mapped[str] = mapped_column(default="")
    checked_by: Mapped[str] = mapped_column(default="")
    in_charge: Mapped[str] = mapped_column(default="")
    filled_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
