"""Bring a database to this program's schema: one transaction, after a verified backup.

It never goes backwards.

Alembic is imported here and only when there is something to do.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tremula.core.failure import Refusal
from tremula.storage import schema

if TYPE_CHECKING:
    from sqlalchemy import Connection

MIGRATIONS = Path(__file__).with_name("migrations")


def version(connection: Connection) -> str:
    """The schema's version; empty for a database without tables."""
    from sqlalchemy import inspect

    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def bring_up(
    connection: Connection,
    before: Callable[[], None],
    migrations: Path = MIGRATIONS,
    known: tuple[str, ...] = schema.REVISIONS,
) -> None:
    """Migrate where needed; `before` makes and proves the backup, and is not called for an empty database.

    A schema newer than this program raises Refusal("newer-vault") and nothing is written.
    """
    found = version(connection)
    connection.rollback()
    if found == known[-1]:
        return
    if found and found not in known:
        raise Refusal(
            "newer-vault",
            "This record was written by a newer tremula. Please install that one; nothing was changed.",
        )
    if found:
        before()
    with connection.begin():
        counts = _counts(connection) if found else {}
        _upgrade(connection, migrations)
        _check(connection, counts)


def _upgrade(connection: Connection, migrations: Path) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)

    def steps(revision: Any, _context: Any) -> Any:
        return script._upgrade_revs("head", revision)

    with EnvironmentContext(config, script, fn=steps) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()


def _check(connection: Connection, before: dict[str, int]) -> None:
    """No row may be lost or point nowhere; else the transaction rolls back and the old version stays."""
    after = _counts(connection) if before else {}
    lost = [name for name, count in before.items() if name in after and after[name] != count]
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if lost or loose:
        raise RuntimeError(f"the migration lost rows of {lost} or left {len(loose)} rows pointing nowhere")


def _counts(connection: Connection) -> dict[str, int]:
    from sqlalchemy import MetaData, func, select

    there = MetaData()
    there.reflect(connection)
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in there.sorted_tables
        if table.name != "alembic_version"
    }
