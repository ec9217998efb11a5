"""The principal hears of everything that stands against the signature at once, each with the way to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

import pytest
from flask import Flask

from careplan.audit.operations import record
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.errors import Refused
from careplan.workload.entry_operations import EntryWords, enter_work
from careplan.workload.queries import periods
from careplan.workload.sign_operations import sign_period
from careplan.workload.statement_operations import object_to
from tests.workload.done import AFTER, VISITED, account, computed, person, statement
from tests.world import ClientFor


@pytest.fixture(autouse=True)
def after_the_term() -> Iterator[None]:
    with fixed(AFTER):
        yield


def everything_amiss(app: Flask) -> tuple[int, int, int]:
    """A computed period against which all stands at once: ids of the period, of T3's and of the principal's statement."""
    with app.app_context(), school_scope(1):
        period = computed()
        period.computed_by = account("principal1").id
        account("principal1").staff_id = person("T1")
        object_to(actor=account("class_teacher1"), row=statement(), words="少了一次")
        words = EntryWords(VISITED, time(16), time(17), "送学生")
        enter_work(actor=account("class_teacher1"), staff_id=person("T3"), words=words)
        db.session.commit()
        return period.id, statement().id, statement("T1").id


@pytest.mark.plan("S52")
def test_all_is_told_at_once_with_its_place(app: Flask, client_for: ClientFor) -> None:
    period_id, objected, own = everything_amiss(app)
    page = client_for("principal").get(f"/workload/periods/{period_id}").text
    words = ("须由别人签字", "还没答复的异议：1", "待复核的临时工作：1 项", "其中有您自己的结算单")
    assert [one for one in words if one not in page] == []
    places = (
        f"/workload/statements/{objected}#objections",
        f'/workload/statements/{own}"',
        'href="/workload/entries"',
    )
    assert [one for one in places if one not in page] == []
    assert "请管理员给副校长开通" in page, "nobody else may sign"


def test_a_signature_sent_all_the_same_is_refused_with_all_of_it(app: Flask) -> None:
    everything_amiss(app)
    with app.test_request_context(), school_scope(1), pytest.raises(Refused) as refused:
        sign_period(actor=account("principal1"), period=periods()[0])
    told = [words for words in ("签字", "异议", "临时工作", "复核") if words in str(refused.value)]
    assert told == ["签字", "异议", "临时工作", "复核"]


def test_who_else_may_sign_is_named(app: Flask, client_for: ClientFor) -> None:
    period_id, _objected, _own = everything_amiss(app)
    with app.app_context(), school_scope(1):
        account("office1").roles = ["office", "principal"]
        record(actor_id=None, action="save", entity="user")
        db.session.commit()
    assert "可以签字的人：office 1。" in client_for("principal").get(f"/workload/periods/{period_id}").text


def test_only_who_is_waited_for_is_shown_on_request(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        period_id, theirs, other = computed().id, statement().id, statement("T1").id
    whole = client_for("principal").get(f"/workload/periods/{period_id}").text
    assert "还没确认的：1 人" in whole and f"/workload/periods/{period_id}?show=unconfirmed#people" in whole
    page = client_for("principal").get(f"/workload/periods/{period_id}?show=unconfirmed").text
    assert f"/workload/statements/{theirs}" in page
    assert f'/workload/statements/{other}"' not in page, "without an account nobody can confirm"


def test_those_whose_step_it_is_not_are_told_nothing(app: Flask, client_for: ClientFor) -> None:
    period_id, _objected, _own = everything_amiss(app)
    assert "还不能签字" not in client_for("office").get(f"/workload/periods/{period_id}").text
