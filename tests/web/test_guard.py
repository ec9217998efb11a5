"""The guard: every route has a line in the policy file; who may not, may not; other schools do not exist."""

from __future__ import annotations

import pytest
from flask import Flask

from careplan.access.policy import ANYONE, load_policy
from careplan.access.roles import ROLES
from tests.world import ClientFor


def routes(app: Flask) -> set[tuple[str, str]]:
    return {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_and_method_has_a_line_in_the_policy(app: Flask) -> None:
    assert routes(app) - set(load_policy()) == set()


def test_the_policy_names_no_route_that_is_gone(app: Flask) -> None:
    assert set(load_policy()) - routes(app) == set()


def test_a_route_without_a_line_is_refused(app: Flask, client_for: ClientFor) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")

    assert client_for("principal").get("/forgotten").status_code == 403


def test_nobody_signed_in_reaches_only_what_is_open(app: Flask) -> None:
    browser = app.test_client()

    for (endpoint, method), rule in load_policy().items():
        if method == "GET" and ANYONE not in rule.who:
            url = _some_url(app, endpoint)
            answer = browser.get(url)
            assert (answer.status_code, "/accounts/sign-in" in answer.headers.get("Location", "")) == (302, True), url


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_refused_what_its_policy_does_not_name(app: Flask, client_for: ClientFor, role: str) -> None:
    browser = client_for(role)

    for (endpoint, method), rule in load_policy().items():
        if not rule.allows(frozenset({role})):
            answer = browser.open(_some_url(app, endpoint), method=method)
            assert answer.status_code == 403, (endpoint, method, answer.status_code)


def _some_url(app: Flask, endpoint: str) -> str:
    rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)
    with app.test_request_context():
        return app.url_for(
            endpoint,
            **{
                name: "x" if type(converter).__name__ == "UnicodeConverter" else 1
                for name, converter in rule._converters.items()
            },
        )
