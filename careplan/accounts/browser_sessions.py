"""Flask sessions kept on the server: the cookie is only a random id, so that signing out really ends them (G16)."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import Table, delete, insert, select, update
from werkzeug.datastructures import CallbackDict

from careplan.accounts.models import BrowserSession
from careplan.clock import now
from careplan.db import begin_read_only, db

IDLE = timedelta(minutes=20)
ABSOLUTE = timedelta(hours=10)
RAN_OUT = "ran_out"
TOUCH_EVERY = timedelta(seconds=60)
TABLE: Table = BrowserSession.__table__  # type: ignore[assignment]  # a mapped class's table is one


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """The session's data, with the id it has in the browser (None: not yet saved).

    ran_out: the browser came with the id of a session that is over: too long without a step, or ended elsewhere.
    """

    def __init__(
        self, data: dict[str, Any] | None = None, token: str | None = None, seen_at: datetime | None = None
    ) -> None:
        def changed(_self: Any) -> None:
            self.modified = True

        super().__init__(data or {}, changed)
        self.token = token
        self.seen_at = seen_at
        self.modified = False
        self.renew = False
        self.ran_out = False


class ServerSessions(SessionInterface):
    """Loads and saves ServerSession rows in transactions of their own."""

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        token = request.cookies.get(self.get_cookie_name(app), "")
        if len(token) < 40:
            return ServerSession()
        begin_read_only(True)
        with db.engine.begin() as connection:
            row = connection.execute(select(TABLE).where(TABLE.c.digest == _digest(token))).first()
        moment = now()
        if row is None or moment - row.seen_at > IDLE or moment - row.created_at > ABSOLUTE:
            over = ServerSession()
            over.ran_out = row is None or row.user_id is not None
            return over
        return ServerSession(dict(row.data), token, row.seen_at)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, ServerSession)
        response.vary.add("Cookie")
        if not session and not session.token:
            return
        begin_read_only(False)
        with db.engine.begin() as connection:
            token = self._store(connection, session)
        if token:
            self._set_cookie(app, response, token)
        else:
            response.delete_cookie(self.get_cookie_name(app), path="/")

    def _store(self, connection: Any, session: ServerSession) -> str | None:
        moment = now()
        if session.token and (session.renew or not session):
            connection.execute(delete(TABLE).where(TABLE.c.digest == _digest(session.token)))
            session.token = None
        if not session:
            return None
        values = {"user_id": session.get("user_id"), "data": dict(session), "seen_at": moment}
        if session.token is None:
            session.token = secrets.token_urlsafe(32)
            connection.execute(insert(TABLE).values(digest=_digest(session.token), created_at=moment, **values))
        elif session.modified or session.seen_at is None or moment - session.seen_at > TOUCH_EVERY:
            connection.execute(update(TABLE).where(TABLE.c.digest == _digest(session.token)).values(**values))
        return session.token

    def _set_cookie(self, app: Flask, response: Response, token: str) -> None:
        response.set_cookie(
            self.get_cookie_name(app),
            token,
            httponly=True,
            samesite="Lax",
            path="/",
            secure=bool(app.config["SESSION_COOKIE_SECURE"]),
        )


def remember_that_it_ran_out(session: SessionMixin) -> bool:
    """Whether this browser's sign-in ran out; kept in its new session until somebody signs in."""
    if getattr(session, "ran_out", False):
        session[RAN_OUT] = True
    return bool(session.get(RAN_OUT))


def end_sessions_of(user_id: int, *, except_token: str | None = None) -> None:
    """Delete a person's sessions (password changed, account disabled), all or all but one."""
    statement = delete(BrowserSession).where(BrowserSession.user_id == user_id)
    if except_token:
        statement = statement.where(BrowserSession.digest != _digest(except_token))
    db.session.execute(statement)


def forget_old_sessions() -> None:
    """Delete rows nobody can use any more."""
    moment = now()
    db.session.execute(
        delete(BrowserSession).where(
            (BrowserSession.seen_at < moment - IDLE) | (BrowserSession.created_at < moment - ABSOLUTE)
        )
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
