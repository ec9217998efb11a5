"""every encrypted value is bound to its row too, so that two of them cannot be swapped (G26)

Revision: 0014
Follows: 0013
"""

from __future__ import annotations

from alembic import op
from flask import current_app

from careplan.secrecy import decrypt, encrypt, place_in, seal, unseal

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TEXTS = """
training_person.id_number need.words need.result care_goal.words goal_progress.note placement.place placement.contact
carer_period.name carer_period.phone care_assignment.note care_level.reason promise.words promise.result
contact.summary contact.details help_given.note child_category.basis family_state.note registration.body_detail
registration.paternal_grandparents registration.maternal_grandparents registration.entrusted_person
registration.entrusted_phone registration.entrusted_address child.id_number child.student_number child.household_place
child.address family_member.name family_member.phone child_change.before child_change.after talk_wish.squad
talk_wish.who talk_wish.words talk_wish.passed_by aid_case.note aid_step.note aid_step.reason aid_rate.note
aid_rate.reason aid_entry.what aid_entry.reason aid_duty.title aid_duty_holder.note aid_duty_record.asked
aid_duty_record.how_child aid_duty_record.note aid_duty_record.reason care_event.words care_event.outcome
event_task.result escalation.words escalation.answer help_plan.reason help_plan.aims help_plan.measures
mandatory_report.words mandatory_report.who mandatory_report.situation mandatory_report.found report_step.receipt
report_step.note message_channel.key message_channel.signature mail_address.address
""".split()
FILES = "aid_paper.sealed session_photo.sealed training_file.sealed training_import.sealed".split()


def upgrade() -> None:
    key: bytes = current_app.config["FIELD_KEY"]
    for place in TEXTS:
        _again(place, lambda data, row_id, at=place: encrypt(key, place_in(at, row_id), decrypt(key, at, data)))
    for place in FILES:
        _again(place, lambda data, row_id, at=place: seal(place_in(at, row_id), unseal(at, data)))
    # a roster between preview and confirmation was kept as base64; it is uploaded again
    op.execute("UPDATE roster_import SET sealed_file = NULL, state = 'discarded' WHERE state = 'previewed'")


def _again(place: str, bind) -> None:
    table, column = place.split(".")
    connection = op.get_bind()
    rows = connection.exec_driver_sql(f'SELECT id, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL').all()
    for row_id, data in rows:
        try:
            bound = bind(data, row_id)
        except (ValueError, TypeError) as error:
            raise RuntimeError(
                f"{place} of row {row_id} cannot be read: wrong key or damaged; nothing is changed"
            ) from error
        connection.exec_driver_sql(f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?', (bound, row_id))
