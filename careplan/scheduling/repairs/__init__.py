"""Ways out of a conflict, each tried by solving, with what it changes and what it costs."""

from careplan.scheduling.repairs.find import find_repairs
from careplan.scheduling.repairs.repair import apply_repair
from careplan.scheduling.solution import Price, Repair

__all__ = ["Price", "Repair", "apply_repair", "find_repairs"]
