"""The journal with its history and its word index, and what an import brought beside other content."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# The index keeps no text of its own, and forgets words for good when they are deleted. Its rows are found by
# the entry's number, which must be the integer key: any other row id may change when the file is packed.
INDEX = """CREATE VIRTUAL TABLE journal_words USING fts5(
    text, content='journal', content_rowid='number', tokenize='unicode61 remove_diacritics 2')"""
FORGET_WORDS = "INSERT INTO journal_words(journal_words, rank) VALUES ('secure-delete', 1)"


def upgrade() -> None:
    op.create_table(
        "journal",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("session_id", sa.String, nullable=True),
        sa.Column("made", sa.String, nullable=False),
        sa.Column("made_ms", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("prompt", sa.Text, nullable=False),
        sa.Column("changed", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_journal_person"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_journal_session"),
        sa.PrimaryKeyConstraint("number", name="pk_journal"),
    )
    op.create_index("ix_journal_id", "journal", ["id"], unique=True)
    op.create_index("ix_journal_person_id_made_ms", "journal", ["person_id", "made_ms"])
    op.create_index("ix_journal_session_id", "journal", ["session_id"])
    op.create_table(
        "journal_version",
        sa.Column("entry", sa.Integer, nullable=False),
        sa.Column("sitting", sa.String, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.number"], name="fk_journal_version_journal"),
        sa.PrimaryKeyConstraint("entry", "sitting", name="pk_journal_version"),
    )
    op.create_table(
        "other_content",
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("content", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_other_content_person"),
        sa.PrimaryKeyConstraint("person_id", "kind", "key", "content", name="pk_other_content"),
    )
    op.execute(INDEX)
    op.execute(FORGET_WORDS)
