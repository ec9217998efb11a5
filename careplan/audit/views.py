"""The log of who read or changed what."""

from __future__ import annotations

from flask import Blueprint, render_template
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.audit.models import AuditEvent
from careplan.audit.words import ACTIONS, DETAILS, ENTITIES, said
from careplan.db import db
from careplan.web.filters import in_english, word
from careplan.web.query import query_int, query_text

blueprint = Blueprint("audit", __name__, url_prefix="/audit")
PAGE = 50


@blueprint.get("/")
def log() -> str:
    """Newest first; filtered by the kind of record and by person."""
    page = query_int("page", 1, minimum=1) or 1
    entity, actor = query_text("entity"), query_int("actor")
    query = select(AuditEvent, User.display_name).outerjoin(User, User.id == AuditEvent.actor_id)
    if entity:
        query = query.where(AuditEvent.entity == entity)
    if actor:
        query = query.where(AuditEvent.actor_id == actor)
    rows = db.session.execute(query.order_by(AuditEvent.id.desc()).limit(PAGE + 1).offset((page - 1) * PAGE)).all()
    entities = db.session.scalars(select(AuditEvent.entity).distinct().order_by(AuditEvent.entity)).all()
    return render_template(
        "audit/log.html",
        rows=rows[:PAGE],
        more=len(rows) > PAGE,
        page_no=page,
        entity=entity,
        entities=entities,
        action_word=lambda code: said(ACTIONS, code, in_english()),
        entity_word=lambda code: said(ENTITIES, code, in_english()),
        details=_details,
    )


def _details(entry: AuditEvent) -> str:
    """The entry's details in words: only those that a reader understands."""
    parts = []
    for key, value in entry.detail.items():
        if key in DETAILS and value not in (None, "", {}, []):
            shown = ", ".join(word(role, "role") for role in value) if key == "roles" else value
            parts.append(f"{said(DETAILS, key, in_english())} {shown}")
    return "; ".join(parts)
