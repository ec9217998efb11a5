"""A form without its token is refused."""

from __future__ import annotations

from tests.world import ClientFor


def test_a_post_without_token_changes_nothing(client_for: ClientFor) -> None:
    browser = client_for("principal")
    del browser.environ_base["HTTP_X_CSRFTOKEN"]

    assert browser.post("/accounts/sign-out").status_code == 400
    assert browser.get("/").status_code == 200
