"""Publishing a draft by a signed exception, and what the computer proposes for a part of it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.models import AuditEvent
from careplan.db import db, school_scope
from careplan.sessions.draft_load import load_desk
from careplan.sessions.draft_operations import change_draft
from careplan.sessions.schedule_queries import published_schedule
from careplan.sessions.session_queries import version_named
from tests.sessions.test_views_desk import draft_id
from tests.world import ClientFor

__all__ = ["draft_id"]


@pytest.fixture
def short(app: Flask, draft_id: int) -> int:
    """The draft without any session of a squad: its minimum is not reached."""
    with app.app_context(), school_scope(1):
        version = version_named(draft_id)
        assert version
        out = tuple(one for one in load_desk(version).sessions if one.group == "2024-1")
        change_draft(actor_id=None, version=version, out=out, into=(), words="取消")
        db.session.commit()
    return draft_id


def test_what_blocks_publishing_is_excepted_by_the_principal_alone_with_a_reason(
    app: Flask, client_for: ClientFor, short: int
) -> None:
    head, principal, url = client_for("head_counselor"), client_for("principal"), f"/sessions/draft/{short}"
    refused = head.post(f"/sessions/versions/{short}/publish")
    assert refused.status_code == 409 and "妨碍发布" in refused.text
    assert head.post(f"{url}/exception", data={"reason": "停课"}).status_code == 403
    assert principal.post(f"{url}/exception", data={"reason": " "}).status_code == 422

    assert principal.post(f"{url}/exception", data={"reason": "三(1)班下学期合并"}).status_code == 302
    published = head.post(f"/sessions/versions/{short}/publish", data={"name": "秋季第二稿"})

    assert published.status_code == 302
    page = head.get(f"/sessions/versions/{short}").text
    assert "三(1)班下学期合并" in page and "至少要" in page and "秋季第二稿" in page
    with app.app_context(), school_scope(1):
        in_force = published_schedule()
        assert in_force and in_force.id == short
        assert db.session.scalars(select(AuditEvent).where(AuditEvent.action == "sign-exception")).one().actor_id


def test_nobody_publishes_or_excepts_what_changed_since_the_page_was_shown(client_for: ClientFor, short: int) -> None:
    head, principal, old = client_for("head_counselor"), client_for("principal"), {"edit": "0"}
    shown = re.findall(r'name="edit" value="(\d+)"', head.get(f"/sessions/versions/{short}").text)[0]
    assert shown != "0"
    signed = principal.post(f"/sessions/draft/{short}/exception", data={"reason": "合并", **old})
    assert signed.status_code == 409 and "草稿同时被改过" in signed.text
    assert (
        principal.post(f"/sessions/draft/{short}/exception", data={"reason": "合并", "edit": shown}).status_code == 302
    )
    refused = head.post(f"/sessions/versions/{short}/publish", data=old)
    assert refused.status_code == 409 and "草稿同时被改过" in refused.text
    named = head.post(f"/sessions/versions/{short}/publish", data={"edit": shown, "name": "长" * 41})
    assert named.location == f"/sessions/draft/{short}"  # a name stands for good: nothing goes out without it
    assert "40" in head.get(named.location).text
    assert head.post(f"/sessions/versions/{short}/publish", data={"edit": shown}).status_code == 302


def test_an_exception_covers_only_what_was_known_when_it_was_signed(
    app: Flask, client_for: ClientFor, short: int
) -> None:
    client_for("principal").post(f"/sessions/draft/{short}/exception", data={"reason": "合并"})
    with app.app_context(), school_scope(1):
        version = version_named(short)
        assert version
        out = tuple(one for one in load_desk(version).sessions if one.group == "2023-1")
        change_draft(actor_id=None, version=version, out=out, into=(), words="取消")
        db.session.commit()

    assert client_for("head_counselor").post(f"/sessions/versions/{short}/publish").status_code == 409


def test_the_computer_makes_one_squad_anew_and_its_proposal_is_accepted_as_one_step(
    app: Flask, client_for: ClientFor, short: int
) -> None:
    head, url = client_for("head_counselor"), f"/sessions/draft/{short}"
    squad = re.findall(r'name="squad" value="(\d+)"> 三\(1\)班', head.get(url).text)[0]

    head.post(f"{url}/generate", data={"edit": "1", "seconds": "30", "squad": [squad]})

    page = head.get(url).text
    proposal = re.findall(r'href="(/sessions/proposals/\d+)"', page)[0]
    compared = head.get(proposal).text
    assert "电脑的方案" in compared and "三(1)班" in compared and "每位老师" in compared
    assert "不再安排 ·" not in compared and "改时间 ·" not in compared
    edit = re.findall(r'name="edit" value="(\d+)"', compared)[0]
    assert head.post(f"{proposal}/accept", data={"edit": edit}).status_code == 302
    with app.app_context(), school_scope(1):
        version = version_named(short)
        assert version and any(one.group == "2024-1" for one in load_desk(version).sessions)
    assert "没有问题，可以发布" in head.get(url).text
    head.post(f"{url}/turn", data={"edit": str(int(edit) + 1), "direction": "undo"})
    assert "没有问题，可以发布" not in head.get(url).text


def test_who_is_short_elsewhere_keeps_nobody_from_making_a_part_anew(
    app: Flask, client_for: ClientFor, short: int
) -> None:
    """One squad has no session at all; another one's are made anew while that stays as it is."""
    head, url = client_for("head_counselor"), f"/sessions/draft/{short}"
    squad = re.findall(r'name="squad" value="(\d+)"> 三\(2\)班', head.get(url).text)[0]
    head.post(f"{url}/generate", data={"edit": "1", "seconds": "30", "squad": [squad]})
    proposal = re.findall(r'href="/sessions/proposals/(\d+)"', head.get(url).text)[0]
    with app.app_context(), school_scope(1):
        version = version_named(int(proposal))
        assert version and not any(one.group == "2024-1" for one in load_desk(version).sessions)


def test_any_two_versions_are_compared(client_for: ClientFor, short: int) -> None:
    page = client_for("principal").get(f"/sessions/versions/compare?before=1&after={short}").text

    assert "不再安排 · " in page and "三(1)班" in page
    assert client_for("head_counselor").get("/sessions/versions/compare").status_code == 200
    assert client_for("class_teacher").get("/sessions/versions/compare").status_code == 403
