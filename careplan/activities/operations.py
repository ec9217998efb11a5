"""Bring the shipped library into a school; add, edit and retire activities."""

from __future__ import annotations

import secrets
from dataclasses import asdict

from sqlalchemy import select

from careplan.activities.models import Activity
from careplan.activities.words import ActivityWords
from careplan.audit.operations import record
from careplan.db import db
from careplan.seeds.activities import SeedActivity
from careplan.seeds.load import shipped_seeds


def load_library(*, actor_id: int | None) -> int:
    """Add the shipped activities that the school has not yet; what the school changed stays. Returns how many."""
    known = set(db.session.scalars(select(Activity.slug)))
    new = [_from_seed(seed) for seed in shipped_seeds().activities if seed.slug not in known]
    db.session.add_all(new)
    db.session.flush()
    record(actor_id=actor_id, action="load-library", entity="activity", detail={"added": len(new)})
    return len(new)


def _from_seed(seed: SeedActivity) -> Activity:
    plain = (
        "slug", "title", "title_en", "method", "strand", "channel", "tier", "lessons", "meets", "cost_fen",
        "purpose", "basis", "family",
    )  # fmt: skip
    lists = (
        "goals", "grades", "domains", "abilities", "principles", "audiences", "venue_kinds", "seasons", "after",
        "materials", "safety", "success",
    )  # fmt: skip
    return Activity(
        **{name: getattr(seed, name) for name in plain},
        **{name: list(getattr(seed, name)) for name in lists},
        group_min=seed.group_size[0],
        group_max=seed.group_size[1],
        posts=[asdict(post) for post in seed.staff],
        steps=[asdict(step) for step in seed.steps],
        origin="library",
    )


def add_activity(*, actor_id: int | None, words: ActivityWords) -> Activity:
    """A new activity written in the school."""
    activity = Activity(slug=f"school-{secrets.token_hex(4)}", origin="school", **asdict(words))
    db.session.add(activity)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="activity", entity_id=activity.id)
    return activity


def edit_activity(*, actor_id: int | None, activity: Activity, words: ActivityWords) -> None:
    """Store what was entered; sessions already held keep pointing at it."""
    for name, value in asdict(words).items():
        setattr(activity, name, value)
    activity.origin = "school"
    db.session.flush()
    record(actor_id=actor_id, action="edit", entity="activity", entity_id=activity.id)


def retire_activity(*, actor_id: int | None, activity: Activity, retired: bool) -> None:
    """Take an activity out of future schedules, or back in; nothing past changes."""
    activity.retired = retired
    db.session.flush()
    record(actor_id=actor_id, action="retire" if retired else "restore", entity="activity", entity_id=activity.id)
