"""The tables, for every database alike. Each row names its person from the first day.

No query stands here.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

OWNER = "owner"
"""The person whose vault this is; settings of the house are kept under this name."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
    }
)

person = Table(
    "person",
    metadata,
    Column("id", String, primary_key=True),
    Column("made", String, nullable=False),
)

# A session keeps the timeline it was made of; sessions of the same form share one.
timeline = Table(
    "timeline",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("hash", String, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("id", String, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("begun", String, nullable=False),
    Column("begun_ms", BigInteger, nullable=False),  # `begun` has an offset and does not sort as text
    Column("exercises", Text, nullable=False),  # JSON
    Column("dose", String, nullable=False),
    Column("timeline_hash", String, nullable=False),
    Column("end", String, nullable=False),
    Column("ended", String, nullable=False),
    Column("demo", Boolean, nullable=False),
    Column("token_hash", LargeBinary, nullable=False),
    Column("token_expires", String, nullable=False),
    ForeignKeyConstraint(["person_id", "timeline_hash"], ["timeline.person_id", "timeline.hash"]),
)


def _event_columns() -> list[Column[object]]:
    return [
        Column("person_id", ForeignKey("person.id"), nullable=False),
        Column("session_id", ForeignKey("session.id"), primary_key=True),
        Column("device", String, primary_key=True),
        Column("seq", Integer, CheckConstraint("seq >= 1", name="counts_from_one"), primary_key=True),
        Column("wall", String, nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("kind", String, nullable=False),
        Column("body", Text, nullable=False),  # JSON
        Column("schema", Integer, nullable=False),
        Column("previous", String, nullable=False),
        Column("hash", String, nullable=False),
    ]


event = Table("event", metadata, *_event_columns())

# Another content under a seq that was used: kept beside, once for each content.
event_conflict = Table(
    "event_conflict", metadata, *_event_columns(), Column("content", String, primary_key=True)
)

setting = Table(
    "setting",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),  # JSON
)

# What a person said about themselves at one moment: the screening, a rating, a check of the day after.
# An answer may come before its session and is joined to it at the begin; it goes with it.
answer = Table(
    "answer",
    metadata,
    Column("id", String, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("session_id", ForeignKey("session.id"), nullable=True, index=True),
    Column("kind", String, nullable=False),
    Column("at", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("body", Text, nullable=False),  # JSON
    Index("ix_answer_person_id_kind_at_ms", "person_id", "kind", "at_ms"),
)

# A journal entry as it reads now. `number` ties it to its words in the index `journal_words` (FTS5), which is
# no table of every database and is made and kept by storage.journal.
journal = Table(
    "journal",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("session_id", ForeignKey("session.id"), nullable=True, index=True),
    Column("made", String, nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("kind", String, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("changed", String, nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_journal_id", "id", unique=True),
    Index("ix_journal_person_id_made_ms", "person_id", "made_ms"),
)

# How an entry read at the end of each sitting; the newest is how it reads now.
journal_version = Table(
    "journal_version",
    metadata,
    Column("entry", ForeignKey("journal.number"), primary_key=True),
    Column("sitting", String, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("at", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
)

# What an import brought under a name that has another content here: kept beside, once for each content.
other_content = Table(
    "other_content",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("content", String, primary_key=True),
    Column("body", Text, nullable=False),  # JSON
)

# One row: how many commits there were. After a fault it tells whether what was acknowledged is still there.
pulse = Table(
    "pulse",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("commits", BigInteger, nullable=False),
)
