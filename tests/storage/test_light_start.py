"""A locked start loads no database and no cryptography: the unlock page must come at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from storing import CHEAP, PASSPHRASE, Vault, vault_at

from tremula.storage.store import Store

HEAVY = ("sqlalchemy", "alembic", "sqlcipher3", "argon2", "keyring", "cryptography")


def loaded(script: str, *given: str) -> set[str]:
    tell = f"{script}\nimport sys\nprint(*[name for name in {HEAVY} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", tell, *given], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_asking_for_the_state_of_a_vault_loads_nothing_heavy(tmp_path: Path) -> None:
    vault = vault_at(tmp_path / "vault")
    vault.create(PASSPHRASE, keyring=False)
    vault.close()
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tremula.storage.store import Store\n"
        "from tremula.storage.vault import Vault\n"
        "vault = Vault(Path(sys.argv[1]))\n"
        "vault.claim()\n"
        "assert vault.state == 'locked' and vault.has_passphrase and not vault.has_keyring"
    )
    assert loaded(script, str(vault.directory)) == set()


def test_opening_a_present_record_loads_no_migration_tool(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault", cost=CHEAP)
    vault.create(PASSPHRASE, keyring=False)
    Store.open(vault).close()
    vault.close()
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tremula.storage.store import Store\n"
        "from tremula.storage.vault import Vault\n"
        "vault = Vault(Path(sys.argv[1]))\n"
        f"vault.unlock({PASSPHRASE!r})\n"
        "Store.open(vault).close()"
    )
    assert loaded(script, str(vault.directory)) == {"sqlalchemy", "sqlcipher3", "cryptography"}
