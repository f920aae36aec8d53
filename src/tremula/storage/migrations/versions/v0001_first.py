"""The first schema: persons, sessions with their timelines, events, settings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("made", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_table(
        "timeline",
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_timeline_person"),
        sa.PrimaryKeyConstraint("person_id", "hash", name="pk_timeline"),
    )
    _create_session()
    _create_events("event")
    _create_events("event_conflict", sa.Column("content", sa.String, nullable=False))
    op.create_table(
        "setting",
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_setting_person"),
        sa.PrimaryKeyConstraint("person_id", "key", name="pk_setting"),
    )
    pulse = op.create_table(
        "pulse",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("commits", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pulse"),
    )
    op.bulk_insert(pulse, [{"id": 1, "commits": 0}])


def _create_session() -> None:
    op.create_table(
        "session",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("begun", sa.String, nullable=False),
        sa.Column("begun_ms", sa.BigInteger, nullable=False),
        sa.Column("exercises", sa.Text, nullable=False),
        sa.Column("dose", sa.String, nullable=False),
        sa.Column("timeline_hash", sa.String, nullable=False),
        sa.Column("end", sa.String, nullable=False),
        sa.Column("ended", sa.String, nullable=False),
        sa.Column("demo", sa.Boolean, nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("token_expires", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_session_person"),
        sa.ForeignKeyConstraint(
            ["person_id", "timeline_hash"],
            ["timeline.person_id", "timeline.hash"],
            name="fk_session_timeline",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
    )
    op.create_index("ix_session_person_id", "session", ["person_id"])


def _create_events(name: str, *more: sa.Column[str]) -> None:
    key = ("session_id", "device", "seq", *(column.name for column in more))
    op.create_table(
        name,
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("session_id", sa.String, nullable=False),
        sa.Column("device", sa.String, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("wall", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("schema", sa.Integer, nullable=False),
        sa.Column("previous", sa.String, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        *more,
        sa.CheckConstraint("seq >= 1", name="counts_from_one"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=f"fk_{name}_person"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=f"fk_{name}_session"),
        sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"),
    )
