"""Bring the shipped library into a school; add, edit and retire activities."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import select

from careplan.activities.models import Activity
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
