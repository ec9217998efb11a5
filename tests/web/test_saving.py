"""The one way of forms that save: shown, refused at a field, stale, saved once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from careplan.errors import Refused
from careplan.web import saving
from careplan.web.saving import answer

ROW = SimpleNamespace(version=7)


class Typed:
    """A form as `answer` needs one: whether it came in, whether it holds, what it says at its fields."""

    def __init__(self, *, sent: bool, valid: bool = True, stale: bool = False) -> None:
        self.sent, self.valid, self.old, self.opened = sent, valid, stale, False
        self.version = SimpleNamespace(data="3")
        self.day = SimpleNamespace(errors=[])

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)

    def is_submitted(self) -> bool:
        return self.sent

    def validate_on_submit(self) -> bool:
        return self.sent and self.valid

    def is_stale(self, row: Any) -> bool:
        return self.old

    def open_for(self, row: Any) -> None:
        self.opened = True


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done to the records, in order."""
    done: list[str] = []
    session = SimpleNamespace(commit=lambda: done.append("commit"), rollback=lambda: done.append("rollback"))
    monkeypatch.setattr(saving, "db", SimpleNamespace(session=session))
    return done


def settled(app: Flask, form: Typed, steps: list[str], *, fault: str = "", row: Any = None) -> saving.Answered:
    def save() -> str:
        steps.append("save")
        if fault:
            raise Refused(fault)
        return "/there"

    with app.test_request_context():
        return answer(form, save, said="saved", place=lambda _refused: "day", row=row)


def test_a_form_that_is_only_looked_at_is_opened_and_saves_nothing(app: Flask, steps: list[str]) -> None:
    form = Typed(sent=False)
    found = settled(app, form, steps, row=ROW)
    assert (found.gone, found.status, form.opened, steps) == (None, 200, True, [])


def test_what_holds_is_saved_once_and_goes_on(app: Flask, steps: list[str]) -> None:
    found = settled(app, Typed(sent=True), steps, row=ROW)
    assert found.gone is not None and found.gone.location == "/there"
    assert steps == ["save", "commit"]


def test_a_refusal_takes_everything_back_and_stands_at_its_field(app: Flask, steps: list[str]) -> None:
    form = Typed(sent=True)
    found = settled(app, form, steps, fault="too late")
    assert (found.gone, found.status, form.day.errors) == (None, 422, ["too late"])
    assert steps == ["save", "rollback"]


def test_a_row_that_moved_on_is_not_overwritten_but_may_be_sent_again(app: Flask, steps: list[str]) -> None:
    form = Typed(sent=True, stale=True)
    found = settled(app, form, steps, row=ROW)
    assert (found.status, found.stale, form.version.data, steps) == (409, True, "7", [])


def test_a_fault_in_the_form_saves_nothing(app: Flask, steps: list[str]) -> None:
    found = settled(app, Typed(sent=True, valid=False), steps)
    assert (found.status, found.stale, steps) == (422, False, [])
