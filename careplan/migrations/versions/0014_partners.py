"""partners: who they are, what they offer, pledges, deliveries with proof, practice cards

Revision: 0014
Follows: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("retired_why", sa.String(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_partner_made_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_partner_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
    )
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_school_id"), ["school_id"], unique=False)

    op.create_table(
        "practice_card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("situation", sa.String(), nullable=False),
        sa.Column("steps", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_practice_card_made_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_practice_card_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_card")),
    )
    with op.batch_alter_table("practice_card", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_practice_card_school_id"), ["school_id"], unique=False)

    op.create_table(
        "partner_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("allows", sa.JSON(), nullable=False),
        sa.Column("ended_why", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_partner_agreement_partner_id_partner")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_partner_agreement_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_partner_agreement_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_agreement")),
    )
    with op.batch_alter_table("partner_agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_agreement_partner_id"), ["partner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_partner_agreement_school_id"), ["school_id"], unique=False)

    op.create_table(
        "partner_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_partner_contact_partner_id_partner")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_partner_contact_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_partner_contact_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_contact")),
    )
    with op.batch_alter_table("partner_contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_contact_partner_id"), ["partner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_partner_contact_school_id"), ["school_id"], unique=False)

    op.create_table(
        "partner_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("ended_why", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_partner_offer_amount_positive")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_partner_offer_partner_id_partner")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_partner_offer_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_partner_offer_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_offer")),
    )
    with op.batch_alter_table("partner_offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_offer_partner_id"), ["partner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_partner_offer_school_id"), ["school_id"], unique=False)

    op.create_table(
        "partner_talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("whom", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_partner_talk_partner_id_partner")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_partner_talk_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_partner_talk_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_talk")),
    )
    with op.batch_alter_table("partner_talk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_talk_partner_id"), ["partner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_partner_talk_school_id"), ["school_id"], unique=False)

    op.create_table(
        "practice_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("worked", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["practice_card.id"], name=op.f("fk_practice_use_card_id_practice_card")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_practice_use_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_practice_use_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_use")),
    )
    with op.batch_alter_table("practice_use", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_practice_use_card_id"), ["card_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_practice_use_school_id"), ["school_id"], unique=False)

    op.create_table(
        "partner_pledge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_partner_pledge_amount_positive")),
        sa.ForeignKeyConstraint(["case_id"], ["aid_case.id"], name=op.f("fk_partner_pledge_case_id_aid_case")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_partner_pledge_child_id_child")),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_partner_pledge_made_by_user")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_partner_pledge_need_id_need")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["partner_offer.id"], name=op.f("fk_partner_pledge_offer_id_partner_offer")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_partner_pledge_school_id_school")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["user.id"], name=op.f("fk_partner_pledge_withdrawn_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_pledge")),
        sa.UniqueConstraint("school_id", "key", name=op.f("uq_partner_pledge_school_id_key")),
    )
    with op.batch_alter_table("partner_pledge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_pledge_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_partner_pledge_need_id"), ["need_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_partner_pledge_offer_id"), ["offer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_partner_pledge_school_id"), ["school_id"], unique=False)

    op.create_table(
        "partner_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pledge_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.Column("taken_back_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_partner_delivery_amount_positive")),
        sa.ForeignKeyConstraint(["entry_id"], ["aid_entry.id"], name=op.f("fk_partner_delivery_entry_id_aid_entry")),
        sa.ForeignKeyConstraint(
            ["pledge_id"], ["partner_pledge.id"], name=op.f("fk_partner_delivery_pledge_id_partner_pledge")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_partner_delivery_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_partner_delivery_school_id_school")),
        sa.ForeignKeyConstraint(["taken_back_by"], ["user.id"], name=op.f("fk_partner_delivery_taken_back_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_delivery")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_partner_delivery_entry_id")),
        sa.UniqueConstraint("school_id", "key", name=op.f("uq_partner_delivery_school_id_key")),
    )
    with op.batch_alter_table("partner_delivery", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_delivery_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_partner_delivery_pledge_id"), ["pledge_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_partner_delivery_school_id"), ["school_id"], unique=False)

    op.create_table(
        "partner_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=True),
        sa.Column("delivery_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("removed_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["user.id"], name=op.f("fk_partner_paper_added_by_user")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["partner_agreement.id"], name=op.f("fk_partner_paper_agreement_id_partner_agreement")
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["partner_delivery.id"], name=op.f("fk_partner_paper_delivery_id_partner_delivery")
        ),
        sa.ForeignKeyConstraint(["removed_by"], ["user.id"], name=op.f("fk_partner_paper_removed_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_partner_paper_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_paper")),
    )
    with op.batch_alter_table("partner_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_paper_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_partner_paper_delivery_id"), ["delivery_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_partner_paper_school_id"), ["school_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("partner_paper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_paper_school_id"))
        batch_op.drop_index(batch_op.f("ix_partner_paper_delivery_id"))
        batch_op.drop_index(batch_op.f("ix_partner_paper_agreement_id"))

    op.drop_table("partner_paper")
    with op.batch_alter_table("partner_delivery", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_delivery_school_id"))
        batch_op.drop_index(batch_op.f("ix_partner_delivery_pledge_id"))
        batch_op.drop_index(batch_op.f("ix_partner_delivery_day"))

    op.drop_table("partner_delivery")
    with op.batch_alter_table("partner_pledge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_pledge_school_id"))
        batch_op.drop_index(batch_op.f("ix_partner_pledge_offer_id"))
        batch_op.drop_index(batch_op.f("ix_partner_pledge_need_id"))
        batch_op.drop_index(batch_op.f("ix_partner_pledge_child_id"))

    op.drop_table("partner_pledge")
    with op.batch_alter_table("practice_use", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_practice_use_school_id"))
        batch_op.drop_index(batch_op.f("ix_practice_use_card_id"))

    op.drop_table("practice_use")
    with op.batch_alter_table("partner_talk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_talk_school_id"))
        batch_op.drop_index(batch_op.f("ix_partner_talk_partner_id"))

    op.drop_table("partner_talk")
    with op.batch_alter_table("partner_offer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_offer_school_id"))
        batch_op.drop_index(batch_op.f("ix_partner_offer_partner_id"))

    op.drop_table("partner_offer")
    with op.batch_alter_table("partner_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_contact_school_id"))
        batch_op.drop_index(batch_op.f("ix_partner_contact_partner_id"))

    op.drop_table("partner_contact")
    with op.batch_alter_table("partner_agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_agreement_school_id"))
        batch_op.drop_index(batch_op.f("ix_partner_agreement_partner_id"))

    op.drop_table("partner_agreement")
    with op.batch_alter_table("practice_card", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_practice_card_school_id"))

    op.drop_table("practice_card")
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_school_id"))

    op.drop_table("partner")
