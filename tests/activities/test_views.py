"""The activity library's pages."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from careplan.activities.models import Activity
from careplan.activities.operations import load_library
from careplan.db import db, school_scope
from careplan.school.seed_operations import load_seed_into_school
from careplan.seeds.load import shipped_seeds, shipped_vocabulary
from tests.world import ClientFor

GOOD = {
    "title": "一封写给自己的信", "title_en": "A letter to myself", "goals": ["low.adapt"], "grades": ["2", "3"], "method": "experience",
    "strand": "experience", "channel": "team-day", "tier": "universal", "lessons": "1", "meets": "squad", "group_min": "5",
    "group_max": "50", "venue_kinds": ["classroom"], "seasons": ["any"], "posts": "主持教师 | 少先队辅导员培训合格",
    "purpose": "认识自己", "steps": "10 | 热身 | 握手\n30 | 写信 | 写给明天的自己", "version": "1", "cost_yuan": "",
}  # fmt: skip


@pytest.fixture
def library(app: Flask) -> None:
    with app.app_context(), school_scope(1):
        load_seed_into_school(seeds=shipped_seeds())
        load_library(actor_id=None)
        db.session.commit()


def good(**changes: object) -> dict[str, object]:
    words = shipped_vocabulary()
    leader = words.posts["leader"].zh
    return {**GOOD, "posts": f"{leader} | {words.qualifications['counselor-trained'].zh}", **changes}


@pytest.mark.usefixtures("library")
@pytest.mark.plan("S24", "S25", "S29")
def test_the_library_holds_at_least_six_activities_for_every_goal(client_for: ClientFor) -> None:
    browser = client_for("class_teacher")

    for goal in (
        "low.adapt",
        "low.habits",
        "low.selfcare",
        "low.collective",
        "low.company",
        "high.methods",
        "high.selfcare",
        "high.cooperation",
        "high.resilience",
        "high.emotions",
        "high.communication",
        "high.selfknowledge",
        "high.acceptance",
    ):
        assert browser.get(f"/activities/?goal={goal}").text.count('class="activity-card"') >= 6, goal


@pytest.mark.usefixtures("library")
def test_filters_narrow_together(client_for: ClientFor) -> None:
    browser = client_for("head_counselor")

    every = browser.get("/activities/").text.count('class="activity-card"')
    games = browser.get("/activities/?method=game").text.count('class="activity-card"')
    games_of_grade_1 = browser.get("/activities/?method=game&grade=1").text.count('class="activity-card"')

    assert every > games > games_of_grade_1 > 0


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    "query", ["grade=9", "grade=²", "method=nothing", "lessons=x", "venue=moon", "sort=x", "q=%00"]
)
def test_a_wrong_filter_is_told(client_for: ClientFor, query: str) -> None:
    assert client_for("office").get(f"/activities/?{query}").status_code == 400


@pytest.mark.usefixtures("library")
@pytest.mark.plan("S18")
def test_every_activity_can_be_read_and_opened_for_editing(client_for: ClientFor, app: Flask) -> None:
    browser = client_for("head_counselor")
    with app.app_context(), school_scope(1):
        slugs = list(db.session.scalars(select(Activity.slug).order_by(Activity.slug)))

    assert [slug for slug in slugs if browser.get(f"/activities/{slug}").status_code != 200] == []
    assert browser.get(f"/activities/{slugs[0]}/edit").status_code == 200


@pytest.mark.usefixtures("library")
def test_an_activity_is_written_edited_retired_and_taken_back(app: Flask, client_for: ClientFor) -> None:
    browser = client_for("head_counselor")

    url = browser.post("/activities/new", data=good()).headers["Location"]
    assert "一封写给自己的信" in browser.get(url).text
    assert browser.post(f"{url}/edit", data=good(title="写给明天的信")).status_code == 302
    browser.post(f"{url}/retire")
    assert "写给明天的信" in browser.get("/activities/?shown=retired").text
    browser.post(f"{url}/restore")

    with app.app_context(), school_scope(1):
        made = db.session.scalars(select(Activity).where(Activity.title == "写给明天的信")).one()
        assert (made.grades, made.posts, made.retired) == (
            [2, 3],
            [{"role": "leader", "qualification": "counselor-trained"}],
            False,
        )


@pytest.mark.usefixtures("library")
def test_an_unchanged_form_of_a_library_activity_is_valid(app: Flask, client_for: ClientFor) -> None:
    """What the form shows of a shipped activity can be sent back as it is."""
    from careplan.activities.forms import read_posts, read_steps, shown
    from careplan.activities.words import minutes_of

    with app.test_request_context(), school_scope(1):
        for one in db.session.scalars(select(Activity)):
            values = shown(one)
            assert minutes_of(read_steps(values["steps"])) == one.lessons * 40
            assert read_posts(values["posts"]) == one.posts


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({"steps": "10 | 热身 | 握手"}, "40"),
        ({"steps": "写信"}, "1"),
        ({"posts": "校长 | 无"}, "1"),
        ({"group_max": "3"}, "最少"),
        ({"goals": []}, "目标"),
        ({"method": "dance"}, ""),
        ({"purpose": "\u3000\n "}, "请填写"),
        ({"posts": " \n "}, "请填写"),
        ({"posts": "assistant |"}, "须有人主持"),
        ({"posts": "leader |\n" * 11}, "最多 10 个"),
    ],
)
def test_a_wrong_entry_is_told_and_nothing_is_lost(
    app: Flask, client_for: ClientFor, entries: dict[str, object], words: str
) -> None:
    answer = client_for("head_counselor").post("/activities/new", data=good(**entries))

    assert (answer.status_code, "一封写给自己的信" in answer.text, words in answer.text) == (422, True, True)
    with app.app_context(), school_scope(1):
        assert db.session.scalar(select(func.count()).where(Activity.origin == "school")) == 0


@pytest.mark.usefixtures("library")
def test_a_second_editor_is_told(client_for: ClientFor) -> None:
    browser = client_for("head_counselor")
    url = browser.post("/activities/new", data=good()).headers["Location"]
    browser.post(f"{url}/edit", data=good(title="先到的改动"))

    answer = browser.post(f"{url}/edit", data=good(title="后到的改动"))

    assert (answer.status_code, "先到的改动" in answer.text, "后到的改动" in answer.text) == (409, True, True)
