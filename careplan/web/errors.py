"""Error pages in the user's words; never a trace, never lost work without a hint how to go on."""

from __future__ import annotations

import logging

from flask import Flask, render_template, request, session
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from careplan.accounts.browser_sessions import RAN_OUT
from careplan.db import db
from careplan.errors import NotAllowed, Refused, StaleEdit
from careplan.web.typed import page_before, typed_words

log = logging.getLogger("careplan")


def install_errors(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(Refused, lambda error: _page(409, str(error)))
    app.register_error_handler(NotAllowed, lambda error: _page(403, str(error)))
    app.register_error_handler(StaleEdit, _stale)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(Exception, _unexpected)


def _page(status: int, message: str) -> tuple[str, int]:
    db.session.rollback()
    template = "errors/fragment.html" if request.headers.get("HX-Request") else "errors/page.html"
    return render_template(template, status=status, message=message, typed=typed_words(), back=page_before()), status


def _http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    if status == 401:
        return _signed_out()
    words = {
        403: _("Your role does not include this page. Ask the school's administrator if you need it."),
        404: _("There is nothing here, or it is not yours to open."),
        405: _("This address cannot be used in this way."),
        413: _("The file is too large. At most 10 MB are taken."),
    }
    given = error.description if status == 400 and error.description != type(error).description else None
    return _page(
        status, given or words.get(status) or _("This request cannot be handled. Please go back and try again.")
    )


def _signed_out() -> tuple[str, int]:
    """The sign-in ran out, perhaps while a form was open: nothing was saved."""
    if typed_words() or session.get(RAN_OUT):
        return _page(401, _("You were signed out; nothing was saved."))
    return _page(401, _("Please sign in first."))


def _expired_form(_error: CSRFError) -> tuple[str, int]:
    return _page(400, _("This form has expired. Please open the page anew and send it again."))


def _stale(_error: Exception) -> tuple[str, int]:
    return _page(
        409, _("Somebody else saved this record in the meantime. Go back, reload and look at their change first.")
    )


def _busy(error: OperationalError) -> tuple[str, int]:
    log.error("database: %s", error.orig)
    if not any(word in str(error.orig) for word in ("locked", "busy", "full", "disk")):
        return _page(503, _("The data folder does not fit this version of the program. Run “careplan doctor”."))
    return _page(503, _("The database is busy or its disk is full. Nothing was changed. Please try again in a minute."))


def _unexpected(error: Exception) -> tuple[str, int]:
    log.exception("unexpected %s at %s", type(error).__name__, request.endpoint)
    return _page(500, _("Something went wrong on our side. Nothing was changed."))
