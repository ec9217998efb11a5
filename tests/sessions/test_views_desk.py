"""The pages of a draft: the desk, one session by a form, what can stand here, locks, the exception, the proposal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask

from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.sessions.draft_load import load_desk
from careplan.sessions.draft_operations import open_draft
from careplan.sessions.draft_queries import open_version
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.schedule_queries import schedule_versions
from careplan.sessions.session_queries import version_named
from tests.sessions.schedule import BEFORE_TERM
from tests.world import ClientFor


@pytest.fixture
def draft_id(app: Flask) -> Iterator[int]:
    with fixed(BEFORE_TERM):
        with app.app_context(), school_scope(1):
            version = open_draft(actor_id=None)
            db.session.commit()
            found = version.id
        yield found


@pytest.fixture
def row(app: Flask, draft_id: int) -> int:
    """A session of one squad."""
    with app.app_context(), school_scope(1):
        desk = load_desk(version_named(draft_id) or ScheduleVersion())
        return next(
            found for one, found in zip(desk.sessions, desk.rows, strict=True) if found and one.group == "2024-1"
        )


def fields(page: str, name: str) -> list[str]:
    """The choices of a list in a page, those of the groups “free” and “suitable” first."""
    inside = page.partition(f'name="{name}"')[2].partition("</select>")[0]
    return [unescape(value) for value in re.findall(r'<option [^>]*value="([^"]*)"', inside)]


def chosen(page: str, name: str) -> str:
    inside = page.partition(f'name="{name}"')[2].partition("</select>")[0]
    found = re.search(r'<option selected value="([^"]*)"', inside)
    assert found
    return unescape(found[1])


def as_shown(page: str) -> dict[str, str]:
    return {
        "edit": re.findall(r'name="edit" type="hidden" value="(\d+)"', page)[0],
        **{name: chosen(page, name) for name in ("start", "venue", "post_0")},
    }


def test_a_draft_is_opened_from_the_versions_page(app: Flask, client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    with fixed(BEFORE_TERM):
        assert "打开草稿" in head.get("/sessions/versions").text
        page = head.post("/sessions/draft/open", follow_redirects=True).text
        again = head.post("/sessions/draft/open").location

    assert "草稿（" in page and "没有问题，可以发布" in page
    with app.app_context(), school_scope(1):
        assert [one.state for one in schedule_versions()].count("draft") == 1
        version = open_version()
        assert version and again.endswith(f"/sessions/draft/{version.id}")


def test_a_session_is_moved_by_the_form_and_back(client_for: ClientFor, draft_id: int, row: int) -> None:
    head, url = client_for("head_counselor"), f"/sessions/draft/{draft_id}/sessions/{row}"
    page = head.get(url).text
    shown = as_shown(page)
    goal = next(one for one in fields(page, "start") if one != shown["start"])

    looked = head.post(url, data={**shown, "start": goal, "check": "yes"})
    moved = head.post(url, data={**shown, "start": goal}, follow_redirects=True).text

    assert looked.status_code == 200 and "这样改会怎样" in looked.text and "扣分" in looked.text
    assert "→" in moved and "修改记录" in moved
    assert chosen(head.get(url).text, "start") == goal
    edit = re.findall(r'name="edit" value="(\d+)"', moved)[0]
    back = head.post(f"/sessions/draft/{draft_id}/turn", data={"edit": edit, "direction": "undo"})
    assert back.status_code == 302 and chosen(head.get(url).text, "start") == shown["start"]


def test_what_cannot_stand_is_said_at_the_field_and_nothing_typed_is_lost(
    client_for: ClientFor, draft_id: int, row: int
) -> None:
    head, url = client_for("head_counselor"), f"/sessions/draft/{draft_id}/sessions/{row}"
    page = head.get(url).text
    shown = as_shown(page)

    answer = head.post(url, data={**shown, "post_0": "T5"})

    assert answer.status_code == 422 and "不能放在这里" in answer.text
    assert "教师51没有" in answer.text and 'id="post_0-error"' in answer.text
    assert chosen(answer.text, "post_0") == "T5"


def test_what_may_not_be_touched_is_said_on_the_page_and_the_choice_stays(
    client_for: ClientFor, draft_id: int, row: int
) -> None:
    """A session that somebody locked: the page comes back with the reason at the field."""
    head, url = client_for("head_counselor"), f"/sessions/draft/{draft_id}/sessions/{row}"
    locked = {"kind": "session", "target": str(row), "locked": "yes"}
    client_for("principal").post(f"/sessions/draft/{draft_id}/locks", data=locked)
    page = head.get(url).text
    shown = as_shown(page)
    goal = next(one for one in fields(page, "start") if one != shown["start"])

    moved, dropped = head.post(url, data={**shown, "start": goal}), head.post(f"{url}/drop")

    assert moved.status_code == 409 and 'id="start-error"' in moved.text and "锁定" in moved.text
    assert chosen(moved.text, "start") == goal
    assert dropped.location == url and "锁定" in head.get(url).text


def test_a_second_planner_is_told_and_loses_nothing(client_for: ClientFor, draft_id: int, row: int) -> None:
    head, url = client_for("head_counselor"), f"/sessions/draft/{draft_id}/sessions/{row}"
    page = head.get(url).text
    shown = as_shown(page)
    goal, other = [one for one in fields(page, "start") if one != shown["start"]][:2]
    head.post(url, data={**shown, "start": goal})

    answer = head.post(url, data={**shown, "start": other})

    assert answer.status_code == 409 and chosen(answer.text, "start") == other


def test_an_unknown_choice_is_refused_with_words(client_for: ClientFor, draft_id: int, row: int) -> None:
    head, url = client_for("head_counselor"), f"/sessions/draft/{draft_id}/sessions/{row}"
    shown = as_shown(head.get(url).text)

    assert head.post(url, data={**shown, "venue": "月球"}).status_code == 422
    for nonsense in ("x", "²", "-1", "9" * 5000):
        answer = head.post(f"{url}/swap", data={"other": nonsense})
        assert answer.location == url and "请先选择另一次活动" in head.get(url).text
        taken = head.post(f"/sessions/draft/{draft_id}/stand", data={"session": nonsense})
        assert taken.status_code == 409
        locked = head.post(f"/sessions/draft/{draft_id}/locks", data={"kind": "week", "target": nonsense})
        assert locked.status_code == 400
    assert head.get(f"/sessions/draft/{draft_id}/sessions/999999").status_code == 404


def test_a_session_is_dropped_and_its_lesson_filled_again(client_for: ClientFor, draft_id: int, row: int) -> None:
    head = client_for("head_counselor")
    dropped = head.post(f"/sessions/draft/{draft_id}/sessions/{row}/drop", follow_redirects=True).text
    assert re.search(r"alert-success[^>]*>\s*撤下：[^<]* · 扣分", dropped)
    assert re.search(r"alert-warning[^>]*>\s*妨碍发布：[^<]+第一学期", dropped)  # said at once, by severity
    squad = re.findall(r'<option value="(\d+)" >三\(1\)班', head.get(f"/sessions/draft/{draft_id}").text)[0]
    page = head.get(f"/sessions/draft/{draft_id}?squad={squad}").text
    lesson = unescape(re.findall(r'href="(/sessions/draft/\d+/stand\?[^"]+)"', page)[0])

    offered = head.get(lesson).text
    form = offered.partition('class="card-block alternative"')[2].partition("</form>")[0]
    data = {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form)}
    taken = head.post(f"/sessions/draft/{draft_id}/stand", data=data, follow_redirects=True).text

    assert "要通知" in offered and "新增：" in taken


def test_alternatives_for_a_session_are_weighed_and_one_is_taken(
    client_for: ClientFor, draft_id: int, row: int
) -> None:
    head = client_for("head_counselor")

    page = head.get(f"/sessions/draft/{draft_id}/stand?session={row}").text

    kinds = re.findall(r"换时间|换老师|换场地|换活动", page)
    assert len(set(kinds)) >= 3 and len(kinds) <= 10 and "扣分" in page
    form = page.partition('class="card-block alternative"')[2].partition("</form>")[0]
    data = {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form)}
    assert head.post(f"/sessions/draft/{draft_id}/stand", data=data).status_code == 302
    assert head.post(f"/sessions/draft/{draft_id}/stand", data={"activity": "none"}).status_code == 409


def test_a_locked_squad_says_who_locked_it(client_for: ClientFor, draft_id: int, row: int) -> None:
    head, url = client_for("head_counselor"), f"/sessions/draft/{draft_id}"
    squad = re.findall(r'<option value="(\d+)">三\(1\)班', head.get(url).text)[0]
    head.post(f"{url}/locks", data={"kind": "squad", "target": squad, "locked": "yes"})
    shown = as_shown(head.get(f"{url}/sessions/{row}").text)

    page = head.post(f"{url}/sessions/{row}/drop", follow_redirects=True).text

    assert "head_counselor 1已锁定。" in page and "head_counselor 1锁定" in head.get(url).text
    own = head.get(f"{url}/sessions/{row}").text
    assert shown["start"] == as_shown(own)["start"]
    assert "<fieldset disabled>" in own and "/drop" not in own and "/swap" not in own  # nothing that would be refused
    head.post(f"{url}/locks", data={"kind": "squad", "target": squad, "locked": "no"})
    assert head.post(f"{url}/sessions/{row}/drop").status_code == 302


def test_a_new_schedule_replaces_the_draft_only_when_that_is_ticked(client_for: ClientFor, draft_id: int) -> None:
    head = client_for("head_counselor")

    answer = head.post("/sessions/versions/make", data={"seconds": "30"})

    assert answer.status_code == 422 and "已经有一份草稿" in answer.text
    assert head.get(f"/sessions/draft/{draft_id}").status_code == 200


def test_the_pages_are_there_in_english(client_for: ClientFor, draft_id: int, row: int) -> None:
    head = client_for("head_counselor")
    head.post("/accounts/language", data={"language": "en", "back": "/"})
    for path in ("", f"/sessions/{row}", f"/stand?session={row}"):
        answer = head.get(f"/sessions/draft/{draft_id}{path}")
        assert (answer.status_code, "Draft" in answer.text) == (200, True), path


def test_an_activity_of_ones_own_choice_is_added_by_the_form(client_for: ClientFor, draft_id: int, row: int) -> None:
    head, url = client_for("head_counselor"), f"/sessions/draft/{draft_id}"
    squad = re.findall(r'name="squad" value="(\d+)"> 三\(1\)班', head.get(url).text)[0]
    page = head.get(f"{url}?squad={squad}").text
    lesson = unescape(re.findall(r'href="(/sessions/draft/\d+/stand\?[^"]+)"', page)[-1])
    assert head.get(f"{lesson}&version_id=7&_scheme=x").status_code == 200, "words of an address stay words"
    lesson = lesson.replace("/stand?", "/add?")
    slug = fields(head.get(lesson).text, "activity")[1]

    page = head.get(f"{lesson}&activity={slug}").text
    shown = as_shown(page)
    refused = head.post(f"{lesson}&activity={slug}", data={**shown, "post_0": "T5"})
    added = head.post(f"{lesson}&activity={slug}", data=shown, follow_redirects=True).text

    assert refused.status_code == 422 and "教师51没有" in refused.text
    assert "新增：" in added
    assert head.get(f"{url}/add?squad={squad}&day=2026-09-05&period=6").status_code == 404


def test_the_principal_may_lock_too(client_for: ClientFor, draft_id: int) -> None:
    principal, url = client_for("principal"), f"/sessions/draft/{draft_id}"
    week = re.findall(r'<option value="(\d+)">第', principal.get(url).text)[0]

    assert principal.post(f"{url}/locks", data={"kind": "week", "target": week, "locked": "yes"}).status_code == 302

    assert "principal 1锁定" in client_for("head_counselor").get(url).text
    assert principal.post(f"{url}/locks", data={"kind": "year", "target": "1"}).status_code == 400
