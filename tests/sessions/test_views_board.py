"""What the board asks and is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.sessions.draft_operations import open_draft
from careplan.sessions.schedule_queries import sessions_of
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
def rows(app: Flask, draft_id: int) -> list[int]:
    with app.app_context(), school_scope(1):
        version = version_named(draft_id)
        assert version
        return [row.id for row in sessions_of(version)]


class Board:
    """The board's requests as one person makes them."""

    def __init__(self, browser: FlaskClient, draft_id: int) -> None:
        self.browser, self.url = browser, f"/sessions/draft/{draft_id}"

    def get(self, name: str) -> Any:
        return self.browser.get(f"{self.url}/{name}").json

    def post(self, name: str, **given: object) -> tuple[int, Any]:
        answer = self.browser.post(f"{self.url}/{name}", json={"edit": self.get("state")["edit"], **given})
        return answer.status_code, answer.json

    def free(self, row: int) -> dict[str, Any]:
        """A lesson to which a session may go."""
        found = self.get(f"places?session={row}")
        return next(
            one for one in found["slots"] if one["severity"] != "placing" and one["day"] != found["here"]["day"]
        )


@pytest.fixture
def board(client_for: ClientFor, draft_id: int) -> Board:
    return Board(client_for("head_counselor"), draft_id)


def test_the_state_tells_score_findings_and_what_can_be_undone(board: Board) -> None:
    state = board.get("state")

    assert (state["edit"], state["undo"], state["redo"], state["may_change"]) == (0, None, None, True)
    assert state["counts"]["placing"] == state["counts"]["publishing"] == 0
    assert state["fixed"] == {} and state["locks"] == []


def test_a_session_moves_to_a_free_lesson_and_back(board: Board, rows: list[int]) -> None:
    goal = board.free(rows[0])

    status, told = board.post("move", session=rows[0], day=goal["day"], period=goal["period"])

    assert status == 200 and told["moved"] and told["edit"] == 1
    (changed,) = told["sessions"]
    assert (changed["id"], changed["day"], changed["period"]) == (rows[0], goal["day"], goal["period"])
    assert "→" in told["said"] and told["state"]["undo"] == told["said"]
    assert told["score"]["after"] - told["score"]["before"] == told["score"]["change"]
    assert told["score"]["after"] == told["state"]["score"]
    status, back = board.post("undo")
    assert status == 200 and back["sessions"][0]["day"] != goal["day"] and back["state"]["undo"] is None
    status, again = board.post("redo")
    assert status == 200 and again["sessions"][0]["day"] == goal["day"]


def test_what_forbids_a_place_is_what_refuses_the_move(board: Board, rows: list[int]) -> None:
    for row in rows[:8]:
        grey = [one for one in board.get(f"places?session={row}")["slots"] if one["severity"] == "placing"]
        for one in grey[:2]:
            status, told = board.post("move", session=row, day=one["day"], period=one["period"], **{"try": True})

            assert status == 422 and not told["moved"]
            assert {finding["severity"] for finding in told["findings"]} == {"placing"}
            assert set(one["why"]) <= {finding["sentence"] for finding in told["findings"]}
    assert board.get("state")["edit"] == 0


def test_what_a_place_is_marked_with_is_what_the_judge_says_on_dropping(board: Board, rows: list[int]) -> None:
    """But that the schedule in force is changed, which every move does."""
    seen = set()
    for row in rows[:12]:
        for one in board.get(f"places?session={row}")["slots"]:
            status, told = board.post("move", session=row, day=one["day"], period=one["period"], **{"try": True})
            if status == 200:
                told = [each for each in told["findings"] if each["reference"] != "change"]
                seen.add(one["severity"])
                assert one["severity"] == (told[0]["severity"] if told else None), (row, one, told)
                assert set(one["why"]) <= {each["sentence"] for each in told}
    assert {"warning", None} & seen


def test_trying_changes_nothing(board: Board, rows: list[int]) -> None:
    goal = board.free(rows[0])

    status, told = board.post("move", session=rows[0], day=goal["day"], period=goal["period"], **{"try": True})

    assert (status, told["moved"], told["edit"]) == (200, False, 0)
    assert board.get("state")["edit"] == 0


def test_another_row_is_another_place_or_leader(board: Board, rows: list[int]) -> None:
    for kind in ("venue", "leader"):
        for row in rows:
            found = board.get(f"places?session={row}&rows={kind}")
            here = found["here"]
            shut = {(one["row"], one["day"]) for one in found["pairs"] if one["severity"] == "placing"}
            other = [
                one["row"]
                for one in found["rows"]
                if one["severity"] != "placing" and one["row"] != here["row"] and (one["row"], here["day"]) not in shut
            ]
            if other:
                break
        status, told = board.post("move", session=row, row={"kind": kind, "id": other[0]})

        assert status == 200, told
        changed = told["sessions"][0]
        assert other[0] == (changed["venue"] if kind == "venue" else changed["staff"][0])


def test_two_sessions_change_times(board: Board, rows: list[int]) -> None:
    before = {}
    for one in rows:
        for other in rows:
            status, told = board.post("move", swap=[one, other], **{"try": True}) if one < other else (0, None)
            if status == 200:
                before = {row: board.get(f"places?session={row}")["here"]["day"] for row in (one, other)}
                if before[one] != before[other]:
                    break
        else:
            continue
        break

    status, told = board.post("move", swap=[one, other])

    assert status == 200 and "对调" in told["said"]
    after = {changed["id"]: changed["day"] for changed in told["sessions"]}
    assert after == {one: before[other], other: before[one]}


def test_who_looked_at_an_older_draft_is_told_so(board: Board, rows: list[int]) -> None:
    goal = board.free(rows[0])
    board.post("move", session=rows[0], day=goal["day"], period=goal["period"])

    for name in ("move", "undo", "lock"):
        status, told = board.post(name, edit=0)
        assert (status, told["stale"], told["state"]["edit"]) == (409, True, 1)


def test_a_locked_session_is_moved_only_when_unlocked(board: Board, rows: list[int]) -> None:
    goal = board.free(rows[0])
    assert board.post("lock", kind="session", target=rows[0], locked=True)[0] == 200
    state = board.get("state")
    assert state["fixed"][str(rows[0])] == {"why": "locked", "words": "head_counselor 1已锁定。"}
    assert state["locks"] == [{"kind": "session", "target": rows[0], "who": ["head_counselor 1"], "mine": True}]

    status, told = board.post("move", session=rows[0], day=goal["day"], period=goal["period"])

    assert (status, told["stale"], told["message"]) == (409, False, "head_counselor 1已锁定。")
    assert board.post("lock", kind="session", target=rows[0], locked=False)[0] == 200
    assert board.post("move", session=rows[0], day=goal["day"], period=goal["period"])[0] == 200


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"session": "x"},
        {"session": 999_999, "day": "2026-09-04", "period": 6},
        {"swap": [1]},
        {"swap": "both"},
    ],
)
def test_nonsense_is_answered_with_words(board: Board, given: dict[str, object]) -> None:
    status, told = board.post("move", **given)

    assert status == 422 and told["message"]


@pytest.mark.parametrize(
    "given",
    [{"day": "soon", "period": 6}, {"day": "2026-09-04"}, {"row": 3}, {"row": {"kind": "venue", "id": 0}}],
)
def test_a_place_that_is_none_is_answered_with_words(board: Board, rows: list[int], given: dict[str, object]) -> None:
    assert board.post("move", session=rows[0], **given)[0] == 422
    for target in (1, "x", 10**30, -1):
        assert board.post("lock", kind="year" if target == 1 else "week", target=target, locked=True)[0] == 422


def test_only_the_head_counselor_moves_and_only_leaders_of_the_school_look(
    client_for: ClientFor, draft_id: int
) -> None:
    assert client_for("principal").get(f"/sessions/draft/{draft_id}/state").json["may_change"] is False
    assert client_for("principal").post(f"/sessions/draft/{draft_id}/move", json={}).status_code == 403
    assert client_for("class_teacher").get(f"/sessions/draft/{draft_id}/state").status_code == 403
    assert client_for("head_counselor").get("/sessions/draft/1/state").status_code == 404
