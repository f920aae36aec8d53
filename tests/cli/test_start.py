"""`tremula start` and its neighbours, as they are used: vault, port, signals, second process, record."""

import errno
import json
import signal
import socket
import stat
import threading
import uuid
from pathlib import Path
from typing import IO

import pytest
from served import PASSPHRASE, Serve, Served, free_port, health, tremula

from tremula import bootstrap, bootstrap_recovery
from tremula.core.failure import Refusal
from tremula.settings import Settings


def test_an_empty_folder_with_a_passphrase_file_becomes_a_vault(
    serve: Serve, home: Path, passphrase: Path, tmp_path: Path
) -> None:
    code = tmp_path / "recovery"
    served = serve("--data", home, "--passphrase-file", passphrase, "--recovery-out", code)
    address = served.address()
    assert address.startswith(f"http://127.0.0.1:{served.port}/#launch=")
    assert health(served.port) == {"status": "ok", "vault": "open", "version": "0.1.0"}
    assert len(code.read_text().strip()) >= 28
    assert stat.S_IMODE(code.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert served.end() == (0, "")
    again = serve("--data", home, "--passphrase-file", passphrase)
    again.address()
    assert health(again.port)["vault"] == "open"


def test_without_a_passphrase_it_waits_locked(serve: Serve, home: Path, passphrase: Path) -> None:
    first = serve("--data", home, "--passphrase-file", passphrase)
    first.address()
    code, said = first.end()
    assert code == 0
    assert "No recovery code was written down" in said
    second = serve("--data", home)
    second.enter()
    assert health(second.port)["vault"] == "locked"
    assert second.ask("GET", "/api/sessions")[0] == 503
    second.show(passphrase=PASSPHRASE)
    assert second.ask("GET", "/api/sessions")[2] == {"sessions": []}


def test_a_new_folder_without_a_passphrase_waits_for_its_owner(serve: Serve, home: Path) -> None:
    served = serve("--data", home)
    served.enter()
    assert health(served.port)["vault"] == "new"
    assert served.ask("GET", "/api/vault")[2]["vault"] == "new"


def test_the_environment_says_the_same(serve: Serve, home: Path, passphrase: Path) -> None:
    port = free_port()
    served = serve(
        port=port,
        TREMULA_DATA=str(home),
        TREMULA_PASSPHRASE_FILE=str(passphrase),
        TREMULA_PORT=str(free_port()),
    )
    assert f":{port}/#" in served.address()
    assert (home / "header.json").exists()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_taken_port_is_refused_and_nothing_is_made(home: Path, host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as other:
        other.bind((host, 0))
        other.listen()
        port = other.getsockname()[1]
        told = tremula("start", "--no-browser", "--port", port, "--data", home)
    assert (told.returncode, told.stdout) == (1, "")
    assert f"Port {port} is already in use" in told.stderr
    assert "--port" in told.stderr
    assert not home.exists()


def test_a_second_process_on_one_vault_is_refused_and_the_first_goes_on(
    serve: Serve, home: Path, passphrase: Path
) -> None:
    first = serve("--data", home, "--passphrase-file", passphrase)
    first.address()
    told = tremula("start", "--no-browser", "--port", free_port(), "--data", home)
    assert (told.returncode, told.stdout) == (1, "")
    assert "Another tremula has this vault open" in told.stderr
    assert health(first.port)["vault"] == "open"
    assert json.loads((home / "run/control.json").read_text())["port"] == first.port


def test_a_wrong_passphrase_file_ends_it_with_the_reason(
    serve: Serve, home: Path, passphrase: Path, tmp_path: Path
) -> None:
    serve("--data", home, "--passphrase-file", passphrase, "--recovery-out", tmp_path / "r").address()
    wrong = tmp_path / "wrong"
    wrong.write_text("certainly not this one\n")
    other = serve("--data", tmp_path / "other", "--passphrase-file", passphrase)
    other.address()
    other.end()
    told = tremula("start", "--no-browser", "--port", free_port(), "--data", tmp_path / "other",
                   "--passphrase-file", wrong)  # fmt: skip
    assert (told.returncode, told.stdout) == (1, "")
    assert "not the passphrase of this vault" in told.stderr
    assert not (tmp_path / "other/run/control.json").exists()


@pytest.mark.parametrize("text", [b"", b"\n", b"short\n", b"seven aspen leaves tremble \xff\n"])
def test_a_passphrase_file_that_protects_nothing_is_refused(home: Path, tmp_path: Path, text: bytes) -> None:
    (tmp_path / "weak").write_bytes(text)
    told = tremula("start", "--no-browser", "--port", free_port(), "--data", home,
                   "--passphrase-file", tmp_path / "weak")  # fmt: skip
    assert (told.returncode, told.stdout) == (1, "")
    assert not (home / "header.json").exists()
    assert "Traceback" not in told.stderr


def test_a_recovery_file_is_never_written_over(home: Path, passphrase: Path, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("dear")
    told = tremula("start", "--no-browser", "--port", free_port(), "--data", home,
                   "--passphrase-file", passphrase, "--recovery-out", tmp_path / "there")  # fmt: skip
    assert told.returncode == 1
    assert (tmp_path / "there").read_text() == "dear"
    assert not (home / "header.json").exists()


def test_a_recovery_code_beside_what_it_opens_is_told_of(serve: Serve, home: Path, passphrase: Path) -> None:
    served = serve("--data", home, "--passphrase-file", passphrase, "--recovery-out", home / "code")
    served.address()
    assert (home / "code").read_text().count("-") > 3
    assert "Move the recovery code somewhere else." in served.end()[1]


def test_without_a_place_for_its_recovery_code_no_vault_is_made(
    home: Path, passphrase: Path, tmp_path: Path
) -> None:
    place = "nowhere/code"
    told = tremula("start", "--no-browser", "--port", free_port(), "--data", home,
                   "--passphrase-file", passphrase, "--recovery-out", tmp_path / place)  # fmt: skip
    assert (told.returncode, told.stdout) == (1, "")
    assert str(tmp_path / place) in told.stderr
    assert "Traceback" not in told.stderr
    assert not (home / "header.json").exists()
    assert not (tmp_path / place).exists()


def test_a_recovery_code_that_cannot_be_written_leaves_no_vault(
    home: Path, passphrase: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(file: IO[str], text: str) -> None:
        if not text.isspace():
            raise OSError(errno.EIO, "Input/output error")
        fill(file, text)

    fill = bootstrap_recovery.fill
    monkeypatch.setattr(bootstrap_recovery, "fill", broken)
    said = Settings(home, passphrase_file=passphrase, recovery_out=tmp_path / "code")
    with pytest.raises(Refusal, match="No vault was made"):
        bootstrap.ROOMS.make_vault(said)
    assert not (tmp_path / "code").exists()
    assert not bootstrap.has_vault(home)


def test_a_weak_passphrase_leaves_no_empty_file_for_a_code(home: Path, tmp_path: Path) -> None:
    (tmp_path / "weak").write_text("short\n")
    told = tremula("start", "--no-browser", "--port", free_port(), "--data", home,
                   "--passphrase-file", tmp_path / "weak", "--recovery-out", tmp_path / "code")  # fmt: skip
    assert told.returncode == 1
    assert not (tmp_path / "code").exists()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_kindly(serve: Serve, home: Path, passphrase: Path, how: signal.Signals) -> None:
    served = serve("--data", home, "--passphrase-file", passphrase, "--recovery-out", home.parent / "r")
    served.address()
    assert (home / "run/control.json").exists()
    assert served.end(how) == (0, "")
    assert not (home / "run/control.json").exists()
    assert not (home / "app.db-wal").exists()


def test_open_gives_a_new_way_in_and_only_to_this_user(serve: Serve, home: Path, passphrase: Path) -> None:
    served = serve("--data", home, "--passphrase-file", passphrase)
    served.enter()
    assert stat.S_IMODE((home / "run/control.json").stat().st_mode) == 0o600
    told = tremula("open", "--no-browser", "--data", home)
    assert told.returncode == 0
    address = told.stdout.removeprefix("open: ").strip()
    token = address.partition("#launch=")[2]
    assert served.ask("POST", "/api/entry", {"launch": token})[0] == 200
    assert json.loads(tremula("open", "--no-browser", "--json", "--data", home).stdout)["open"] != address
    assert served.ask("POST", "/api/control/launch", {}, Authorization="Bearer guess")[0] == 401


def test_a_control_file_of_a_killed_process_misleads_nobody(
    serve: Serve, home: Path, passphrase: Path
) -> None:
    served = serve("--data", home, "--passphrase-file", passphrase)
    served.address()
    served.process.kill()
    served.process.wait(10)
    assert (home / "run/control.json").exists()
    assert tremula("open", "--no-browser", "--data", home).returncode == 1
    told = tremula("sessions", "--json", "--data", home, "--passphrase-file", passphrase)
    assert (told.returncode, told.stdout) == (0, "[]\n")
    again = serve("--data", home, "--passphrase-file", passphrase, port=served.port)
    again.address()
    assert tremula("open", "--no-browser", "--data", home).returncode == 0


def test_sessions_are_the_same_with_and_without_a_server(serve: Serve, home: Path, passphrase: Path) -> None:
    served = serve("--data", home, "--passphrase-file", passphrase)
    served.enter()
    id, token = begin(served)
    append(served, id, token, [{"seq": 1, "kind": "start"}, {"seq": 2, "kind": "stop", "at": 9000}])
    asked = tremula("sessions", "--json", "--data", home)
    assert asked.returncode == 0, asked.stderr
    (session,) = json.loads(asked.stdout)
    assert {"id", "begun", "ended", "end", "chapters", "events"} <= set(session)
    assert (session["id"], session["end"], len(session["events"])) == (id, "stopped", 2)
    assert "stopped" in tremula("sessions", "--data", home).stdout
    served.end()
    locked = tremula("sessions", "--json", "--data", home)
    assert locked.returncode == 1
    assert "--passphrase-file" in locked.stderr
    alone = tremula("sessions", "--json", "--data", home, "--passphrase-file", passphrase)
    assert alone.stdout == asked.stdout


def test_nothing_acknowledged_is_lost_when_it_is_asked_to_end_under_appends(
    serve: Serve, home: Path, passphrase: Path
) -> None:
    served = serve("--data", home, "--passphrase-file", passphrase)
    served.enter()
    acknowledged: dict[str, int] = {}
    appending = [threading.Thread(target=keep_appending, args=(served, acknowledged)) for _ in range(4)]
    for each in appending:
        each.start()
    while sum(acknowledged.values()) < 200:
        assert served.process.poll() is None
    code, said = served.end()
    for each in appending:
        each.join(20)
    assert (code, "Traceback" in said) == (0, False)
    told = tremula("sessions", "--json", "--data", home, "--passphrase-file", passphrase)
    kept = {
        session["id"]: [event["seq"] for event in session["events"]] for session in json.loads(told.stdout)
    }
    assert set(acknowledged) == set(kept)
    for id, through in acknowledged.items():
        assert sorted(kept[id])[:through] == list(range(1, through + 1))


def begin(served: Served) -> tuple[str, str]:
    id = str(uuid.uuid4())
    status, _, told = served.ask("POST", "/api/sessions", {"id": id, "exercises": ["ankles"]})
    assert status == 201, told
    return id, told["append_token"]


def append(served: Served, id: str, token: str, events: list[dict[str, object]]) -> int:
    body = {"device": "test", "events": events}
    status, _, told = served.ask("POST", f"/api/sessions/{id}/events", body, Authorization=f"Bearer {token}")
    assert status == 200, told
    return int(told["durable_through"])


def keep_appending(served: Served, acknowledged: dict[str, int]) -> None:
    """Until nobody answers any more."""
    id, token = begin(served)
    acknowledged[id] = 0
    try:
        for seq in range(1, 100_000):
            acknowledged[id] = append(served, id, token, [{"seq": seq, "kind": "fine", "at": seq}])
    except (OSError, AssertionError):
        return


def test_an_http_line_that_is_none_is_answered_and_the_next_visitor_is_served(
    serve: Serve, home: Path
) -> None:
    served = serve("--data", home)
    served.address()
    for junk in (
        b"\x16\x03\x01\x00\xa5\x01\x00",
        b"GET / HTTP/9\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"\r\n" * 50,
    ):
        with socket.create_connection(("127.0.0.1", served.port), timeout=10) as raw:
            raw.sendall(junk)
            raw.shutdown(socket.SHUT_WR)
            assert raw.recv(4096)[:12] in (b"", b"HTTP/1.1 400", b"HTTP/1.1 421")
    assert health(served.port)["status"] == "ok"
