"""Who keeps accounts or plans with counts reads no child's name anywhere on the site (DOMAIN 5.2, G3)."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.web.crawl import addresses, played_copy, secrets_of, text_of
from tests.world import ClientFor


@pytest.fixture(scope="module")
def world_folder(world_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return played_copy(world_folder, tmp_path_factory.mktemp("played") / "data")


@pytest.mark.plan("C8")
@pytest.mark.parametrize("role", ["head_counselor", "administrator"])
def test_no_page_of_this_role_holds_a_childs_name_or_number(app: Flask, client_for: ClientFor, role: str) -> None:
    browser, secrets, leaks, answered = client_for(role), secrets_of(app), [], 0
    for address in addresses(app, frozenset({role})):
        answer = browser.get(address.path)
        page = text_of(answer)
        answered += answer.status_code == 200
        leaks += [(address.path, word) for word in secrets if word in page]
        assert answer.status_code in (200, 302, 404), (address.path, answer.status_code)
    assert leaks == []
    assert answered > 8


def test_the_canary_is_seen_by_those_who_may_see_children(app: Flask, client_for: ClientFor) -> None:
    """The test above can fail: a role that may see the children meets the canary and the names."""
    browser, secrets = client_for("counselling_teacher"), secrets_of(app)
    pages = [browser.get(address.path).get_data(as_text=True)
             for address in addresses(app, frozenset({"counselling_teacher"}))
             if address.endpoint in {"children.children", "children.child", "casework.child"}]  # fmt: skip
    assert {word for word in secrets if any(word in page for page in pages)} >= {"金丝雀", "孩子31甲"}
