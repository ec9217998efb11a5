"""The indicators' pages and the report judge the school by its own set, once one is in force."""

from __future__ import annotations

from careplan.evaluation.queries import own_set
from careplan.indicators.beside import judge_by

judge_by(own_set)
