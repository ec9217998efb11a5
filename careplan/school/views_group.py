"""The leading group (S3, S41)."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, url_for
from sqlalchemy import select

from careplan.clock import today
from careplan.db import db
from careplan.school.forms import GroupMemberForm
from careplan.school.models import LeadingGroupMember
from careplan.school.operations import save_group_member
from careplan.school.queries import leading_group, staff
from careplan.school.views_edit import blueprint, edit_page
from careplan.web.guard import user


@blueprint.get("/leading-group", endpoint="group")
def group() -> str:
    members = leading_group()
    in_office = {member.id for member in leading_group(today())}
    return render_template("school/group.html", members=members, in_office=in_office)


@blueprint.get("/leading-group/new", endpoint="group_new")
@blueprint.post("/leading-group/new", endpoint="group_new")
def group_new() -> Any:
    return _member_page(None)


@blueprint.get("/leading-group/<int:member_id>", endpoint="group_member")
@blueprint.post("/leading-group/<int:member_id>", endpoint="group_member")
def group_member(member_id: int) -> Any:
    query = select(LeadingGroupMember).where(LeadingGroupMember.id == member_id)
    return _member_page(db.session.scalar(query) or abort(404))


def _member_page(row: LeadingGroupMember | None) -> Any:
    def make(**rest: Any) -> GroupMemberForm:
        form = GroupMemberForm(obj=row, **rest)
        people = [(person.id, f"{person.name} · {person.number}") for person in staff()]
        if row is not None and row.staff_id not in dict(people):
            people.append((row.staff_id, row.staff.name))
        form.staff_id.choices = [(0, "—"), *people]
        if row is None and not form.is_submitted():
            form.since.data = today()
        return form

    def save(form: GroupMemberForm) -> None:
        save_group_member(
            actor_id=user().id,
            member=row,
            staff_id=form.staff_id.data,
            duty=form.duty.data or "",
            is_head=bool(form.is_head.data),
            since=form.since.data or today(),
            until=form.until.data,
        )

    return edit_page(
        make=make,
        row=row,
        save=save,
        template="school/group_form.html",
        back=url_for("school.group"),
        refused_at="until",
    )
