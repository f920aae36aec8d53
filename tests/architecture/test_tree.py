"""The tree holds no path of a machine, no host of a package registry, nothing left undone."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = re.compile(r"\.(py|js|html|css|sh|toml|ya?ml|md|json|txt|mk)$|^(Makefile|LICENSE|NOTICE|run)$")
FORBIDDEN = {
    "a path of a machine": re.compile(r"(?<![\w.])/(" + "work|farm|home/" + r"\w+|Users/" + r"\w+)/"),
    "a registry's host": re.compile("|".join(["python" + "hosted", "registry." + "npmjs", "pypi." + "org"])),
    "left to do": re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b"),
}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    files = [ROOT / name for name in listed.stdout.splitlines()]
    return [path for path in files if path.is_file() and TEXT.search(path.name)]


def test_nothing_forbidden_stands_in_the_tree() -> None:
    found = []
    for path in tracked():
        text = path.read_text(encoding="utf-8", errors="replace")
        for what, pattern in FORBIDDEN.items():
            found += [f"{path.relative_to(ROOT)}: {what}: {m[0]}" for m in [pattern.search(text)] if m]
    assert found == []


def test_what_a_page_loads_names_no_address_outside() -> None:
    pattern = re.compile(r"https?://(?!127\.0\.0\.1|localhost|\[::1\]|www\.w3\.org)[\w.-]+")
    web = ROOT / "src/tremula/web"
    served = [p for p in web.rglob("*") if p.suffix in {".js", ".css", ".html"}]
    assert [f"{p.relative_to(ROOT)}: {m[0]}" for p in served for m in pattern.finditer(p.read_text())] == []
