"""Every address of the site with values that exist: for tests that walk all pages as some role.

The school in which they walk has a played year, so that lists are not empty, and CANARY stands in every field of the
children's records that is free text.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import delete, func, select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from careplan.access.policy import load_policy
from careplan.accounts.models import User
from careplan.app import create_app
from careplan.audit.operations import record
from careplan.casework.attachment_operations import AttachmentWords, add_attachment
from careplan.casework.file_models import CareGoal, Need, Placement
from careplan.casework.models import CareAssignment, CareLevel, Contact, Promise
from careplan.children.file_models import CarerPeriod, ChildCategory, FamilyState
from careplan.children.models import Child, FamilyMember, RosterImport
from careplan.children.roster_diff import KINDS
from careplan.counselling.models import Appointment
from careplan.counselling.note_operations import break_glass, save_referral, write_note
from careplan.counselling.sealed import NoteWords, ReferralWords
from careplan.db import Base, db, every_school, school_scope
from careplan.events.models import CareEvent, Escalation, EventTask, HelpPlan, MandatoryReport
from careplan.reports.models import Report
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.telling.models import Announcement, Channel, Message
from tests.aid.played_aid import helped_with_words, monthly_with_words
from tests.indicators.played_year import play
from tests.partners.helped import pledged_with_words
from tests.passing.packets import a_draft_for_the_county
from tests.reports.frozen_school import freeze_and_talk
from tests.sessions.test_picture import photograph
from tests.web.folded import unfold
from tests.world import settings_at

CANARY = "金丝雀"
OWNER_OF = {"child_id": "child", "squad_id": "squad", "session_id": "team_session", "version_id": "schedule_version",
            "report_id": "report", "staff_id": "staff_member", "user_id": "user", "goal_id": "goal", "venue_id": "venue",
            "record_id": "training_record", "import_id": "roster_import", "entry_id": "calendar_entry",
            "member_id": "leading_group_member", "job_id": "job", "announcement_id": "announcement",
            "message_id": "outbox_message", "channel_id": "message_channel", "photo_id": "session_photo",
            "item_id": "programme_item", "series_id": "programme_series", "sign_up_id": "elective_sign_up",
            "care_event_id": "care_event", "task_id": "event_task", "escalation_id": "escalation",
            "promise_id": "promise", "contact_id": "contact", "care_goal_id": "care_goal", "alarm_id": "mandatory_report", "row_id": "need",
            "event_id": "school_event", "planned_id": "planned_training", "rules_id": "credit_rules",
            "register_id": "training_import",
            "case_id": "aid_case", "line_id": "aid_entry", "step_id": "aid_step",
            "rate_id": "aid_rate", "cost_id": "aid_cost", "duty_id": "aid_duty", "done_id": "aid_duty_record",
            "paper_id": "aid_paper", "appointment_id": "appointment", "note_id": "counselling_note",
            "glass_id": "broken_glass", "referral_id": "referral", "wish_id": "talk_wish",
            "partner_id": "partner", "person_id": "partner_contact", "offer_id": "partner_offer",
            "pledge_id": "partner_pledge", "delivery_id": "partner_delivery", "proof_id": "partner_paper",
            "card_id": "practice_card",
            "packet_id": "packet", "packet_child_id": "packet_child",
            "attachment_id": "child_attachment",
            "comment_id": "report_comment", "other_id": "other_school",
            "consent_id": "consent", "alias_id": "child_alias"}  # fmt: skip
"""Which table's id a part of an address is."""

LEFT_OUT = {"static"}

OWN = {"squad_id": 3, "child_id": 7, "staff_id": 3}
"""Of the world's class teacher."""

SUMMARY_CODES = ("attendance", "held", "attendance", "reached", "visited", "calls")
"""Figures of the papers of a term: about children, and not."""
WORDS = {
    "day": ("2026-11-20",),
    "filename": ("icon.svg",),
    "slug": ("a0", "national"),
    "part": ("rule",),
    "code": ("new",),
    "ref": ("S12", "C4"),
    "kind": ("dingtalk", "mail", "json"),
    "token": ("none",),
    "sort": ("need",),
    "section": ("开头", "存在的问题"),
}


@dataclass(frozen=True, slots=True)
class Address:
    """An endpoint, how it is called, and its filled-in path."""

    endpoint: str
    method: str
    path: str


def played_copy(world: Path, folder: Path) -> Path:
    """A copy of the world whose first school has a played year with canaries in the children's records."""
    shutil.copytree(world, folder)
    app = create_app(settings_at(folder))
    with app.app_context(), school_scope(1):
        play(1)
        for child in db.session.scalars(select(Child)):
            child.address = child.household_place = child.health = CANARY
        for person in db.session.scalars(select(FamilyMember)):
            person.name = person.works_at = person.relation_word = CANARY
        for contact in db.session.scalars(select(Contact)):
            contact.summary = contact.persons_met = CANARY
        for assignment in db.session.scalars(select(CareAssignment)):
            assignment.note = CANARY
        db.session.execute(delete(Report).where(Report.school_id == 1))  # its document is empty: none was made
        for row in db.session.scalars(select(RosterImport)):
            row.summary = dict.fromkeys([*KINDS, "classes"], 1)
        _tell()
        write_a_case(db.session.get_one(Child, OWN["child_id"]))
        hold_talks(db.session.get_one(Child, OWN["child_id"]))
        helped_with_words(CANARY)
        unfold(db.session.get_one(Child, OWN["child_id"]), CANARY)
        pledged_with_words(CANARY, OWN["child_id"])
        put_in_a_letter(db.session.get_one(Child, OWN["child_id"]))
        monthly_with_words(CANARY)
        a_draft_for_the_county(OWN["child_id"])
        record(actor_id=None, action="mark", entity="world")
        db.session.commit()
        freeze_and_talk()
        db.session.remove()
        db.engine.dispose()
    return folder


def _tell() -> None:
    """A channel, and a message that waits to be sent to the class teacher."""
    version = db.session.scalars(select(ScheduleVersion)).first()
    assert version
    said = Announcement(version_id=version.id, made_at=datetime(2026, 9, 1))
    said.messages = [Message(staff_id=OWN["staff_id"], position=0, language="zh", counts={"added": 1}, text="新增一次")]
    db.session.add_all([said, Channel(kind="wecom", name="工作群", key="0123456789abcdef")])


def write_a_case(child: Child) -> None:
    """Something of everything in a child's file, with the canary in each field of words; a mandatory report too."""
    actor, day, moment = 1, date(2026, 9, 7), datetime(2026, 9, 7, 8)
    noted = {"child_id": child.id, "recorded_at": moment}
    event = CareEvent(kind="other", happened_on=day, known_at=moment, source="visit", words=CANARY, **noted)
    event.tasks = [EventTask(does="act", name="了解", name_en="Find out", role="owner", due_at=moment)]
    event.escalations = [Escalation(to="office", words=CANARY, sent_at=moment, sent_by=actor)]
    db.session.add_all(
        [
            event,
            CareLevel(child_id=child.id, level="close", reason=CANARY, since=day, set_by=actor, set_at=moment),
            Promise(words=CANARY, staff_id=OWN["staff_id"], due_on=day, **noted),
            Need(area="living", words=CANARY, since=day, **noted),
            CareGoal(aspect="mind", words=CANARY, since=day, due_on=date(2026, 12, 1), **noted),
            Placement(kind="home", place=CANARY, contact=CANARY, since=day, **noted),
            CarerPeriod(name=CANARY, relation="祖母", phone=CANARY, since=day, **noted),
            ChildCategory(category="hardship", basis=CANARY, authority="民政", since=day, **noted),
            FamilyState(member="father", state="detained", note=CANARY, since=day, **noted),
            HelpPlan(
                child_id=child.id,
                number=1,
                reason=CANARY,
                aims=CANARY,
                measures=CANARY,
                review_on=date(2026, 12, 1),
                made_at=moment,
                made_by=actor,
            ),
            MandatoryReport(
                number=1,
                child_id=child.id,
                words=CANARY,
                who=CANARY,
                found="",
                situation="",
                made_at=moment,
                made_by=actor,
            ),
        ]
    )


def put_in_a_letter(child: Child) -> None:
    """A picture in the file, with the canary in its title."""
    words = AttachmentWords(kind="letter", whose="child", title=CANARY, day=date(2026, 9, 7))
    add_attachment(actor_id=1, child=child, words=words, data=photograph())


def hold_talks(child: Child) -> None:
    """Two talks in the counselling room, the note of the second, a referral slip: sealed, with the canary in them."""
    query = select(User.id).where(User.username == "counselling_teacher1")
    actor, day = db.session.scalars(query).one(), date(2026, 9, 8)
    talks = [
        Appointment(
            day=day, begins=begins, minutes=20, staff_id=OWN["staff_id"], place="", comes="pupil", asked_by="pupil",
            state="came", made_at=datetime(2026, 9, 7, 8), made_by=actor, children=[child],
        )
        for begins in (740, 760)
    ]  # fmt: skip
    db.session.add_all(talks)
    db.session.flush()
    words = NoteWords(CANARY, CANARY, CANARY, "low", CANARY)
    write_note(actor_id=actor, child_id=child.id, appointment=talks[1], words=words)
    save_referral(actor_id=actor, child_id=child.id, row=None, words=ReferralWords(CANARY, "low", CANARY))
    principal = db.session.scalars(select(User.id).where(User.username == "principal1")).one()
    break_glass(actor_id=principal, child_id=child.id, reason="家长要求查看，已经说明")


def secrets_of(app: Flask) -> set[str]:
    """What nobody without a right to see children may ever read: their names, numbers, and the canary."""
    with app.app_context(), every_school():
        rows = db.session.execute(select(Child.name, Child.id_number)).all()
    return {CANARY} | {text for row in rows for text in row if text}


def addresses(app: Flask, roles: frozenset[str], method: str = "GET", *, every: int = 1) -> Iterator[Address]:
    """Every address that somebody with these roles may call, with ids of school 1 that exist.

    `every` 5 takes each fifth measure only: they are many, alike and slow.
    """
    policy = load_policy()
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        found = policy.get((rule.endpoint, method))
        if method in (rule.methods or set()) and found and found.allows(roles) and rule.endpoint not in LEFT_OUT:
            for values in _values(app, rule)[:: every if "code" in rule.arguments else 1]:
                yield Address(rule.endpoint, method, path_of(app, rule.endpoint, values))


def text_of(answer: TestResponse) -> str:
    """Headers and body; bytes that are no text do not hide what is."""
    return f"{answer.headers}{answer.data.decode(errors='replace')}"


def path_of(app: Flask, endpoint: str, values: dict[str, Any]) -> str:
    with app.test_request_context():
        return app.url_for(endpoint, **values)


def _values(app: Flask, rule: Rule) -> list[dict[str, Any]]:
    if {"session_id", "squad_id"} <= set(rule.arguments):
        session_id, squad_id = held_session(app)
        return [{"session_id": session_id, "squad_id": squad_id}]
    fixed = rule.defaults or {}
    choices = {name: (fixed[name],) if name in fixed else existing(app, name) for name in rule.arguments}
    if "code" in choices and rule.endpoint.startswith("summaries."):
        choices["code"] = SUMMARY_CODES
    most = max((len(found) for found in choices.values()), default=1)
    return [{name: found[n % len(found)] for name, found in choices.items()} for n in range(most)]


def existing(app: Flask, name: str) -> tuple[Any, ...]:
    """Values of one part of an address: the first and last id of its table, every measure's code."""
    if name == "code":
        return _measure_codes()
    if name in WORDS:
        return WORDS[name]
    table = Base.metadata.tables.get(OWNER_OF.get(name, ""))
    if table is None:
        return (1,)
    query = select(func.min(table.c.id), func.max(table.c.id)).where(table.c.school_id == 1)
    with app.app_context(), every_school():
        first, last = db.session.execute(query).one()
    return (first or 1, OWN.get(name, first or 1), last or 1)


def held_session(app: Flask) -> tuple[int, int]:
    """A held session of the plan in force and its squad, which the world's class teacher leads."""
    query = (
        select(TeamSession.id)
        .join(TeamSession.schedule)
        .where(TeamSession.squads.any(id=OWN["squad_id"]), TeamSession.state == "held")
    )
    with app.app_context(), school_scope(1):
        return db.session.scalars(query.where(ScheduleVersion.state == "published")).first() or 1, OWN["squad_id"]


@cache
def _measure_codes() -> tuple[str, ...]:
    """Every measure that counts children, and a few that count other things: they are alike, and slow."""
    from careplan.indicators.catalogue import MEASURES

    personal = [code for code, measure in MEASURES.items() if measure.personal]
    return (*personal, *[code for code in MEASURES if code not in personal][::6])
