"""What squads said of themselves at the start of the year: counted hands, no names (S10, S11, S15)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

from sqlalchemy import func, select

from careplan.children.models import Child
from careplan.db import db
from careplan.demo.cast import Cast
from careplan.demo.moments import at
from careplan.demo.parameters import texts
from careplan.growth.answers import SENTENCES
from careplan.growth.operations import save_check

ASKED_AFTER = timedelta(days=9)


def play_growth(rng: Random, cast: Cast, first: date, until: date) -> int:
    """The answers of most squads; returns how many squads answered."""
    day = first + ASKED_AFTER
    if day >= until:
        return 0
    words, answered = texts()["growth"], 0
    sizes: dict[int, int] = {
        row[0]: row[1] for row in db.session.execute(select(Child.squad_id, func.count()).group_by(Child.squad_id))
    }
    for squad in cast.squads:
        if rng.random() > words["asked"]:
            continue
        present = sizes[squad.id] - rng.randrange(words["absent"] + 1)
        counts = {ability: _hands(rng, words["often"][ability], words["sometimes"], present) for ability in SENTENCES}
        with at(day, 15, 30):
            save_check(
                actor_id=cast.teacher_of(squad).id,
                check=None,
                squad_id=squad.id,
                start_year=cast.start_year,
                moment="start",
                counts=counts,
            )
        answered += 1
    return answered


def _hands(rng: Random, often: float, sometimes: float, present: int) -> dict[str, int]:
    """How many pupils said what; every class is a little different."""
    often += rng.uniform(-0.1, 0.1)
    shares = [often, sometimes, max(0.02, 1 - often - sometimes)]
    counted = Counter(rng.choices(["often", "sometimes", "rarely"], shares, k=present))
    return {answer: counted[answer] for answer in ("often", "sometimes", "rarely")}
