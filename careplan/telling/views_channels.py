"""The school's channels: set up, try, take away. No key is ever shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.errors import Refused
from careplan.jobs.operations import ask_for_job
from careplan.telling.channel_operations import (
    BadAddress,
    BadSignature,
    ask_for_test,
    remove_channel,
    save_mail,
    save_robot,
)
from careplan.telling.forms import MailForm, RobotForm
from careplan.telling.jobs import TEST
from careplan.telling.models import Channel
from careplan.telling.queries import channels as all_channels
from careplan.telling.services import KINDS, MAIL, MAIL_HOSTS, ROBOTS
from careplan.telling.views_blueprint import blueprint, channel_or_404
from careplan.web.guard import user


@blueprint.get("/channels")
def channels() -> str:
    return render_template("telling/channels.html", kinds=KINDS, mail_hosts=MAIL_HOSTS, **_tested())


@blueprint.get("/channels/tested")
def tested() -> str:
    """The list alone; the page asks again while a test is on its way."""
    return render_template("telling/_channels.html", mail_hosts=MAIL_HOSTS, **_tested())


def _tested() -> dict[str, Any]:
    found = all_channels()
    return {"found": found, "pending": any(one.tested == "waiting" for one in found)}


@blueprint.get("/channels/new/<kind>", endpoint="channel_new")
@blueprint.post("/channels/new/<kind>", endpoint="channel_new")
def channel_new(kind: str) -> Any:
    if kind not in KINDS:
        abort(404)
    return _edit(kind, None)


@blueprint.get("/channels/<int:channel_id>", endpoint="channel")
@blueprint.post("/channels/<int:channel_id>", endpoint="channel")
def channel_edit(channel_id: int) -> Any:
    found = channel_or_404(channel_id)
    return _edit(found.kind, found)


def _edit(kind: str, row: Channel | None) -> Any:
    form: Any = MailForm(obj=row) if kind == MAIL else RobotForm(obj=row)
    if kind not in (MAIL, "dingtalk"):
        del form.signature
    status = 200
    if not form.is_submitted():
        if row is not None:
            form.open_for(row)
    elif row is not None and form.is_stale(row):
        return _form_page(kind, row, form, stale=True), 409
    elif form.validate() and _saved(form, _save_mail if kind == MAIL else _save_robot, kind, row):
        flash(_("Saved. Please send a test message now."), "success")
        return redirect(url_for("telling.channels"))
    else:
        status = 422
    return _form_page(kind, row, form), status


def _form_page(kind: str, row: Channel | None, form: Any, stale: bool = False) -> str:
    return render_template(
        "telling/channel.html", kind=kind, row=row, form=form, stale=stale, robot=ROBOTS.get(kind), names=MAIL_HOSTS
    )


def _saved(form: Any, save: Callable[[Any, str, Channel | None], Channel], kind: str, row: Channel | None) -> bool:
    secret = "password" if kind == MAIL else "address"
    try:
        save(form, kind, row)
    except BadSignature as refused:
        form.signature.errors = [str(refused)]
    except BadAddress as refused:
        form["account" if kind == MAIL else "address"].errors = [str(refused)]
    except Refused as refused:
        form[secret].errors = [str(refused)]
    else:
        db.session.commit()
        return True
    db.session.rollback()
    return False


def _save_robot(form: Any, kind: str, row: Channel | None) -> Channel:
    return save_robot(
        actor_id=user().id,
        channel=row,
        kind=kind,
        name=form.name.data or "",
        address=(form.address.data or "").strip(),
        signature=((form.signature.data if "signature" in form else "") or "").strip(),
        active=bool(form.active.data),
    )


def _save_mail(form: Any, _kind: str, row: Channel | None) -> Channel:
    return save_mail(
        actor_id=user().id,
        channel=row,
        name=form.name.data or "",
        host=form.host.data or "",
        account=form.account.data or "",
        password=(form.password.data or "").strip(),
        active=bool(form.active.data),
    )


@blueprint.post("/channels/<int:channel_id>/test")
def channel_test(channel_id: int) -> Response:
    found = channel_or_404(channel_id)
    ask_for_test(actor_id=user().id, channel=found)
    ask_for_job(kind=TEST, arguments={"channel": found.id}, requested_by=user().id)
    return redirect(url_for("telling.channels"))


@blueprint.post("/channels/<int:channel_id>/remove")
def channel_remove(channel_id: int) -> Response:
    remove_channel(actor_id=user().id, channel=channel_or_404(channel_id))
    db.session.commit()
    flash(_("The channel is taken away and its keys are forgotten."), "success")
    return redirect(url_for("telling.channels"))
