"""A week is called by its term and its place in it: on every page, on paper, in the judge's sentences and in scripts."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import event

from careplan.db import db, school_scope
from careplan.scheduling.agenda import Index
from careplan.scheduling.rules import Fault
from careplan.sessions.finding_words import fault_words
from careplan.sessions.load import names_of
from tests.sessions.test_views_versions import draft_id
from tests.sessions.year import tiny
from tests.world import ClientFor
from tools.places import FRONTEND

__all__ = ["draft_id"]
LANGUAGES = pytest.mark.parametrize(("language", "said"), [("zh", "第一学期第"), ("en", "Term 1, week ")])
OTHERWISE = re.compile(r"第 \d|(?<!学期)第\d+周|(?<!Term \d, )\b[Ww]eek \d")
"""A week called in any other way."""


@LANGUAGES
def test_the_list_the_strip_the_draft_and_the_notice_call_a_week_alike(
    client_for: ClientFor, draft_id: int, language: str, said: str
) -> None:
    head = client_for("head_counselor")
    head.post("/accounts/language", data={"language": language, "back": "/"})

    for path in ("/sessions/list?span=year&scope=all", "/sessions/", f"/sessions/draft/{draft_id}", "/paper/week"):
        page = head.get(path).text
        assert said in page, path
        assert OTHERWISE.search(page) is None, (path, OTHERWISE.search(page))


@LANGUAGES
def test_the_judge_calls_a_week_so_too_and_never_like_a_term(app: Flask, language: str, said: str) -> None:
    """Week 1 and term 1 have the same number in the scheduling file."""
    with app.app_context(), school_scope(1):
        names = names_of(2026, language)
    for code in ("rules.sessions_per_week", "staff.T1.max_per_week"):
        words = fault_words(Index(tiny()), Fault(code, (), "T1", "1", 2, 1), None, language, names)
        assert f"{said}1" in words and "第第" not in words, words


def test_a_page_that_names_every_week_reads_the_schools_days_once(app: Flask, client_for: ClientFor) -> None:
    """Not once for each week: the strip alone has forty."""
    head = client_for("head_counselor")
    head.get("/sessions/")
    said: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(*args: object) -> None:
        said.append(str(args[2]))

    event.listen(engine, "before_cursor_execute", note)
    page = head.get("/sessions/").text
    event.remove(engine, "before_cursor_execute", note)

    assert page.count("data-strip-words") > 10
    assert sum("FROM calendar_day" in one for one in said) < 6


def test_the_calendars_scripts_make_no_week_of_their_own() -> None:
    """They take the words that the strip carries."""
    for script in ("calendar/words.js", "board/words.js", "board/locks.js"):
        text = (FRONTEND / "src" / script).read_text(encoding="utf-8")
        assert not re.search(r"第\$\{|[Ww]eek \$\{", text.replace("第${first}", "")), script
