"""Every command explains itself, and exit codes mean the same everywhere."""

import json
import resource
import shutil
import subprocess
from pathlib import Path

import pytest
from served import clean_environment, free_port, tremula, words

from tremula.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
GROUPS = {"content": ["check"], "directory": ["import", "search", "undo", "list"]}
EVERY = [[name] for name in COMMANDS if name not in GROUPS]
EVERY += [[name, inner] for name, inners in GROUPS.items() for inner in inners]
EIGHT = ["ankles", "calves", "thighs", "fold", "opening", "wall-sit", "butterfly", "spiral"]
FACTS = {"sway", "raise", "bend", "shake", "breath", "sit", "hang", "lift", "rest", "narrow"}


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_help_tells_what_it_does_and_gives_an_example(command: list[str]) -> None:
    told = tremula(*command, "--help")
    assert (told.returncode, told.stderr) == (0, "")
    assert "Example: tremula" in told.stdout
    assert "--json" in told.stdout


def test_the_program_names_its_commands() -> None:
    told = tremula("--help")
    assert told.returncode == 0
    assert all(name in told.stdout for name in COMMANDS)
    assert tremula("--version").stdout.startswith("tremula 0.")


@pytest.mark.parametrize(
    "said",
    [
        ["dance"],
        ["timeline", "--dose", "most"],
        ["start", "--port", "eighty"],
        ["start", "--port", "0"],
        ["start", "--port", "70000"],
        ["start", "--port", "80"],
        ["sessions", "--data", ""],
        ["render", "ankles", "--out", ""],
        ["simulate", "--persona", "hero"],
        ["simulate", "--seed", "x"],
        ["content"],
        ["replay"],
        ["sessions", "--all"],
    ],
    ids=" ".join,
)
def test_what_is_not_understood_is_two(said: list[str]) -> None:
    told = tremula(*said)
    assert (told.returncode, told.stdout) == (2, "")
    assert "usage: tremula" in told.stderr


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (["timeline", "plank"], "There are: arrive, stop-practice, ankles"),
        (["simulate", "plank"], "There are: arrive, stop-practice, ankles"),
        (["play", "plank"], "There are: arrive, stop-practice, ankles"),
        (["play", "spiral"], "not open yet"),
        (["play", "ankles"], "needs a terminal"),
        (["sessions", "--data", "{nowhere}"], "Begin with “tremula start”"),
        (["open", "--data", "{nowhere}"], "Start it with “tremula start”"),
        (["replay", "{nowhere}"], "cannot be read"),
        (
            ["start", "--passphrase-file", "{nowhere}", "--data", "{nowhere}", "--no-browser"],
            "cannot be read",
        ),
    ],
    ids=lambda said: " ".join(said) if isinstance(said, list) else None,
)
def test_what_is_refused_is_one_and_says_why(said: list[str], why: str, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere")
    told = tremula(*[word.format(nowhere=nowhere) for word in said], TREMULA_PORT=str(free_port()))
    assert (told.returncode, told.stdout) == (1, "")
    assert why in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("said", [["--help"], ["timeline", "plank"], ["timeline", "ankles", "--json"]])
def test_a_terminal_that_knows_no_curly_quotes_is_no_failure(said: list[str]) -> None:
    told = tremula(*said, PYTHONIOENCODING="ascii")
    assert told.returncode == (1 if "plank" in said else 0)
    assert "Traceback" not in told.stderr
    if "--json" in said:
        assert json.loads(told.stdout) == json.loads(tremula(*said, PYTHONIOENCODING="utf-8").stdout)


@pytest.mark.parametrize("said", [["timeline"], ["timeline", "ankles"]], ids=" ".join)
def test_no_room_for_what_is_printed_is_said(said: list[str], tmp_path: Path) -> None:
    with (tmp_path / "out").open("w") as out:
        told = subprocess.run(
            words(*said), stdout=out, stderr=subprocess.PIPE, text=True, env=clean_environment(), check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64)),
        )  # fmt: skip
    assert told.returncode == 1
    assert "no room left" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("said", [["sessions"], ["export", "a.zip"], ["start", "--no-browser"]], ids=" ".join)
def test_a_file_for_a_folder_is_refused(said: list[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told = tremula(*said, "--data", tmp_path / "file", TREMULA_PORT=str(free_port()))
    assert (told.returncode, told.stdout) == (1, "")
    assert "Traceback" not in told.stderr


def test_looking_for_sessions_leaves_a_foreign_folder_as_it_is(tmp_path: Path) -> None:
    foreign = tmp_path / "shared"
    foreign.mkdir(mode=0o755)
    assert tremula("sessions", "--data", foreign).returncode == 1
    assert (list(foreign.iterdir()), foreign.stat().st_mode & 0o777) == ([], 0o755)


def test_a_folder_that_everybody_uses_is_not_closed_to_them(tmp_path: Path) -> None:
    shared = tmp_path / "everybody"
    shared.mkdir()
    shared.chmod(0o1777)
    for folder, home in ((shared, tmp_path), (tmp_path, tmp_path)):
        told = tremula("start", "--no-browser", "--port", free_port(), "--data", folder, HOME=str(home))
        assert told.returncode == 1
        assert f"for example {folder / 'tremula'}" in told.stderr
    assert shared.stat().st_mode & 0o1777 == 0o1777


def test_a_folder_with_only_the_passphrase_file_in_it_can_be_used(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "passphrase").write_text("")
    told = tremula("start", "--no-browser", "--port", free_port(), "--data", folder,
                   "--passphrase-file", folder / "passphrase")  # fmt: skip
    assert told.returncode == 1
    assert "is empty. Write the passphrase into it" in told.stderr, "the folder itself is no hindrance"


def test_a_port_in_the_environment_that_is_none_is_refused() -> None:
    told = tremula("start", TREMULA_PORT="no")
    assert told.returncode == 1
    assert "TREMULA_PORT says “no”, which is not a port" in told.stderr
    assert tremula("timeline", "ankles", TREMULA_PORT="no").returncode == 0, "it listens nowhere"


def test_a_refusal_is_json_too_where_json_is_asked_for() -> None:
    told = tremula("timeline", "plank", "--json")
    assert told.returncode == 1
    assert json.loads(told.stdout)["error"]["code"] == "unknown-exercise"
    assert json.loads(told.stdout)["error"]["words"] == told.stderr.strip()


def test_a_folder_with_other_things_in_it_is_left_as_it_is(tmp_path: Path) -> None:
    foreign = tmp_path / "letters"
    foreign.mkdir()
    foreign.chmod(0o755)
    (foreign / "old").mkdir()
    told = tremula("start", "--no-browser", "--port", free_port(), "--data", foreign)
    assert (told.returncode, told.stdout) == (1, "")
    assert f"for example {foreign / 'tremula'}" in told.stderr
    assert ([path.name for path in foreign.iterdir()], foreign.stat().st_mode & 0o777) == (
        ["old"],
        0o755,
    )


def test_the_content_that_came_along_can_be_used() -> None:
    told = tremula("content", "check")
    assert (told.returncode, told.stdout) == (0, "Everything in this content can be used.\n")
    assert json.loads(tremula("content", "check", "--json").stdout) == {"problems": []}


def test_broken_content_is_named_by_file_and_line(tmp_path: Path) -> None:
    root = Path(__file__).parents[2] / "content"
    shutil.copytree(root, tmp_path / "content")
    path = tmp_path / "content/exercises/01-ankles.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("\ntitle:", "\ntitel:", 1), encoding="utf-8")
    told = tremula("content", "check", "--content", tmp_path / "content")
    assert told.returncode == 1
    assert "exercises/01-ankles.yaml:" in told.stdout
    problems = json.loads(tremula("content", "check", "--json", "--content", tmp_path / "content").stdout)
    assert {"where", "line", "what"} == set(problems["problems"][0])
    assert tremula("timeline", "--content", tmp_path / "content").returncode == 1


@pytest.mark.parametrize("dose", ["low", "high"])
def test_the_timeline_without_ids_is_the_whole_method(dose: str) -> None:
    told = json.loads(tremula("timeline", "--dose", dose, "--json").stdout)
    assert [chapter["id"] for chapter in told["chapters"]] == EIGHT
    assert {cue["fact"] for cue in told["cues"]} - {None} == FACTS
    assert told["length"] == told["chapters"][-1]["to"]


def test_the_timeline_of_one_exercise_and_of_the_beginner() -> None:
    one = json.loads(tremula("timeline", "fold", "--json").stdout)
    assert [chapter["id"] for chapter in one["chapters"]] == ["fold"]
    default = json.loads(tremula("timeline", "--json").stdout)
    ids = [chapter["id"] for chapter in default["chapters"]]
    assert ids == ["arrive", "stop-practice", *EIGHT[:-1], "settle", "rest"]
    assert "Calf stretch" in tremula("timeline").stdout


def test_the_same_seed_is_the_same_session() -> None:
    one, two, other = (
        tremula("simulate", "--persona", "pauses", "--seed", seed, "--json").stdout for seed in (7, 7, 8)
    )
    assert one == two != other
    told = json.loads(one)
    assert {"id", "begun", "ended", "end", "chapters", "events"} <= set(told)
    assert told["end"] == "finished"
    assert "finished" in tremula("simulate").stdout


def test_a_case_is_replayed_and_one_that_fails_is_one(tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "conformance/session"
    case = sorted(folder.glob("*.json"))[0]
    told = tremula("replay", case, "--json")
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["differences"] == []
    bent = json.loads(case.read_text(encoding="utf-8"))
    bent["expect"] = [{"state": "silent"} for _ in bent["expect"]]
    (tmp_path / "timelines").symlink_to(folder / "timelines")
    (tmp_path / "bent.json").write_text(json.dumps(bent))
    told = tremula("replay", tmp_path / "bent.json")
    assert told.returncode == 1
    assert "expected 'silent'" in told.stdout


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"why": "x"}',
        pytest.param('{"timeline":{"a":' + "[" * 5000 + "]" * 5000 + "}}", id="deep"),
        '{"why":"x","timeline":{"ref":"none"},"events":[["start",0]],"expect":[{"state":"running"}]}',
    ],
)
def test_a_file_that_is_no_case_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "case.json").write_text(text)
    told = tremula("replay", tmp_path / "case.json")
    assert told.returncode == 1
    assert "case.json" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    ("change", "why"),
    [({"segments": []}, "no segments"), ({"branches": {}}, "no branch 'settle/standing'")],
    ids=["nothing to do", "no way out"],
)
def test_a_case_whose_timeline_cannot_be_played_is_refused(
    change: dict[str, object], why: str, tmp_path: Path
) -> None:
    whole = json.loads((ROOT / "conformance/session/timelines/small.json").read_text())
    case = {
        "why": "it cannot",
        "timeline": whole | change,
        "events": [["start", 0]],
        "expect": [{"state": "running"}],
    }
    (tmp_path / "case.json").write_text(json.dumps(case))
    told = tremula("replay", tmp_path / "case.json")
    assert (told.returncode, told.stdout) == (1, "")
    assert why in told.stderr
    assert "Traceback" not in told.stderr


def test_a_reader_that_goes_away_is_no_failure() -> None:
    with subprocess.Popen(
        words("timeline", "--json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=clean_environment()
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
