"""The pages of bands and goals."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.school.models import Goal
from tests.school.reading import one, soup
from tests.world import ClientFor


@pytest.mark.plan("S24", "S25")
def test_bands_page_shows_the_goals_of_both_bands(client_for: ClientFor, seeded: Flask) -> None:
    text = soup(client_for("principal"), "/school/bands").get_text()

    assert "适应新环境" in text
    assert "初步学会接纳自我、他人" in text


@pytest.mark.plan("S23")
def test_office_changes_to_the_national_bands(client_for: ClientFor, seeded: Flask) -> None:
    office = client_for("office")

    assert office.post("/school/bands", data={"set": "national"}).status_code == 302

    text = soup(office, "/school/bands").get_text()
    assert "礼貌友好地与老师、同学交往" in text
    assert office.post("/school/bands", data={"set": "nothing"}).status_code == 400


def test_goal_with_a_target_below_its_minimum_says_so(client_for: ClientFor, seeded: Flask) -> None:
    goal = one(seeded, select(Goal).where(Goal.code == "low.adapt"))
    form = {
        "name": "适应",
        "name_en": "",
        "default_minimum": "5",
        "default_target": "2",
        "version": str(goal["version"]),
    }

    answer = client_for("head_counselor").post(f"/school/goals/{goal['id']}", data=form)

    assert answer.status_code == 422
    assert "期望次数不能低于最少次数" in answer.get_data(as_text=True)
    assert one(seeded, select(Goal).where(Goal.code == "low.adapt"))["name"] == "适应新环境"
