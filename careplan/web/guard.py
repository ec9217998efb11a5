"""In front of every view: who is it, may they, in whose school; deny by default (G1, G2)."""

from __future__ import annotations

from flask import Flask, abort, current_app, flash, g, redirect, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.access.policy import Rule, load_policy
from careplan.access.roles import may_see_child
from careplan.accounts.browser_sessions import remember_that_it_ran_out
from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.db import begin_read_only, db, enter_school, every_school
from careplan.school.queries import squads_led_by

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def install_guard(app: Flask) -> None:
    """Check every request against the policy file before its view runs."""
    app.extensions["policy"] = load_policy()
    app.before_request(_admit)
    app.after_request(_settle)
    app.teardown_request(_leave)


def rule_for(app: Flask, endpoint: str, method: str) -> Rule | None:
    method = "GET" if method in {"HEAD", "OPTIONS"} else method
    rule: Rule | None = app.extensions["policy"].get((endpoint, method))
    return rule


def user() -> User:
    """The signed-in person; only for views whose policy needs one."""
    if g.get("user") is None:
        abort(401)
    person: User = g.user
    return person


def roles() -> frozenset[str]:
    """The roles of the signed-in person, none when nobody is."""
    return frozenset(g.user.roles) if g.get("user") else frozenset()


def own_squads() -> frozenset[int]:
    """The squads whose counselor the signed-in person is."""
    if "own_squads" not in g:
        g.own_squads = squads_led_by(g.user.staff_id) if g.get("user") else frozenset()
    squads: frozenset[int] = g.own_squads
    return squads


def require_child_access(squad_id: int) -> None:
    """404 unless the signed-in person may open a child of this squad: as if it did not exist (G3)."""
    if not may_see_child(roles(), own_squads(), squad_id):
        abort(404)


def audit_read(entity: str, entity_id: int | None, **detail: object) -> None:
    """Write that the signed-in person read a child's record; committed with the request."""
    record(actor_id=user().id, action="read", entity=entity, entity_id=entity_id, detail=dict(detail))


def _admit() -> Response | None:
    if request.endpoint is None:
        _identify()
        return None
    rule = rule_for(current_app, request.endpoint, request.method)
    begin_read_only(request.method in SAFE_METHODS and not (rule and rule.reads_child))
    _identify()
    if rule is None:
        abort(403)
    if not rule.allows(roles() if g.user else None):
        return _turn_away()
    return _password_first()


def _identify() -> None:
    g.user = None
    user_id = session.get("user_id")
    if user_id is not None:
        with every_school():
            person = db.session.get(User, user_id)
        g.user = person if person and person.active else None
    enter_school(g.user.school_id if g.user else None)


def _turn_away() -> Response:
    if g.user:
        abort(403)
    ran_out = remember_that_it_ran_out(session)
    if request.method in SAFE_METHODS:
        if not ran_out:  # else the page itself says more
            flash(_("Please sign in first."), "info")
        return redirect(url_for("accounts.sign_in", next=request.full_path if request.query_string else request.path))
    abort(401)


def _password_first() -> Response | None:
    allowed = {"accounts.password", "accounts.sign_out", "accounts.language", "static"}
    if g.user and g.user.must_change_password and request.endpoint not in allowed:
        return redirect(url_for("accounts.password"))
    return None


def _settle(response: Response) -> Response:
    """Commit what an audited read wrote; end the transaction before the session row is saved."""
    if request.method in SAFE_METHODS and response.status_code < 400:
        db.session.commit()
    else:
        db.session.rollback()
    return response


def _leave(_error: BaseException | None) -> None:
    enter_school(None)
    begin_read_only(False)
