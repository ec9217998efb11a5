"""A form without its token is refused."""

from __future__ import annotations

from flask import Flask

from tests.world import ClientFor


def test_a_post_without_token_changes_nothing(app: Flask, client_for: ClientFor) -> None:
    app.config["WTF_CSRF_ENABLED"] = True

    assert client_for("principal").post("/accounts/sign-out").status_code == 400
