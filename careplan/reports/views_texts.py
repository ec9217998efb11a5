"""The draft of the year's report: its sections, their texts with figures as fields, and what people say about them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from careplan.db import db
from careplan.errors import Refused, StaleEdit
from careplan.indicators import views_words
from careplan.partners.operations import NamesAChild
from careplan.partners.queries import name_watch
from careplan.reports.comparing import compare
from careplan.reports.fields import choices, resolver
from careplan.reports.forms import AnswerForm, CommentForm, SectionForm
from careplan.reports.load import Draft, load_year
from careplan.reports.load_texts import gathered, sections_of
from careplan.reports.models import ReportComment
from careplan.reports.queries import (
    comment_of,
    comments_of,
    people_names,
    text_of_section,
    texts_of,
    waiting_report,
)
from careplan.reports.sections import Section
from careplan.reports.text_operations import (
    add_comment,
    answer_comment,
    put_back,
    save_text,
    settle_comment,
)
from careplan.reports.views import blueprint
from careplan.web.guard import user
from careplan.web.text import whole_number


@blueprint.get("/draft", endpoint="draft")
def draft() -> str:
    """The sections of this year's report: proposed or own text, and open comments."""
    made = gathered()
    said = comments_of(made.year_id)
    return render_template(
        "reports/draft.html",
        sections=sections_of(made),
        own={row.section: row for row in texts_of(made.year_id)},
        talked=Counter(one.section for one in said if one.settled_at is None),
        names=people_names(),
        waiting=waiting_report(made.year_id),
        year=load_year(None),
    )


@blueprint.get("/draft/<section>", endpoint="section")
@blueprint.post("/draft/<section>", endpoint="section")
def section(section: str) -> Any:
    """One section: its text with the proposal beside it, fields for figures, comments."""
    made, chosen = _chosen(section)
    row = text_of_section(made.year_id, section)
    form = SectionForm()
    if not form.is_submitted():
        form.text.data = row.text if row else chosen.proposal
        form.version.data = str(row.version if row else 0)
        return _page(made, chosen, form)
    stale = False
    if form.validate():
        try:
            _save(made, chosen, form)
        except (StaleEdit, IntegrityError):
            stale = True
        except Refused as refused:
            form.text.errors = [str(refused)]
            if isinstance(refused, NamesAChild):
                words = dict.fromkeys([*(form.no_name.data or ()), *refused.doubtful])
                form.no_name.choices = [(word, word) for word in words]
        else:
            db.session.commit()
            flash(_("Saved."), "success")
            return redirect(url_for("reports.section", section=section))
        db.session.rollback()
    return _page(made, chosen, form, stale=stale), 409 if stale else 422


def _save(made: Draft, chosen: Section, form: SectionForm) -> None:
    assert made.facts is not None
    version = whole_number(form.version.data or "")
    save_text(
        actor_id=user().id,
        year_id=made.year_id,
        section=chosen,
        text=form.text.data or "",
        version=-1 if version is None else version,
        resolve=resolver(made.facts),
        watch=name_watch(form.no_name.data or ()),
    )


@blueprint.post("/draft/<section>/proposal", endpoint="put_back")
def proposal(section: str) -> Any:
    """Put back the proposed text of a section."""
    row = text_of_section(load_year(None).id, section)
    if row is None:  # pressed twice: it stands already, where there is such a section
        _chosen(section)
        return redirect(url_for("reports.section", section=section))
    version = whole_number(request.form.get("version", ""))
    try:
        put_back(actor_id=user().id, row=row, version=-1 if version is None else version)
    except StaleEdit as stale:
        db.session.rollback()
        flash(str(stale), "warning")
    else:
        db.session.commit()
        flash(_("The proposed text stands again."), "success")
    return redirect(url_for("reports.section", section=section))


@blueprint.post("/draft/<section>/comments", endpoint="comment")
def comment(section: str) -> Any:
    """Say something about a section."""
    made, chosen = _chosen(section)
    form = CommentForm()
    if form.validate_on_submit():
        try:
            add_comment(
                actor_id=user().id,
                year_id=made.year_id,
                section=section,
                text=form.comment.data or "",
                watch=name_watch(),
            )
        except Refused as refused:
            db.session.rollback()
            form.comment.errors = [str(refused)]
        else:
            db.session.commit()
            return redirect(url_for("reports.section", section=section) + "#comments")
    return _page(made, chosen, None, comment_form=form), 422


@blueprint.post("/comments/<int:comment_id>/answer", endpoint="answer")
def answer(comment_id: int) -> Any:
    """Answer a comment."""
    found = _comment(comment_id)
    form = AnswerForm()
    if form.validate_on_submit():
        try:
            answer_comment(actor_id=user().id, row=found, answer=form.answer.data or "", watch=name_watch())
        except Refused as refused:
            db.session.rollback()
            form.answer.errors = [str(refused)]
            flash(str(refused), "danger")
        else:
            db.session.commit()
            return redirect(url_for("reports.section", section=found.section) + "#comments")
    made, chosen = _chosen(found.section)
    return _page(made, chosen, None, answer_form=form, answered=comment_id), 422


@blueprint.post("/comments/<int:comment_id>/settle", endpoint="settle")
def settle(comment_id: int) -> Any:
    """Nothing is left to do about a comment."""
    found = _comment(comment_id)
    settle_comment(actor_id=user().id, row=found)
    db.session.commit()
    return redirect(url_for("reports.section", section=found.section) + "#comments")


def _comment(comment_id: int) -> ReportComment:
    return comment_of(comment_id) or abort(404)


def _chosen(key: str) -> tuple[Draft, Section]:
    made = gathered()
    found = next((one for one in sections_of(made) if one.key == key), None)
    return made, found or abort(404)


def _page(
    made: Draft,
    chosen: Section,
    form: SectionForm | None,
    *,
    stale: bool = False,
    comment_form: CommentForm | None = None,
    answer_form: AnswerForm | None = None,
    answered: int = 0,
) -> str:
    """The page of a section; `stale`: what is stored now stands beside what was typed."""
    row = text_of_section(made.year_id, chosen.key)
    if form is None:
        form = SectionForm(formdata=None, text=row.text if row else chosen.proposal)
    if stale or not form.version.data:
        form.version.data = str(row.version if row else 0)
    typed = form.text.data or ""
    assert made.facts is not None
    before, after = _neighbours(made, chosen.key)
    return render_template(
        "reports/section.html",
        section=chosen,
        row=row,
        form=form,
        stale=stale,
        stored=row.text if row else chosen.proposal,
        pairs=compare(chosen.proposal, typed),
        same=chosen.proposal == typed,
        moved_on=row is not None and row.proposal != chosen.proposal,
        fields=choices(made.facts),
        area_word=views_words.area,
        comments=comments_of(made.year_id, chosen.key),
        comment_form=comment_form or CommentForm(formdata=None),
        answer_form=answer_form or AnswerForm(formdata=None),
        answered=answered,
        names=people_names(),
        waiting=waiting_report(made.year_id),
        before=before,
        after=after,
    )


def _neighbours(made: Draft, key: str) -> tuple[str, str]:
    """The keys of the sections before and after; "" where there is none."""
    order = ["", *(one.key for one in sections_of(made)), ""]
    place = order.index(key)
    return order[place - 1], order[place + 1]
