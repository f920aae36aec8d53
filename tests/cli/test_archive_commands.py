"""`tremula export`, `tremula export-fhir` and `tremula import` as a person runs them."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from served import PASSPHRASE, Serve, clean_environment, starting, tremula, words

from vaults import copy_vault

OTHER = "birch bark and river stones"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with an answer in it; it is only copied."""
    folder = tmp_path_factory.mktemp("written")
    home, passphrase = folder / "home", folder / "passphrase"
    passphrase.write_text(PASSPHRASE + "\n")
    copy_vault(home, PASSPHRASE)
    with starting() as serve:
        served = serve("--data", home, "--passphrase-file", passphrase)
        served.enter()
        id = "018f6b1e-7c00-7000-8000-000000000001"
        body = {"sitting": id, "seq": 1, "at": "2026-11-22T18:00:00Z", "text": "The river was cold."}
        assert served.ask("PUT", f"/api/journal/{id}", body)[0] == 200
        assert served.end()[0] == 0
    return home


@pytest.fixture
def made(home: Path, written: Path) -> Path:
    """A vault with an answer in it; nobody serves it."""
    return shutil.copytree(written, home)


def place(home: Path, passphrase: Path) -> tuple[object, ...]:
    return ("--data", home, "--passphrase-file", passphrase)


def test_out_into_a_new_vault_and_out_again(made: Path, passphrase: Path, tmp_path: Path) -> None:
    one, two, code = tmp_path / "one.zip", tmp_path / "two.zip", tmp_path / "code"
    other = tmp_path / "other"
    other.write_text(OTHER)
    done = tremula("export", *place(made, passphrase), one)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 journal entry" in done.stdout and "not encrypted" in done.stdout
    assert one.stat().st_mode & 0o777 == 0o600
    brought = tremula("import", *place(tmp_path / "b", other), "--recovery-out", code, one)
    assert brought.returncode == 0, brought.stderr
    assert code.exists()
    assert tremula("export", *place(tmp_path / "b", other), two).returncode == 0
    assert one.read_bytes() == two.read_bytes()
    assert b"The river was cold." in zipfile.ZipFile(one).read("journal/2026.md")


def test_looking_changes_nothing_and_json_tells_the_same(
    made: Path, passphrase: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.zip"
    written = json.loads(tremula("export", "--json", *place(made, passphrase), file).stdout)
    assert written["bytes"] == file.stat().st_size
    looked = json.loads(tremula("import", "--json", "--look", *place(made, passphrase), file).stdout)
    assert (looked["brought_in"], looked["kinds"]["journal"]) == (False, {"new": 0, "same": 1, "other": 0})


@pytest.mark.parametrize("what", ["nothing", "no zip", "another zip"])
def test_a_bad_file_is_refused_before_a_vault_is_made(tmp_path: Path, passphrase: Path, what: str) -> None:
    file = tmp_path / "file.zip"
    if what == "no zip":
        file.write_text("hello")
    elif what == "another zip":
        with zipfile.ZipFile(file, "w") as zip:
            zip.writestr("a", "b")
    done = tremula("import", *place(tmp_path / "new", passphrase), file)
    assert done.returncode == 1 and len(done.stderr) > 20
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "new").exists()


def test_a_file_that_is_there_is_never_written_over(made: Path, passphrase: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.zip"
    file.write_text("precious")
    done = tremula("export", *place(made, passphrase), file)
    assert (done.returncode, file.read_text()) == (1, "precious")
    assert tremula("export", *place(made, passphrase), tmp_path / "nowhere/a.zip").returncode == 1


def test_a_running_tremula_is_named(made: Path, passphrase: Path, serve: Serve, tmp_path: Path) -> None:
    served = serve("--data", made, "--passphrase-file", passphrase)
    served.address()
    for command in (["export", tmp_path / "x.zip"], ["import", tmp_path / "x.zip"]):
        done = tremula(*command, *place(made, passphrase))
        assert done.returncode == 1 and "tremula is running" in done.stderr
    assert PASSPHRASE not in served.end()[1]


def test_fhir_for_a_clinic_is_what_the_page_gives(
    made: Path, passphrase: Path, serve: Serve, tmp_path: Path
) -> None:
    file = tmp_path / "answers.json"
    none = tremula("export-fhir", *place(made, passphrase), file)
    assert (none.returncode, file.exists()) == (1, False)
    assert "no file was written" in none.stderr
    served = serve("--data", made, "--passphrase-file", passphrase)
    served.enter()
    for form, answers in (("gad-7", {"q1": 2, "q2": 0}), ("phq-9", {"q1": 1})):
        status = served.ask("POST", f"/api/questionnaires/{form}/answers", {"answers": answers})[0]
        assert status in (200, 201)
    page = served.ask("GET", "/api/fhir/questionnaires")[2]
    busy = tremula("export-fhir", *place(made, passphrase), file)
    assert busy.returncode == 1 and "tremula is running" in busy.stderr
    served.end()
    done = tremula("export-fhir", *place(made, passphrase), file)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 questionnaires, 2 filled-in forms, without your name" in done.stdout
    assert "not encrypted" in done.stdout
    assert file.stat().st_mode & 0o777 == 0o600
    bundle = json.loads(file.read_text("utf-8"))
    assert bundle["entry"] == page["entry"]
    again = tremula("export-fhir", *place(made, passphrase), file)
    assert again.returncode == 1 and "is there already" in again.stderr
    assert json.loads(file.read_text("utf-8")) == bundle


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_broken_off_it_leaves_no_file(made: Path, passphrase: Path, tmp_path: Path, how: int) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    child = subprocess.Popen(
        words("export", *place(made, passphrase), folder / "a.zip"),
        env=clean_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 20
    while child.poll() is None and time.monotonic() < deadline and not writes_into(child.pid, folder):
        time.sleep(0.001)
    child.send_signal(how)
    child.wait(20)
    assert list(folder.iterdir()) in ([], [folder / "a.zip"])
    if (folder / "a.zip").exists():  # it was done before
        assert zipfile.ZipFile(folder / "a.zip").testzip() is None


def writes_into(pid: int, folder: Path) -> bool:
    """Whether the process has a file of this folder open."""
    try:
        return any(str(folder) in str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return False
