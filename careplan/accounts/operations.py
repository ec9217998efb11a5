"""Sign in, change and reset passwords, add and edit accounts."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from careplan.accounts.browser_sessions import end_sessions_of
from careplan.accounts.models import SignInAttempt, User
from careplan.accounts.passwords import PasswordPolicy, random_password, weakness
from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db, every_school
from careplan.errors import Refused
from careplan.secrecy import blind_index

WINDOW = timedelta(minutes=15)
TRIES = 10


def policy() -> PasswordPolicy:
    found: PasswordPolicy = current_app.extensions["passwords"]
    return found


def authenticate(*, username: str, password: str) -> User | None:
    """The account, or None: unknown, disabled, wrong password and too many tries all look the same (G12, G13)."""
    digest = blind_index("sign-in:" + username.casefold())
    with every_school():
        person = db.session.scalar(select(User).where(func.lower(User.username) == username.lower()))
    held_back = _too_many(digest)
    right = policy().matches(person.password_hash if person else None, password)
    if person and right and person.active and not held_back:
        db.session.execute(delete(SignInAttempt).where(SignInAttempt.username_digest == digest))
        return person
    if not held_back:
        db.session.add(SignInAttempt(username_digest=digest, at=now()))
    return None


def _too_many(digest: str) -> bool:
    since = now() - WINDOW
    query = select(func.count()).where(SignInAttempt.username_digest == digest, SignInAttempt.at > since)
    return (db.session.scalar(query) or 0) >= TRIES


def check_password(password: str, *, username: str, school: str) -> None:
    """Refused with the reason when the password is too weak."""
    reasons = {
        "short": _("The password needs at least 12 characters. A short sentence is fine."),
        "long": _("The password may have at most 1,024 characters."),
        "common": _("This password is among the first that are guessed. Please choose another."),
        "personal": _("The password must not contain your user name or the school's name."),
    }
    found = weakness(password, username=username, school=school)
    if found:
        raise Refused(reasons[found])


def change_password(*, person: User, password: str, keep_token: str | None) -> None:
    """Set the person's own new password and end all their other sessions."""
    check_password(password, username=person.username, school=person.school.name)
    person.password_hash = policy().hash(password)
    person.must_change_password = False
    end_sessions_of(person.id, except_token=keep_token)
    record(actor_id=person.id, action="change-password", entity="user", entity_id=person.id)


def add_user(
    *,
    actor_id: int | None,
    school_id: int,
    username: str,
    display_name: str,
    roles: list[str],
    staff_id: int | None = None,
    must_change: bool = True,
) -> tuple[User, str]:
    """A new account and its random first password, which is shown once and must be changed at the first sign-in."""
    with every_school():
        taken = db.session.scalar(select(User.id).where(func.lower(User.username) == username.lower()))
    if taken:
        raise Refused(_("The user name “%(name)s” is taken. Please choose another.", name=username))
    password = random_password()
    person = User(
        school_id=school_id,
        username=username,
        display_name=display_name,
        roles=roles,
        staff_id=staff_id,
        password_hash=policy().hash(password),
        must_change_password=must_change,
    )
    db.session.add(person)
    db.session.flush()
    record(
        actor_id=actor_id,
        action="add",
        entity="user",
        entity_id=person.id,
        school_id=school_id,
        detail={"roles": roles},
    )
    return person, password


def edit_user(
    *, actor: User, person: User, display_name: str, roles: list[str], staff_id: int | None, active: bool
) -> None:
    """Change an account. Its sessions end at once when it is disabled; nobody takes away their own last way in."""
    if person.id == actor.id and (not active or "administrator" not in roles):
        raise Refused(_("You cannot take the administrator role from yourself or disable yourself."))
    before = {"roles": person.roles, "active": person.active}
    person.display_name, person.roles, person.staff_id, person.active = display_name, roles, staff_id, active
    if not active:
        end_sessions_of(person.id)
    record(
        actor_id=actor.id,
        action="edit",
        entity="user",
        entity_id=person.id,
        detail={"before": before, "after": {"roles": roles, "active": active}},
    )


def reset_password(*, actor: User, person: User) -> str:
    """A new random password for somebody who forgot theirs; all their sessions end."""
    password = random_password()
    person.password_hash = policy().hash(password)
    person.must_change_password = True
    end_sessions_of(person.id)
    record(actor_id=actor.id, action="reset-password", entity="user", entity_id=person.id)
    return password
