"""An objection to one line: it stays at its line, the correction refers to it, and it outlives the line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from flask import Flask

from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.errors import Refused
from careplan.programme.models import Item
from careplan.workload.freezing import made_again
from careplan.workload.period_operations import compute_period
from careplan.workload.sign_operations import sign_period
from careplan.workload.statement_operations import answer, correct, lines_by_key, object_to
from tests.workload.done import AFTER, LATER, account, computed, statement
from tests.workload.sent import mark_on
from tests.world import ClientFor


@pytest.fixture(autouse=True)
def after_the_term() -> Iterator[None]:
    with fixed(AFTER):
        yield


def hotline() -> str:
    """The key of the class teacher's hour on the hotline."""
    return next(key for key in lines_by_key(statement()) if "-hotline-" in key)


def compute(app: Flask) -> tuple[str, str]:
    """A computed period: the address of the class teacher's statement, and the key of its hotline line."""
    with app.app_context(), school_scope(1):
        computed()
        return f"/workload/statements/{statement().id}", hotline()


@pytest.mark.plan("S52")
def test_from_the_line_to_its_correction(app: Flask, client_for: ClientFor) -> None:
    url, key = compute(app)
    teacher, office = client_for("class_teacher"), client_for("office")
    page = teacher.get(f"{url}?line={key}").text
    assert f"{url}?line={key}#check" in page and f'<option selected value="{key}">' in page
    typed = {"line": key, "words": "那天值了两小时", "mark": mark_on(teacher, url)}
    assert [teacher.post(f"{url}/object", data=typed).status_code for _twice in range(2)] == [302, 302]
    with app.app_context(), school_scope(1):
        objection = statement().objections[0].id
        assert [(one.line, one.about["kind"]) for one in statement().objections if one.about] == [(key, "hotline")]
    page = office.get(url).text
    assert "异议待答复" in page and f'<option selected value="{objection}">' in page
    line = {"milli": "0.6", "reason": "补一小时", "objection": str(objection), "mark": mark_on(office, url)}
    assert office.post(f"{url}/correct", data=line).status_code == 302
    assert office.post(f"/workload/objections/{objection}/answer", data={"words": "已补"}).status_code == 302
    page = teacher.get(url).text
    row = re.search(rf'<tr id="line-{key}">.*?</tr>', page, re.S)
    assert row and "异议已答复" in row[0] and "那天值了两小时" in row[0] and "已补" in row[0]
    corrected = re.search(r'<tr id="correction-\d+">.*?</tr>', page, re.S)
    assert corrected and f"#objection-{objection}" in corrected[0]


@pytest.mark.parametrize("line", ["session-999999-session-leader", "x" * 5000, "\x00", "late-1-"])
def test_a_line_that_is_not_there_is_said_at_its_field(app: Flask, client_for: ClientFor, line: str) -> None:
    url, _key = compute(app)
    teacher = client_for("class_teacher")
    answered = teacher.post(f"{url}/object", data={"line": line, "words": "不对", "mark": mark_on(teacher, url)})
    assert (answered.status_code, "结算单上已没有这一行" in answered.text, "不对" in answered.text) == (422, True, True)
    assert teacher.get(f"{url}?line={line}").status_code == 200
    with app.app_context(), school_scope(1):
        assert statement().objections == []


@pytest.mark.usefixtures("in_school_1")
def test_an_objection_outlives_its_line_and_is_signed_with_it() -> None:
    period, key = computed(), hotline()
    objection = object_to(actor=account("class_teacher1"), row=statement(), words="没有这次", line=key)
    db.session.query(Item).filter_by(id=int(key.split("-")[1])).one().state = "planned"
    compute_period(actor=account("office1"), period=period)
    assert key not in lines_by_key(statement())
    answer(actor=account("office1"), objection=objection, words="已删")
    correct(actor=account("office1"), row=statement(), milli=100, reason="补", objection=objection)
    with fixed(LATER):
        sign_period(actor=account("principal1"), period=period)
    kept = json.loads(statement().content)
    assert (kept["objections"][0]["line"], kept["objections"][0]["about"]["kind"]) == (key, "hotline")
    assert kept["corrections"][0]["objection"] == 1
    assert made_again(statement().content) == statement().content


@pytest.mark.usefixtures("in_school_1")
def test_a_correction_follows_only_from_an_objection_to_the_same_statement() -> None:
    computed()
    objection = object_to(actor=account("class_teacher1"), row=statement(), words="少了")
    with pytest.raises(Refused):
        correct(actor=account("office1"), row=statement("T1"), milli=100, reason="补", objection=objection)
    with pytest.raises(Refused):
        object_to(actor=account("class_teacher1"), row=statement(), words="x", line="session-0-session-leader")


def test_a_correction_sent_with_anothers_objection_is_refused_at_its_field(app: Flask, client_for: ClientFor) -> None:
    url, _key = compute(app)
    office = client_for("office")
    line = {"milli": "0.6", "reason": "补", "objection": "999", "mark": mark_on(office, url)}
    answered = office.post(f"{url}/correct", data=line)
    assert (answered.status_code, "field-error" in answered.text) == (422, True)
