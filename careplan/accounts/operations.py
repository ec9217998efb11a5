"""Sign in, change and reset passwords, add and edit accounts."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from careplan.access.roles import CLASS_TEACHER, EVERY_CHILD
from careplan.accounts.browser_sessions import end_sessions_of
from careplan.accounts.models import SignInAttempt, User
from careplan.accounts.names import DISPLAY_LENGTH, is_display_name, is_username, normal
from careplan.accounts.passwords import PasswordPolicy, random_password, weakness
from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db, every_school
from careplan.errors import Refused
from careplan.school.beside import Leaving, check_leaving
from careplan.secrecy import blind_index

WINDOW = timedelta(minutes=15)
TRIES = 10


class BadName(Refused):
    """The name shown on the pages is none."""


def policy() -> PasswordPolicy:
    found: PasswordPolicy = current_app.extensions["passwords"]
    return found


def authenticate(*, username: str, password: str) -> User | None:
    """The account, or None: unknown, disabled, wrong password and too many tries all look the same (G12, G13)."""
    digest = blind_index("sign-in:" + normal(username))
    person = _named(normal(username))
    held_back = _too_many(digest)
    right = policy().matches(person.password_hash if person else None, password)
    if person and right and person.active and not held_back:
        db.session.execute(delete(SignInAttempt).where(SignInAttempt.username_digest == digest))
        return person
    if not held_back:
        db.session.add(SignInAttempt(username_digest=digest, at=now()))
    return None


def proves(*, person: User, password: str) -> bool:
    """Whether the signed-in person knows the own password (G17); wrong tries count as they do at the sign-in."""
    return authenticate(username=person.username, password=password) is not None


def _named(username: str) -> User | None:
    """The account of any school with this normal user name. Names kept from before were not all in small letters."""
    with every_school():
        return db.session.scalar(select(User).where(func.lower(User.username) == username))


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
    """A new account and its random first password, which is shown once and must be changed at the first sign-in.

    The user name is kept in its normal spelling. Refused when it is none or taken; BadName for the name shown.
    """
    username, display_name = _free_username(username), _display_name(display_name)
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


def _free_username(username: str) -> str:
    kept = normal(username)
    if not is_username(kept):
        raise Refused(_("2 to 40 letters, digits, dots or dashes."))
    if _named(kept):
        raise Refused(_("The user name “%(name)s” is taken. Please choose another.", name=username))
    return kept


def _display_name(given: str) -> str:
    if not is_display_name(given):
        raise BadName(_("The name shown needs 1 to %(most)s characters on one line.", most=DISPLAY_LENGTH))
    return given.strip()


def edit_user(
    *, actor: User, person: User, display_name: str, roles: list[str], staff_id: int | None, active: bool
) -> None:
    """Change an account. Its sessions end at once when it is disabled; nobody takes away their own last way in.

    Nor does anybody give themselves a role: an administrator sees no child, and must not become somebody who does.
    """
    if person.id == actor.id and (not active or "administrator" not in roles):
        raise Refused(_("You cannot take the administrator role from yourself or disable yourself."))
    if person.id == actor.id and set(roles) - set(person.roles):
        raise Refused(_("You cannot give yourself another role. Another administrator of your school can do it."))
    lost = (set(person.roles) - set(roles)) & (EVERY_CHILD | {CLASS_TEACHER})
    if person.active and (not active or person.staff_id != staff_id or lost):
        check_leaving(Leaving(person.staff_id, person.id, frozenset(roles if active else ())))
    before = {"roles": person.roles, "active": person.active}
    person.display_name = _display_name(display_name)
    person.roles, person.staff_id, person.active = roles, staff_id, active
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
