"""What a person said about themselves: screening, ratings, checks."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "answer",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("session_id", sa.String, nullable=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_answer_person"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_answer_session"),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
    )
    op.create_index("ix_answer_person_id", "answer", ["person_id"])
    op.create_index("ix_answer_session_id", "answer", ["session_id"])
