"""What is sealed: bound to its row and child, opened by its keeper, never in a file, a log, a list; the glass (G11, G26)."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from careplan.access.policy import load_policy
from careplan.access.roles import ROLES
from careplan.accounts.models import User
from careplan.audit.models import AuditEvent
from careplan.audit.operations import record
from careplan.clock import fixed
from careplan.counselling.models import BrokenGlass, CounsellingNote, NoteKeeper, Referral
from careplan.counselling.note_queries import open_note
from careplan.counselling.sealed import ReferralWords
from careplan.db import db, every_school, school_scope
from tests.counselling.conftest import AFTER, OTHER_CHILD, OWN_CHILD
from tests.counselling.played import APPROACH, CONCERN, NOTE, held_with_note, only
from tests.world import ClientFor

SECRETS = (CONCERN, APPROACH, "金丝雀约定", "金丝雀班主任", "金丝雀理由与孩子安全有关")
REASON = SECRETS[-1]
PAGE = f"/counselling/children/{OWN_CHILD}"


@pytest.fixture
def note(app: Flask, client_for: ClientFor, room: str) -> CounsellingNote:
    return held_with_note(app, client_for, room)


@pytest.mark.plan("S35")
@pytest.mark.parametrize("role", ["class_teacher", "office", "community_worker", "principal"])
def test_others_see_that_there_was_one_with_its_day_only_where_they_may(
    client_for: ClientFor, note: CounsellingNote, role: str
) -> None:
    with fixed(AFTER):
        page = client_for(role).get(PAGE)

    assert page.status_code == 200 and "有过辅导" in page.text
    assert not any(secret in page.text for secret in SECRETS)
    assert ("2026年11月20日" in page.text) is (role in {"class_teacher", "principal"})


@pytest.mark.parametrize("role", ["head_counselor", "administrator"])
def test_who_sees_no_child_sees_no_page(client_for: ClientFor, note: CounsellingNote, role: str) -> None:
    with fixed(AFTER):
        assert client_for(role).get(PAGE).status_code == 403


def test_a_class_counselor_of_another_squad_finds_nothing(client_for: ClientFor, note: CounsellingNote) -> None:
    with fixed(AFTER):
        assert client_for("class_teacher").get(f"/counselling/children/{OTHER_CHILD}").status_code == 404


@pytest.mark.parametrize("role", [role for role in ROLES if role != "counselling_teacher"])
def test_no_page_of_anybody_else_holds_a_word_of_it(
    app: Flask, client_for: ClientFor, note: CounsellingNote, role: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Every address without an id, and those about the child, for every role."""
    policy = load_policy()
    paths = {
        PAGE,
        f"/care/children/{OWN_CHILD}",
        f"/care/children/{OWN_CHILD}/timeline",
        f"/counselling/notes/{note.id}",
    }
    for rule in app.url_map.iter_rules():
        found = policy.get((rule.endpoint, "GET"))
        if not rule.arguments and found and found.allows(frozenset({role})):
            paths.add(rule.rule)
    with fixed(AFTER), caplog.at_level(logging.DEBUG):
        browser = client_for(role)
        texts = {path: browser.get(path).data.decode(errors="replace") for path in sorted(paths)}
    assert [(path, one) for path, said in texts.items() for one in SECRETS if one in said] == []
    assert not any(secret in caplog.text for secret in SECRETS)


def test_the_keeper_opens_and_changes_it_and_a_stale_change_is_refused(
    client_for: ClientFor, note: CounsellingNote
) -> None:
    with fixed(AFTER):
        keeper, url = client_for("counselling_teacher"), f"/counselling/notes/{note.id}"
        assert CONCERN in keeper.get(PAGE).text and APPROACH in keeper.get(url).text
        assert keeper.post(url, data={**NOTE, "version": "1"}).status_code == 409
        assert keeper.post(url, data={**NOTE, "version": str(note.version), "risk": ""}).status_code == 422
        answer = keeper.post(url, data={**NOTE, "version": str(note.version), "concern": "改过"})
        assert answer.status_code == 302 and "改过" in keeper.get(PAGE).text


def test_nothing_can_be_read_in_the_raw_files(app: Flask, client_for: ClientFor, note: CounsellingNote) -> None:
    """The database, its -wal, whatever else lies in the data folder: in every usual coding."""
    with fixed(AFTER):
        assert client_for("principal").post(f"{PAGE}/break", data={"reason": REASON}).status_code == 302
        slip = {"reason": CONCERN, "risk": "low", "institution": APPROACH, "told_how": ""}
        assert client_for("counselling_teacher").post(f"{PAGE}/referrals/new", data=slip).status_code == 302
    files = [path for path in Path(app.config["SETTINGS"].data).rglob("*") if path.is_file()]
    raw = b"".join(path.read_bytes() for path in files)
    assert any("-wal" in path.name for path in files), "the write-ahead log is looked at too"
    for secret in SECRETS:
        for coding in ("utf-8", "utf-16-le", "utf-16-be", "gbk"):
            assert secret.encode(coding) not in raw
        assert secret.encode("unicode_escape") not in raw
    with app.app_context(), every_school():
        assert not any(secret in str(row) for secret in SECRETS for row in db.session.execute(text("SELECT detail FROM audit_event")))  # fmt: skip


def test_a_swapped_ciphertext_is_detected(app: Flask, client_for: ClientFor, room: str) -> None:
    first = held_with_note(app, client_for, room)
    with fixed(AFTER - timedelta(hours=6)):
        second = held_with_note(app, client_for, room.replace("740", "760"), OTHER_CHILD)
    with app.app_context(), school_scope(1):
        one, two = (db.session.get_one(CounsellingNote, row.id) for row in (first, second))
        assert open_note(one).concern == CONCERN
        one.content, two.content = two.content, one.content
        for row in (one, two):
            with pytest.raises(ValueError, match="cannot be read"):
                open_note(row)
        one.content, two.content = two.content, one.content
        one.child_id = two.child_id
        with pytest.raises(ValueError, match="cannot be read"), db.session.no_autoflush:
            open_note(one)
        db.session.rollback()


@pytest.mark.parametrize("reason", ["", "九个字的理由不够的", " 　        ", "x\x00" * 20, "长" * 501])
def test_the_glass_needs_a_reason(app: Flask, client_for: ClientFor, note: CounsellingNote, reason: str) -> None:
    with fixed(AFTER):
        assert client_for("principal").post(f"{PAGE}/break", data={"reason": reason}).status_code == 422
    assert only(app, BrokenGlass) is None


@pytest.mark.parametrize("role", [role for role in ROLES if role != "principal"])
def test_nobody_but_the_principal_breaks_it(client_for: ClientFor, note: CounsellingNote, role: str) -> None:
    with fixed(AFTER):
        assert client_for(role).post(f"{PAGE}/break", data={"reason": REASON}).status_code == 403


def test_the_glass_lasts_three_hours_to_the_second(client_for: ClientFor, note: CounsellingNote) -> None:
    with fixed(AFTER):
        assert client_for("principal").post(f"{PAGE}/break", data={"reason": REASON}).status_code == 302
        assert CONCERN in client_for("principal").get(PAGE).text
    for seconds, reads in ((-1, False), (0, True), (3 * 3600 - 1, True), (3 * 3600, False), (3 * 3600 + 1, False)):
        with fixed(AFTER + timedelta(seconds=seconds)):
            assert (CONCERN in client_for("principal").get(PAGE).text) is reads, seconds


def test_it_can_be_ended_early_and_opens_one_child_for_one_person(
    app: Flask, client_for: ClientFor, note: CounsellingNote
) -> None:
    with fixed(AFTER):
        principal = client_for("principal")
        principal.post(f"{PAGE}/break", data={"reason": REASON})
        assert client_for("principal", school=2).get(PAGE).status_code == 404
        assert CONCERN not in client_for("class_teacher").get(PAGE).text
        assert principal.post(f"{PAGE}/end").status_code == 302
        assert CONCERN not in principal.get(PAGE).text


def test_it_is_logged_and_shown_to_the_keeper_and_on_the_childs_file(
    app: Flask, client_for: ClientFor, note: CounsellingNote
) -> None:
    with fixed(AFTER):
        principal = client_for("principal")
        principal.post(f"{PAGE}/break", data={"reason": REASON})
        principal.get(PAGE)
        keeper = client_for("counselling_teacher")
        assert "校长查看了您保管的辅导记录" in keeper.get("/").text
        assert REASON in keeper.get("/counselling/").text and REASON in keeper.get(PAGE).text
        file = client_for("class_teacher").get(f"/care/children/{OWN_CHILD}/timeline").text
        assert "校长查看辅导记录" in file and REASON not in file
        assert keeper.post(f"/counselling/broken/{only(app, BrokenGlass).id}/seen").status_code == 302
        assert "校长查看了您" not in keeper.get("/").text and REASON in keeper.get(PAGE).text
    with app.app_context(), school_scope(1):
        said = db.session.execute(select(AuditEvent.action, AuditEvent.entity, AuditEvent.actor_id)).all()
        actor = db.session.scalar(select(User.id).where(User.username == "principal1"))
    assert ("break-glass", "broken_glass", actor) in [tuple(one) for one in said]
    assert ("read", "counselling_note", actor) in [tuple(one) for one in said]


def test_a_successor_opens_them_after_a_recorded_handover_and_the_former_keeper_no_longer(
    app: Flask, client_for: ClientFor, note: CounsellingNote
) -> None:
    with app.app_context(), school_scope(1):
        heir = User(username="heir1", display_name="接任", roles=["counselling_teacher"], password_hash="!")
        db.session.add(heir)
        record(actor_id=None, action="make", entity="world")
        db.session.commit()
        heir_id = heir.id
    with fixed(AFTER):
        assert CONCERN not in client_for("heir").get(PAGE).text
        keeper = client_for("counselling_teacher")
        data = {"user_id": str(heir_id), "reason": "调离"}
        assert client_for("heir").post(f"{PAGE}/hand-over", data=data).status_code == 404
        assert keeper.post(f"{PAGE}/hand-over", data={**data, "user_id": "0"}).status_code == 422
        assert keeper.post(f"{PAGE}/hand-over", data=data).status_code == 302
        assert CONCERN in client_for("heir").get(PAGE).text and CONCERN not in keeper.get(PAGE).text
        assert keeper.get(f"/counselling/notes/{note.id}").status_code == 404
    with app.app_context(), school_scope(1):
        rows = db.session.scalars(select(NoteKeeper).order_by(NoteKeeper.id)).all()
        assert [(row.until is None, row.user_id == heir_id) for row in rows] == [(False, False), (True, True)]
        assert "调离".encode() not in rows[1].reason


SLIP = {"reason": "情绪低落", "risk": "middle", "institution": "县中心", "told_how": ""}
TOLD = {"told_who": "奶奶", "told_on": "2026-11-19", "told_how": "face"}


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "draft"),
        ({**TOLD, "sent_on": "2026-11-20"}, "sent"),
        ({"not_told": "监护人疑似侵害，已报警", "sent_on": "2026-11-20"}, "sent"),
        ({**TOLD, "sent_on": "2026-11-19", "receipt_on": "2026-11-20"}, "received"),
        ({**TOLD, "sent_on": "2026-11-19", "feedback_on": "2026-11-20", "feedback": "定期复诊"}, "answered"),
        (
            {**TOLD, "sent_on": "2026-11-19", "feedback_on": "2026-11-20", "feedback": "复诊", "plan": "每周谈"},
            "closed",
        ),
        ({"sent_on": "2026-11-20"}, None),
        ({**TOLD, "sent_on": "2026-11-21"}, None),
        ({"receipt_on": "2026-11-20"}, None),
        ({**TOLD, "sent_on": "2026-11-20", "receipt_on": "2026-11-19"}, None),
        ({**TOLD, "sent_on": "2026-11-20", "feedback": "无日期"}, None),
        ({"plan": "无反馈"}, None),
        ({"reason": ""}, None),
        ({"sent_on": "2026-02-31"}, None),
        ({"institution": "长" * 200}, None),
    ],
)
def test_a_referral_goes_its_way_in_order(
    app: Flask, client_for: ClientFor, room: str, changes: dict[str, str], state: str | None
) -> None:
    answer = client_for("counselling_teacher").post(f"{PAGE}/referrals/new", data={**SLIP, **changes})
    row = only(app, Referral)
    assert (answer.status_code, row.state if row else None) == (302 if state else 422, state)


def test_a_slip_is_read_by_its_keeper_and_printed_by_nobody_else(app: Flask, client_for: ClientFor, room: str) -> None:
    keeper = client_for("counselling_teacher")
    keeper.post(f"{PAGE}/referrals/new", data=SLIP)
    row = only(app, Referral)
    assert "情绪低落" in keeper.get(f"/paper/referral/{row.id}").text
    assert client_for("principal").get(f"/paper/referral/{row.id}").status_code == 404
    assert client_for("counselling_teacher", school=2).get(f"/paper/referral/{row.id}").status_code == 404
    assert keeper.post(f"/counselling/referrals/{row.id}", data={**SLIP, "version": "1"}).status_code == 409
    done = keeper.post(f"/counselling/referrals/{row.id}", data={**SLIP, **TOLD, "version": str(row.version)})
    assert done.status_code == 302
    client_for("principal").post(f"{PAGE}/break", data={"reason": REASON})
    assert "情绪低落" in client_for("principal").get(f"/paper/referral/{row.id}").text


def test_the_state_of_a_slip_follows_its_words() -> None:
    assert ReferralWords("a", "low", "b").state == "draft"
    assert ReferralWords("a", "low", "b", sent_on="2026-11-20", plan="c").state == "closed"


@pytest.mark.plan("S9", "S32")
@pytest.mark.parametrize("role", ROLES)
def test_the_national_lines_are_one_tap_away_for_those_who_help(client_for: ClientFor, role: str) -> None:
    page = client_for(role).get("/").text
    assert ('href="tel:12356"' in page) is (role != "administrator")
