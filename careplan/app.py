"""create_app: the one file that knows every package."""

from __future__ import annotations

from importlib import import_module

from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

from careplan.accounts.browser_sessions import ServerSessions
from careplan.accounts.passwords import PasswordPolicy
from careplan.db import db
from careplan.i18n import DEFAULT_LANGUAGE, compile_catalogues
from careplan.settings import PACKAGE_ROOT, Settings
from careplan.web.downloads import install_downloads
from careplan.web.errors import install_errors
from careplan.web.filters import install_filters
from careplan.web.guard import install_guard
from careplan.web.headers import install_headers
from careplan.web.navigation import install_navigation
from careplan.web.query import IdConverter

PACKAGES_WITH_TABLES = (
    "audit",
    "school",
    "accounts",
    "children",
    "activities",
    "training",
    "plans",
    "sessions",
    "telling",
    "casework",
    "aid",
    "events",
    "voices",
    "programme",
    "counselling",
    "growth",
    "workload",
    "evaluation",
    "partners",
    "rollover",
    "reports",
    "clauses",
    "passing",
    "jobs",
)
PACKAGES_WITH_PAGES = (
    "accounts",
    "school",
    "children",
    "activities",
    "training",
    "plans",
    "sessions",
    "upsets",
    "outlook",
    "telling",
    "casework",
    "aid",
    "events",
    "voices",
    "programme",
    "counselling",
    "growth",
    "workload",
    "indicators",
    "evaluation",
    "foresight",
    "partners",
    "rollover",
    "reports",
    "paper",
    "summaries",
    "board",
    "clauses",
    "passing",
    "data_audit",
    "jobs",
    "audit",
    "home",
)
PACKAGES_BESIDE = (
    *("children", "training", "outlook", "telling", "casework", "aid", "events", "voices", "programme"),
    "counselling",
    "evaluation",
    "partners",
    "rollover",
    "clauses",
)
"""Packages that show something on the pages of packages upstream, or act when those do something."""
UPLOAD_LIMIT = 10 * 1024 * 1024


def create_app(settings: Settings) -> Flask:
    """The application for one data folder."""
    app = Flask("careplan", root_path=str(PACKAGE_ROOT))
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key,
        FIELD_KEY=settings.field_key,
        SETTINGS=settings,
        TESTING=settings.testing,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},
        MAX_CONTENT_LENGTH=UPLOAD_LIMIT,
        SESSION_COOKIE_NAME="__Host-careplan" if settings.https else "careplan",
        SESSION_COOKIE_SECURE=settings.https,
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE=DEFAULT_LANGUAGE,
        BABEL_DEFAULT_TIMEZONE="Asia/Shanghai",
    )
    for package in PACKAGES_WITH_TABLES:
        import_module(f"careplan.{package}.models")
    app.session_interface = ServerSessions()
    app.extensions["passwords"] = PasswordPolicy(1024, 1) if settings.testing else PasswordPolicy()
    _install(app)
    return app


def _install(app: Flask) -> None:
    compile_catalogues()
    db.init_app(app)
    Migrate(app, db, directory=str(PACKAGE_ROOT / "migrations"), render_as_batch=True)
    Babel(app, locale_selector=_language)
    app.url_map.converters["int"] = IdConverter
    install_headers(app)
    install_downloads(app)
    install_errors(app)
    install_guard(app)
    CSRFProtect(app)
    install_filters(app)
    install_navigation(app)
    for package in PACKAGES_WITH_PAGES:
        app.register_blueprint(import_module(f"careplan.{package}.views").blueprint)
    for package in PACKAGES_BESIDE:
        import_module(f"careplan.{package}.views_beside")


def _language() -> str:
    if not has_request_context():
        return DEFAULT_LANGUAGE
    chosen = session.get("language") or (g.user.language if g.get("user") else None)
    return chosen or request.accept_languages.best_match(["zh", "en"], "zh").replace("zh", DEFAULT_LANGUAGE)
