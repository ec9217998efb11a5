"""What aid does when a person leaves or another becomes responsible for a child."""

from __future__ import annotations

from careplan.aid.duty_operations import follow_assignment, holds
from careplan.casework.assign_beside import when_assigned
from careplan.school.beside import hold_staff

when_assigned(follow_assignment)
hold_staff(holds)
