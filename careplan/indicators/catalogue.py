"""Every measure by its code, in the order of the areas; and all of them over one snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from careplan.indicators.facts import Snapshot
from careplan.indicators.measures_beside import BESIDE
from careplan.indicators.measures_care import CARE
from careplan.indicators.measures_content import CONTENT
from careplan.indicators.measures_effect import EFFECT
from careplan.indicators.measures_events import EVENTS
from careplan.indicators.measures_organisation import ORGANISATION
from careplan.indicators.measures_register import REGISTER
from careplan.indicators.measures_sessions import SESSIONS
from careplan.indicators.measures_team import TEAM
from careplan.indicators.registry import Measure
from careplan.indicators.results import MeasureResult

SHELVES = (ORGANISATION, REGISTER, SESSIONS, CONTENT, BESIDE, CARE, EVENTS, TEAM, EFFECT)
AREAS: tuple[str, ...] = tuple(dict.fromkeys(shelf.area for shelf in SHELVES))
MEASURES: Mapping[str, Measure] = MappingProxyType({m.code: m for s in SHELVES for m in s.measures})


def measure_all(facts: Snapshot) -> dict[str, MeasureResult]:
    """Every measure over `facts`, by code, in the catalogue's order."""
    return {code: measure(facts) for code, measure in MEASURES.items()}
