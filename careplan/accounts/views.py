"""Pages of accounts: sign in and out, own password, the administrator's list of accounts."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, g, jsonify, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select
from werkzeug.wrappers import Response

from careplan.accounts.browser_sessions import ABSOLUTE, IDLE, remember_that_it_ran_out
from careplan.accounts.forms import ROLE_NAMES, PasswordForm, SignInForm, UserForm
from careplan.accounts.models import User
from careplan.accounts.operations import (
    BadName,
    add_user,
    authenticate,
    change_password,
    edit_user,
    policy,
    reset_password,
)
from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db, enter_school
from careplan.errors import Refused
from careplan.i18n import LANGUAGES
from careplan.school.beside import HeldBack
from careplan.school.models import StaffMember
from careplan.web.guard import user

blueprint = Blueprint("accounts", __name__, url_prefix="/accounts")


@blueprint.get("/sign-in", endpoint="sign_in")
@blueprint.post("/sign-in", endpoint="sign_in")
def sign_in() -> Any:
    form = SignInForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        person = authenticate(username=form.username.data or "", password=form.password.data or "")
        if person is None:
            db.session.commit()
            flash(_("User name or password is wrong. After ten wrong tries an account rests for 15 minutes."), "danger")
            return _door(form), 422
        return _let_in(person, form.next.data or "")
    return _door(form), 422 if form.is_submitted() else 200


def _door(form: SignInForm) -> str:
    """The form; whoever was signed in until the time ran out is told so, and where signing in leads back to."""
    back = form.next.data or ""
    return render_template(
        "accounts/sign_in.html",
        form=form,
        back=back if _is_own_path(back) else "",
        ran_out=remember_that_it_ran_out(session),
        minutes=int(IDLE.total_seconds() // 60),
        hours=int(ABSOLUTE.total_seconds() // 3600),
    )


@blueprint.get("/still-in", endpoint="still_in")
def still_in() -> Response:
    """Who is signed in, and the token for their forms: a page that stood open asks before it sends a form."""
    remember_that_it_ran_out(session)
    return jsonify({"user": g.user.id if g.user else None, "csrf": generate_csrf()})


def _let_in(person: User, next_path: str) -> Response:
    enter_school(person.school_id)
    record(actor_id=person.id, action="sign-in", entity="user", entity_id=person.id)
    db.session.commit()
    session.clear()
    session["user_id"] = person.id
    session["signed_in_at"] = now().isoformat()
    session.renew = True  # type: ignore[attr-defined]
    return redirect(next_path if _is_own_path(next_path) else url_for("home.today"))


def _is_own_path(path: str) -> bool:
    return path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()


@blueprint.post("/sign-out")
def sign_out() -> Response:
    record(actor_id=user().id, action="sign-out", entity="user", entity_id=user().id)
    db.session.commit()
    session.clear()
    return redirect(url_for("accounts.sign_in"))


@blueprint.post("/language")
def language() -> Response:
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        abort(400)
    session["language"] = chosen
    if g.user:
        g.user.language = chosen
        record(actor_id=g.user.id, action="choose-language", entity="user", entity_id=g.user.id)
        db.session.commit()
    back = request.form.get("back", "")
    return redirect(back if _is_own_path(back) else url_for("home.today"))


@blueprint.get("/password", endpoint="password")
@blueprint.post("/password", endpoint="password")
def own_password() -> Any:
    form = PasswordForm()
    if form.validate_on_submit() and _password_changed(form):
        flash(_("Your password is changed. Other places where you were signed in are signed out."), "success")
        return redirect(url_for("home.today"))
    return render_template("accounts/password.html", form=form), 422 if form.is_submitted() else 200


def _password_changed(form: PasswordForm) -> bool:
    if not policy().matches(user().password_hash, form.current.data or ""):
        form.current.errors = [_("This is not your current password.")]
        return False
    if form.new.data != form.again.data:
        form.again.errors = [_("The two new passwords differ.")]
        return False
    try:
        change_password(person=user(), password=form.new.data or "", keep_token=session.token)  # type: ignore[attr-defined]
    except Refused as refused:
        form.new.errors = [str(refused)]
        return False
    db.session.commit()
    return True


@blueprint.get("/users")
def users() -> str:
    people = db.session.scalars(select(User).order_by(User.active.desc(), User.display_name)).all()
    return render_template("accounts/users.html", people=people, role_names=ROLE_NAMES)


@blueprint.get("/users/new", endpoint="user_new")
@blueprint.post("/users/new", endpoint="user_new")
def user_new() -> Any:
    form = UserForm()
    _offer_staff(form)
    if form.validate_on_submit():
        try:
            person, password = add_user(
                actor_id=user().id,
                school_id=user().school_id,
                username=form.username.data or "",
                display_name=form.display_name.data or "",
                roles=list(form.roles.data or []),
                staff_id=form.staff_id.data or None,
            )
        except BadName as refused:
            form.display_name.errors = [str(refused)]
        except Refused as refused:
            form.username.errors = [str(refused)]
        else:
            db.session.commit()
            return render_template("accounts/first_password.html", person=person, password=password)
    return render_template("accounts/user_form.html", form=form, person=None), 422 if form.is_submitted() else 200


@blueprint.get("/users/<int:user_id>", endpoint="user_edit")
@blueprint.post("/users/<int:user_id>", endpoint="user_edit")
def user_edit(user_id: int) -> Any:
    person = _find(user_id)
    form = UserForm(obj=person)
    _offer_staff(form)
    if not form.is_submitted():
        form.open_for(person)
        form.staff_id.data = person.staff_id or 0
    elif form.is_stale(person):
        return render_template("accounts/user_form.html", form=form, person=person, stale=True), 409
    elif form.validate() and _edited(form, person):
        flash(_("Saved."), "success")
        return redirect(url_for("accounts.users"))
    return render_template("accounts/user_form.html", form=form, person=person), 422 if form.is_submitted() else 200


def _edited(form: UserForm, person: User) -> bool:
    try:
        edit_user(
            actor=user(),
            person=person,
            display_name=form.display_name.data or "",
            roles=list(form.roles.data or []),
            staff_id=form.staff_id.data or None,
            active=bool(form.active.data),
        )
    except BadName as refused:
        form.display_name.errors = [str(refused)]
        return False
    except HeldBack as refused:
        _leaving_field(form, person).errors = [str(refused)]
        form.reasons = refused.reasons
        return False
    except Refused as refused:
        form.roles.errors = [str(refused)]
        return False
    db.session.commit()
    return True


def _leaving_field(form: UserForm, person: User) -> Any:
    """The field by which this account would let go of what hangs on its person."""
    if not form.active.data:
        return form.active
    return form.roles if (form.staff_id.data or None) == person.staff_id else form.staff_id


@blueprint.post("/users/<int:user_id>/reset")
def user_reset(user_id: int) -> str:
    person = _find(user_id)
    password = reset_password(actor=user(), person=person)
    db.session.commit()
    return render_template("accounts/first_password.html", person=person, password=password)


def _find(user_id: int) -> User:
    person = db.session.scalar(select(User).where(User.id == user_id))
    return person or abort(404)


def _offer_staff(form: UserForm) -> None:
    query = (
        select(StaffMember.id, StaffMember.number, StaffMember.name)
        .where(StaffMember.active)
        .order_by(StaffMember.number)
    )
    people = db.session.execute(query).all()
    form.staff_id.choices = [(0, "—"), *((row.id, f"{row.number} {row.name}") for row in people)]
