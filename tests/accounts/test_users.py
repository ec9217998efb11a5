"""Accounts are added and edited: one spelling for a name, no way to give oneself the children, words for what is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from careplan.accounts.cli import add_to
from careplan.accounts.models import User
from careplan.accounts.names import is_username, normal
from careplan.accounts.operations import add_user
from careplan.command import Context
from careplan.db import db, every_school, school_scope
from tests.accounts.conftest import Browser
from tests.world import ClientFor

NEW = {"username": "new.person", "display_name": "新同事", "roles": ["office"], "staff_id": "0", "active": "y"}


def account(app: Flask, username: str) -> User | None:
    with app.app_context(), every_school():
        return db.session.scalar(select(User).where(User.username == username))


def told_at(page: str, field: str) -> str:
    """The error shown beneath a field."""
    found = re.search(rf'id="{field}-error"[^>]*>(.*?)</div>', page, re.DOTALL)
    return found.group(1) if found else ""


@pytest.mark.parametrize(
    ("typed", "kept"), [("Äb", "äb"), ("A\u0308b", "äb"), ("ＡＢ", "ab"), ("STRASSE", "straße"), ("王芳", "王芳")]
)
def test_names_that_look_alike_have_one_spelling(typed: str, kept: str) -> None:
    assert normal(typed) == normal(kept) == normal(normal(typed))
    assert is_username(normal(typed))


@pytest.mark.parametrize("name", ["", "a", "a b", "a\u200bb", "a\n", "x" * 41, "a/b", "<b>", "a\x00b", "\udc80\udc81"])
def test_what_is_no_user_name(name: str) -> None:
    assert not is_username(name)


@pytest.mark.parametrize("again", ["Äb", "äb", "ÄB", "A\u0308b"])
def test_a_name_is_taken_however_it_is_written(client_for: ClientFor, again: str) -> None:
    administrator = client_for("administrator")
    assert administrator.post("/accounts/users/new", data=NEW | {"username": "Äb"}).status_code == 200

    answer = administrator.post("/accounts/users/new", data=NEW | {"username": again})

    assert answer.status_code == 422
    assert "已被使用" in told_at(answer.text, "username")


def test_a_fresh_account_with_a_name_in_other_letters_signs_in(app: Flask, visitor: Browser) -> None:
    with app.app_context(), school_scope(1):
        added = add_user(actor_id=None, school_id=1, username="Ärz", display_name="医生", roles=["office"])
        password = added[1]
        db.session.commit()

    assert visitor.sign_in("ÄRZ", password).status_code == 302


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ({"username": "a b"}, "username"),
        ({"username": "  "}, "username"),
        ({"display_name": " \u3000"}, "display_name"),
    ],
)
def test_a_wrong_entry_is_told_at_its_field(
    app: Flask, client_for: ClientFor, entries: dict[str, str], field: str
) -> None:
    answer = client_for("administrator").post("/accounts/users/new", data=NEW | entries)

    assert answer.status_code == 422 and told_at(answer.text, field)
    assert account(app, "new.person") is None


@pytest.mark.parametrize(
    ("language", "words"), [("zh_Hans", "不在可选范围内：king"), ("en", "Not among the choices: king")]
)
def test_a_role_that_does_not_exist_is_told_in_the_users_language(
    client_for: ClientFor, language: str, words: str
) -> None:
    administrator = client_for("administrator")
    administrator.post("/accounts/language", data={"language": language, "back": "/"})

    assert words in administrator.post("/accounts/users/new", data=NEW | {"roles": ["king"]}).text


def edited(app: Flask, client_for: ClientFor, username: str, roles: list[str]) -> tuple[int, str]:
    """An administrator gives an account these roles: status, and what is said at the roles."""
    person = account(app, username)
    assert person
    form = {"username": username, "display_name": "某人", "roles": roles, "staff_id": "0", "active": "y"}
    answer = client_for("administrator").post(
        f"/accounts/users/{person.id}", data=form | {"version": str(person.version)}
    )
    return answer.status_code, told_at(answer.text, "roles")


@pytest.mark.parametrize("role", ["principal", "class_teacher", "counselling_teacher", "office", "community_worker"])
def test_an_administrator_does_not_give_themselves_the_children(app: Flask, client_for: ClientFor, role: str) -> None:
    status, said = edited(app, client_for, "administrator1", ["administrator", role])

    assert status == 422 and "不能给自己增加角色" in said
    kept = account(app, "administrator1")
    assert kept and kept.roles == ["administrator"]
    assert client_for("administrator").get("/children/").status_code == 403


def test_an_administrator_gives_others_roles_and_keeps_the_own(app: Flask, client_for: ClientFor) -> None:
    assert edited(app, client_for, "office1", ["office", "principal"])[0] == 302
    assert edited(app, client_for, "administrator1", ["administrator"])[0] == 302


@pytest.fixture
def run(app: Flask, tmp_path: Path):  # type: ignore[no-untyped-def]
    group = click.Group()
    add_to(group)

    def call(*words: str) -> Result:
        return CliRunner().invoke(
            group,
            ["users", "add", *words, "--role", "office", "--school", "1"],
            obj=Context(tmp_path, lambda data: app),
        )

    return call


def test_the_command_line_adds_an_account_under_its_normal_name(run, app: Flask) -> None:  # type: ignore[no-untyped-def]
    done = run("New.Person", "--name", "新同事")
    assert done.exit_code == 0 and done.output.startswith("new.person\t")
    assert account(app, "new.person")


@pytest.mark.parametrize(
    "words",
    [
        ("a b", "--name", "某人"),
        ("", "--name", "某人"),
        ("OFFICE1", "--name", "某人"),
        ("good", "--name", "  "),
        ("good", "--name", "x\x1by"),
    ],
)
def test_the_command_line_refuses_as_the_form_does(run, words: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    done = run(*words)
    assert done.exit_code == 2 and done.output.strip()
