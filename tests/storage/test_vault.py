"""Who may open a vault, and that nobody else can."""

from __future__ import annotations

import resource
import stat
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from keyring.errors import KeyringLocked
from storing import OTHER, PASSPHRASE, FakeBackend, Hand, vault_at

from tremula.core.failure import Refusal
from tremula.storage.keyrings import Keyring, is_real
from tremula.storage.places import refuse_network_drive
from tremula.storage.store import Store
from tremula.storage.vault import Vault


def refused(what: object, *given: object) -> str:
    with pytest.raises(Refusal) as caught:
        what(*given)  # type: ignore[operator]
    assert caught.value.words.endswith((".", "json."))
    return caught.value.code


def again(vault: Vault) -> Vault:
    """The same folder, as the next start of the program finds it."""
    vault.close()
    return vault_at(vault.directory)


def test_a_vault_is_new_then_open_then_locked(tmp_path: Path) -> None:
    vault = vault_at(tmp_path / "vault")
    assert vault.state == "new"
    vault.create(PASSPHRASE, keyring=False)
    assert vault.state == "open"
    vault.lock()
    assert vault.state == "locked"
    vault.unlock(PASSPHRASE)
    assert vault.state == "open"
    vault.close()


def test_a_locked_vault_gives_no_key(vault: Vault) -> None:
    vault.lock()
    assert refused(vault.derive_key, "db") == "locked"


def test_the_key_is_the_same_after_every_unlocking(vault: Vault) -> None:
    before = vault.derive_key("db")
    later = again(vault)
    later.unlock(PASSPHRASE)
    assert later.derive_key("db") == before
    assert later.derive_key("blob") != before
    later.close()


def test_two_vaults_with_one_passphrase_have_nothing_in_common(vault: Vault, tmp_path: Path) -> None:
    other = vault_at(tmp_path / "other")
    other.create(PASSPHRASE, keyring=False)
    assert other.derive_key("db") != vault.derive_key("db")
    other.close()


def test_a_second_vault_is_not_made_over_the_first(vault: Vault) -> None:
    assert refused(vault_at(vault.directory).create, PASSPHRASE, False) == "exists"


def test_something_must_open_it(tmp_path: Path) -> None:
    assert refused(vault_at(tmp_path / "v").create, None, False) == "no-secret"
    assert refused(vault_at(tmp_path / "v").create, "short", False) == "weak-passphrase"
    assert vault_at(tmp_path / "v").state == "new"


def test_everything_is_private(vault: Vault) -> None:
    store = Store.open(vault)
    store.snapshot()
    store.close()
    for path in (vault.directory, *vault.directory.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_an_open_folder_is_closed_to_others(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir(mode=0o755)
    vault = vault_at(tmp_path / "vault")
    vault.create(PASSPHRASE, keyring=False)
    assert stat.S_IMODE((tmp_path / "vault").stat().st_mode) == 0o700
    vault.close()


def test_a_wrong_passphrase_opens_nothing(vault: Vault) -> None:
    vault.lock()
    assert refused(vault.unlock, OTHER) == "wrong-passphrase"
    assert refused(vault.unlock, "") == "wrong-passphrase"
    assert vault.state == "locked"


def test_waiting_grows_but_the_right_passphrase_always_works_in_the_end(tmp_path: Path) -> None:
    clock = Hand()
    vault = vault_at(tmp_path / "vault", now=clock)
    vault.create(PASSPHRASE, keyring=False)
    vault.lock()
    waits = []
    for _ in range(14):
        assert refused(vault.unlock, OTHER) == "wrong-passphrase"
        waits.append(0)
        while True:
            try:
                vault._attempts.check()
                break
            except Refusal as refusal:
                assert refusal.code == "too-soon"
                assert refused(vault.unlock, PASSPHRASE) == "too-soon"
                waits[-1] += 1
                clock.at += 1
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]
    vault.unlock(PASSPHRASE)
    vault.lock()
    assert refused(vault.unlock, OTHER) == "wrong-passphrase"
    vault.unlock(PASSPHRASE)
    vault.close()


def test_the_same_letters_are_the_same_passphrase_on_every_keyboard(tmp_path: Path) -> None:
    composed = "Bäume zittern leise"
    vault = vault_at(tmp_path / "vault")
    vault.create(composed, keyring=False)
    vault.lock()
    vault.unlock(unicodedata.normalize("NFD", composed))
    vault.close()


def test_a_changed_passphrase_opens_and_the_old_one_does_not_anywhere(vault: Vault) -> None:
    store = Store.open(vault)
    store.snapshot()
    store.close()
    vault.change_passphrase(PASSPHRASE, OTHER)
    key, later = vault.derive_key("db"), again(vault)
    assert refused(later.unlock, PASSPHRASE) == "wrong-passphrase"
    later.unlock(OTHER)
    assert later.derive_key("db") == key
    current = (vault.directory / "header.json").read_bytes()
    assert (vault.directory / "header.json.1").read_bytes() == current
    assert (vault.backups / "header.json").read_bytes() == current
    later.close()


def test_a_lost_key_file_is_told_with_the_copies_that_there_are(vault: Vault) -> None:
    Store.open(vault).close()
    (vault.directory / "header.json").unlink()
    later = again(vault)
    with pytest.raises(Refusal, match=r"Copy .*header\.json\.1 to "):
        later.unlock(PASSPHRASE)
    (vault.directory / "header.json.1").unlink()
    with pytest.raises(Refusal) as lost:
        later.unlock(PASSPHRASE)
    assert lost.value.code == "header-damaged"
    assert "header.json.1" not in lost.value.words
    later.close()


def test_changing_needs_the_old_passphrase_and_a_good_new_one(vault: Vault) -> None:
    assert refused(vault.change_passphrase, OTHER, OTHER) == "wrong-passphrase"
    assert refused(vault.change_passphrase, None, OTHER) == "wrong-passphrase"
    assert refused(vault.change_passphrase, PASSPHRASE, "password1234") == "weak-passphrase"
    assert refused(vault.new_recovery_code, OTHER) == "wrong-passphrase"
    vault.lock()
    assert refused(vault.change_passphrase, PASSPHRASE, OTHER) == "locked"
    vault.unlock(PASSPHRASE)


def test_the_recovery_code_opens_however_it_is_typed(tmp_path: Path) -> None:
    vault = vault_at(tmp_path / "vault")
    code = vault.create(PASSPHRASE, keyring=False)
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", "").replace("0", "o")):
        vault.lock()
        vault.unlock_with_recovery(typed)
        assert vault.state == "open"
    vault.close()


def test_who_forgot_the_passphrase_takes_a_new_one_by_the_code(tmp_path: Path) -> None:
    vault = vault_at(tmp_path / "vault")
    code = vault.create(PASSPHRASE, keyring=False)
    vault.lock()
    vault.unlock_with_recovery(code)
    vault.change_passphrase(None, OTHER)
    vault.lock()
    vault.unlock(OTHER)
    vault.close()


def test_a_code_of_another_vault_or_with_a_slip_is_told_apart(vault: Vault, tmp_path: Path) -> None:
    other = vault_at(tmp_path / "other")
    foreign = other.create(PASSPHRASE, keyring=False)
    other.close()
    vault.lock()
    assert refused(vault.unlock_with_recovery, foreign) == "wrong-recovery"
    slip = ("1" if foreign[0] == "0" else "0") + foreign[1:]
    assert refused(vault.unlock_with_recovery, slip) == "recovery-mistyped"
    assert refused(vault.unlock_with_recovery, foreign[:-1]) == "recovery-mistyped"
    assert refused(vault.unlock_with_recovery, "") == "recovery-mistyped"


def test_the_code_is_typed_back_once(tmp_path: Path) -> None:
    vault = vault_at(tmp_path / "vault")
    code = vault.create(PASSPHRASE, keyring=False)
    assert not vault.recovery_confirmed
    assert refused(vault.confirm_recovery, "no code") == "recovery-mistyped"
    assert not vault.recovery_confirmed
    vault.confirm_recovery(code)
    assert vault.recovery_confirmed
    later = again(vault)
    assert later.recovery_confirmed
    later.unlock_with_recovery(code)
    later.close()


def test_a_new_code_ends_the_old_one(tmp_path: Path) -> None:
    vault = vault_at(tmp_path / "vault")
    old = vault.create(PASSPHRASE, keyring=False)
    vault.confirm_recovery(old)
    new = vault.new_recovery_code(PASSPHRASE)
    assert not vault.recovery_confirmed
    vault.lock()
    assert refused(vault.unlock_with_recovery, old) == "wrong-recovery"
    vault.unlock_with_recovery(new)
    vault.close()


def test_a_keyring_opens_without_typing(tmp_path: Path) -> None:
    backend = FakeBackend()
    vault = vault_at(tmp_path / "vault", keyring=Keyring(backend))
    vault.create(None, keyring=True)
    assert vault.has_keyring
    assert not vault.has_passphrase
    vault.lock()
    vault.unlock_with_keyring()
    assert vault.state == "open"
    vault.lock()
    backend.kept.clear()
    assert refused(vault.unlock_with_keyring) == "no-keyring"
    vault.close()


def test_a_passphrase_can_take_the_place_of_the_keyring(tmp_path: Path) -> None:
    backend = FakeBackend()
    vault = vault_at(tmp_path / "vault", keyring=Keyring(backend))
    vault.create(None, keyring=True)
    assert refused(vault.use_keyring, False) == "no-secret"
    vault.change_passphrase(None, PASSPHRASE)
    vault.use_keyring(False)
    assert backend.kept == {}
    vault.lock()
    assert refused(vault.unlock_with_keyring) == "no-keyring"
    vault.unlock(PASSPHRASE)
    vault.use_keyring(True)
    vault.lock()
    vault.unlock_with_keyring()
    vault.close()


def test_a_keyring_with_the_key_of_another_vault_opens_nothing(tmp_path: Path) -> None:
    backend = FakeBackend()
    vault = vault_at(tmp_path / "vault", keyring=Keyring(backend))
    vault.create(PASSPHRASE, keyring=True)
    vault.lock()
    for name in backend.kept:
        backend.kept[name] = "00" * 32
    assert refused(vault.unlock_with_keyring) == "no-keyring"
    vault.unlock(PASSPHRASE)
    vault.close()


class LockedBackend(FakeBackend):
    """The person said no, or the keyring is locked."""

    def refuse(self, *_: object) -> str | None:
        raise KeyringLocked("the prompt was dismissed")

    get_password = set_password = delete_password = refuse  # type: ignore[assignment]


def test_a_keyring_that_is_locked_is_said_and_not_in_the_way(tmp_path: Path) -> None:
    vault = vault_at(tmp_path / "vault", keyring=Keyring(LockedBackend()))
    assert refused(vault.create, PASSPHRASE, True) == "no-keyring"
    assert vault.state == "new"
    vault.close()
    made = vault_at(tmp_path / "vault")
    made.create(PASSPHRASE, keyring=True)
    made.close()
    assert refused(vault.unlock_with_keyring) == "no-keyring"
    vault.unlock(PASSPHRASE)
    vault.erase()
    assert vault.state == "new"


def test_stand_ins_for_a_keyring_do_not_count() -> None:
    from keyring.backends import SecretService, fail, null

    assert not is_real(fail.Keyring())
    assert not is_real(null.Keyring())
    assert not is_real(FakeBackend())
    assert is_real(SecretService.Keyring())


def test_a_second_owner_is_refused_in_this_process_and_in_another(vault: Vault) -> None:
    assert refused(vault_at(vault.directory).unlock, PASSPHRASE) == "vault-in-use"
    attempt = (
        "import sys, pathlib\n"
        "from tremula.core.failure import Refusal\n"
        "from tremula.storage.vault import Vault\n"
        "try: Vault(pathlib.Path(sys.argv[1])).claim()\n"
        "except Refusal as refusal: print(refusal.code)\n"
    )
    run = [sys.executable, "-c", attempt, str(vault.directory)]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip() == "vault-in-use"
    vault.close()
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip() == ""


def test_a_network_drive_is_refused() -> None:
    mounts = "/dev/sda1 / ext4 rw 0 0\nnas:/all /shared nfs4 rw 0 0\n/dev/sdb1 /shared/local ext4 rw 0 0\n"
    assert refused(refuse_network_drive, Path("/shared/anna/tremula"), mounts) == "network-drive"
    refuse_network_drive(Path("/shared/local/tremula"), mounts)
    refuse_network_drive(Path("/shareds/tremula"), mounts)
    refuse_network_drive(Path("/anywhere"), "")


def test_no_core_dump_can_hold_the_key(vault: Vault) -> None:
    assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0


def test_the_key_is_overwritten_when_locked(vault: Vault) -> None:
    key = vault._key
    vault.lock()
    assert key == bytes(32)
