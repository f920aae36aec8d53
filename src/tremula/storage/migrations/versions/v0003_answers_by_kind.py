"""Answers are found by kind and time: years of daily check-ins lie beside a few screenings."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_index("ix_answer_person_id_kind_at_ms", "answer", ["person_id", "kind", "at_ms"])
    op.drop_index("ix_answer_person_id", "answer")
