"""Take over what a school wants of the starting set of duties (DOMAIN 4.8); what runs already is left as it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from careplan.aid.duty_operations import make_duty
from careplan.aid.models import Duty
from careplan.aid.queries import all_duties, is_running, load_people, responsible_staff
from careplan.aid.windows import Pattern
from careplan.aid.words import DutyWords
from careplan.children.models import Child
from careplan.seeds.aid import DutyPreset
from careplan.seeds.load import shipped_aid


def start_school(*, actor_id: int | None, codes: Iterable[str], staff_id: int, since: date) -> int:
    """The school's duties of these presets, all with one owner; returns how many are new."""
    running = {one.preset for one in all_duties() if one.child_id is None and is_running(one, since)}
    found = [_made(actor_id, None, code, staff_id, since) for code in codes if code not in running]
    return len(found)


def start_children(
    *, actor_id: int | None, codes: Iterable[str], children: list[Child], since: date
) -> tuple[int, list[Child]]:
    """These presets for each child, done by its responsible person: (how many are new, children without such a person).

    A duty always has somebody who does it, so a child without a responsible person gets none.
    """
    codes, owners = list(codes), responsible_staff([child.id for child in children])
    running = {(one.child_id, one.preset) for one in all_duties() if is_running(one, since)}
    people = load_people()
    made, without = 0, []
    for child in children:
        owner = owners.get(child.id)
        if owner is None or owner not in {one.id for one in people.able(child.squad_id)}:
            without.append(child)
            continue
        for code in codes:
            if (child.id, code) not in running:
                _made(actor_id, child, code, owner, since)
                made += 1
    return made, without


def _made(actor_id: int | None, child: Child | None, code: str, staff_id: int, since: date) -> Duty:
    words = DutyWords(code, "", pattern_of_preset(shipped_aid().presets[code], since))
    return make_duty(actor_id=actor_id, child=child, words=words, staff_id=staff_id)


def pattern_of_preset(preset: DutyPreset, since: date) -> Pattern:
    """A preset's windows from a day on."""
    return Pattern(preset.rhythm, preset.first, preset.last, since, None, frozenset(preset.pauses))
