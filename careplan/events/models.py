"""Tables of events: what happened, the tasks that follow, who was told, the plan of help, mandatory reports."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.children.models import Child
from careplan.db import Base, SchoolOwned, Versioned, Withdrawable
from careplan.secrecy import EncryptedText


class CareEvent(SchoolOwned, Versioned, Withdrawable, Base):
    """Something that happened to a child (C5): a kind of seed_data/playbooks.toml, the day, and when it was known.

    state: open · closed. The level and the plan of help are reviewed because of it (C14).
    withdrawn_at: entered by mistake, on the wrong child say; with it go its tasks, what was told and its plans of help.
    """

    __tablename__ = "care_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    kind: Mapped[str]
    happened_on: Mapped[date]
    known_at: Mapped[datetime]
    source: Mapped[str]
    words: Mapped[str] = mapped_column(EncryptedText("care_event.words"))
    state: Mapped[str] = mapped_column(default="open")
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(EncryptedText("care_event.outcome"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_why: Mapped[str | None] = mapped_column(EncryptedText("care_event.withdrawn_why"))
    child: Mapped[Child] = relationship()
    tasks: Mapped[list[EventTask]] = relationship(back_populates="event", order_by="EventTask.due_at, EventTask.id")
    escalations: Mapped[list[Escalation]] = relationship(back_populates="event", order_by="Escalation.id")


class EventTask(SchoolOwned, Versioned, Withdrawable, Base):
    """What a playbook asks: whose it is, by which moment, and how it came out.

    role: owner (whoever is responsible for the child when one looks) or a role of the school.
    does: act · escalate · level · plan. The words are copied from the playbook, so that an old task keeps its own.
    """

    __tablename__ = "event_task"

    id: Mapped[int] = mapped_column(primary_key=True)
    care_event_id: Mapped[int] = mapped_column(ForeignKey("care_event.id"), index=True)
    does: Mapped[str]
    to: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    name_en: Mapped[str]
    role: Mapped[str]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    result: Mapped[str | None] = mapped_column(EncryptedText("event_task.result"))
    event: Mapped[CareEvent] = relationship(back_populates="tasks")


class Escalation(SchoolOwned, Versioned, Withdrawable, Base):
    """Somebody higher was told (C25): when sent, acknowledged, answered. to: a code of the playbooks' recipients.

    withdrawn_at: its event was taken back; unsaid_at: when whoever was told knew that.
    """

    __tablename__ = "escalation"

    id: Mapped[int] = mapped_column(primary_key=True)
    care_event_id: Mapped[int] = mapped_column(ForeignKey("care_event.id"), index=True)
    to: Mapped[str]
    words: Mapped[str] = mapped_column(EncryptedText("escalation.words"))
    sent_at: Mapped[datetime]
    sent_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answer: Mapped[str | None] = mapped_column(EncryptedText("escalation.answer"))
    unsaid_at: Mapped[datetime | None]
    unsaid_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    event: Mapped[CareEvent] = relationship(back_populates="escalations")


class HelpPlan(SchoolOwned, Withdrawable, Base):
    """A version of a child's plan of help, made because of an event (C14); rows are only ever added.

    care_event_id is None for the first version alone, which opens the file. withdrawn_at: written on the wrong child;
    its number is not given again, and the version before holds again.
    """

    __tablename__ = "help_plan"
    __table_args__ = (UniqueConstraint("child_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    number: Mapped[int]
    care_event_id: Mapped[int | None] = mapped_column(ForeignKey("care_event.id"))
    reason: Mapped[str] = mapped_column(EncryptedText("help_plan.reason"))
    aims: Mapped[str] = mapped_column(EncryptedText("help_plan.aims"))
    measures: Mapped[str] = mapped_column(EncryptedText("help_plan.measures"))
    review_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_why: Mapped[str | None] = mapped_column(EncryptedText("help_plan.withdrawn_why"))
    event: Mapped[CareEvent | None] = relationship()


class MandatoryReport(SchoolOwned, Versioned, Base):
    """A child is or may be in danger (未成年人保护法 §11): read by the principal and one named person only.

    Nothing but the sentence is needed, nothing holds it up. child_id only where the reporter came from a child's page.
    """

    __tablename__ = "mandatory_report"
    __table_args__ = (UniqueConstraint("school_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    child_id: Mapped[int | None] = mapped_column(ForeignKey("child.id"))
    words: Mapped[str] = mapped_column(EncryptedText("mandatory_report.words"))
    who: Mapped[str] = mapped_column(EncryptedText("mandatory_report.who"))
    situation: Mapped[str] = mapped_column(EncryptedText("mandatory_report.situation"))
    found: Mapped[str] = mapped_column(EncryptedText("mandatory_report.found"))
    made_at: Mapped[datetime]
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    closed_at: Mapped[datetime | None]
    steps: Mapped[list[ReportStep]] = relationship(back_populates="report", order_by="ReportStep.id")


class ReportStep(SchoolOwned, Base):
    """What was done about a report: whom the school told (a code of `alarm_words`), when, receipt, what follows."""

    __tablename__ = "report_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    mandatory_report_id: Mapped[int] = mapped_column(ForeignKey("mandatory_report.id"), index=True)
    to: Mapped[str]
    at: Mapped[datetime]
    receipt: Mapped[str] = mapped_column(EncryptedText("report_step.receipt"))
    note: Mapped[str] = mapped_column(EncryptedText("report_step.note"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    report: Mapped[MandatoryReport] = relationship(back_populates="steps")


class ProtectionPerson(SchoolOwned, Base):
    """Who beside the principal reads mandatory reports: one account, named by the principal from a day on."""

    __tablename__ = "protection_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    since: Mapped[date]
    until: Mapped[date | None]
    named_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
