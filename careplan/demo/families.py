"""Families of the demo school: who is at home, who works away since when, and who looks after the child.

The kinds are chosen so that the three definitions of left-behind give three different counts (DOMAIN 4.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from careplan.children.left_behind import AWAY, DEAD, HOME, OTHER
from careplan.demo.naming import Namer

ORDINARY = "ordinary"
GRANDPARENTS = (("祖母", "female", 46), ("祖父", "male", 26), ("外祖母", "female", 17), ("外祖父", "male", 7))
OTHERS = (("姑姑", "female", 2), ("舅舅", "male", 1), ("大伯", "male", 1))
PARENTS = {"father": ("父亲", "male"), "mother": ("母亲", "female")}
DECLARED = {
    "both_away": "both_parents",
    "both_away_recent": "none",
    "one_away_unable": "one_parent",
    "one_away_able": "one_parent",
    "one_away_unclear": "one_parent",
    "one_away_gone": "one_parent",
}


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the family fields of a child's record. roster_day: parents left before it."""

    rng: Random
    namer: Namer
    works: tuple[str, ...]
    roster_day: date

    def family(self, kind: str, surname: str) -> dict[str, Any]:
        """Fields of `ChildRecord` for a family of this kind."""
        fields = self._names(surname)
        if kind == "not_recorded":
            return {**fields, "carer_name": fields["mother_name"], "carer_relation": "母亲"}
        for parent, situation, unable in self._situations(kind):
            fields[f"{parent}_situation"] = situation
            fields[f"{parent}_unable"] = unable
            if situation == AWAY:
                fields[f"{parent}_place"] = self.rng.choice(self.works)
                fields[f"{parent}_since"] = self._since(kind)
            if situation == DEAD:
                fields[f"{parent}_phone"] = None
        if kind.startswith("both_away") and self.rng.random() < 0.8:
            fields["mother_place"] = fields["father_place"]
        fields["left_behind"] = DECLARED.get(kind, "none")
        return {**fields, **self._carer(kind, fields, surname)}

    def phone(self) -> str:
        """Eleven digits beginning with 100: no such mobile number is ever given out."""
        return f"100{self.rng.randrange(10**8):08d}"

    def _names(self, surname: str) -> dict[str, Any]:
        return {
            "father_name": self.namer.adult("male", surname),
            "father_phone": self.phone(),
            "mother_name": self.namer.adult("female"),
            "mother_phone": self.phone(),
        }

    def _situations(self, kind: str) -> list[tuple[str, str, bool | None]]:
        one, other = ("father", "mother") if self.rng.random() < 0.85 else ("mother", "father")
        if kind.startswith("both_away"):
            return [("father", AWAY, False), ("mother", AWAY, False)]
        rest: dict[str, tuple[str, bool | None]] = {
            "one_away_unable": (HOME, True),
            "one_away_able": (HOME, False),
            "one_away_unclear": (HOME, None),
            "one_away_gone": (self.rng.choice([DEAD, OTHER]), None),
        }
        if kind in rest:
            return [(one, AWAY, False), (other, *rest[kind])]
        if kind == "single":
            return [(one, HOME, False), (other, self.rng.choice([OTHER, OTHER, DEAD]), None)]
        return [("father", HOME, False), ("mother", HOME, False)]

    def _since(self, kind: str) -> date:
        """The first day of a month; a recent departure lies in the last month before the roster."""
        if kind == "both_away_recent":
            return self.roster_day.replace(day=1)
        months = self.rng.randrange(4, 70)
        year, month = divmod(self.roster_day.year * 12 + self.roster_day.month - 1 - months, 12)
        return date(year, month + 1, 1)

    def _carer(self, kind: str, fields: dict[str, Any], surname: str) -> dict[str, Any]:
        at_home = [parent for parent in ("mother", "father") if fields.get(f"{parent}_situation") == HOME]
        able = [parent for parent in at_home if not fields.get(f"{parent}_unable")]
        if able:
            parent = able[0]
            return {
                "carer_name": fields[f"{parent}_name"],
                "carer_relation": PARENTS[parent][0],
                "carer_phone": fields[f"{parent}_phone"],
            }
        people = (*GRANDPARENTS, *OTHERS)
        relation, sex, _ = self.rng.choices(people, [weight for *_, weight in people])[0]
        own = surname if relation in ("祖父", "姑姑", "大伯") else None
        written = self.rng.choices([True, False, None], [62, 25, 13])[0] if kind.startswith("both") else None
        return {
            "carer_name": self.namer.adult(sex, own),
            "carer_relation": relation,
            "carer_phone": self.phone(),
            "entrusted": written,
        }
