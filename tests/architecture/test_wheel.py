"""The wheel alone, without the source tree, finds its content and runs."""

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EIGHT = ["ankles", "calves", "thighs", "fold", "opening", "wall-sit", "butterfly", "spiral"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    name = subprocess.run(
        [sys.executable, "-c", build, str(out)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return out / name.stdout.strip().splitlines()[-1]


def test_it_carries_content_pages_and_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "tremula/content/exercises/01-ankles.yaml" in names
    assert "tremula/content/voice/en/heart/manifest.json" in names
    assert len([name for name in names if name.endswith(".opus")]) > 100
    assert "tremula/web/templates/base.html" in names
    assert "tremula/web/static/service-worker.js" in names
    assert any(name.endswith("licenses/NOTICE") for name in names)
    assert not [name for name in names if name.startswith(("tests", "conformance"))]


def test_installed_alone_it_checks_its_content_and_prints_the_eight(wheel: Path, tmp_path: Path) -> None:
    python = installed_alone(wheel, tmp_path)
    tremula = [str(python), "-m", "tremula"]
    assert subprocess.run([*tremula, "content", "check"], cwd=tmp_path, check=False).returncode == 0
    printed = subprocess.run(
        [*tremula, "timeline", "--dose", "low", "--json"], cwd=tmp_path, check=True, capture_output=True
    )
    assert [chapter["id"] for chapter in json.loads(printed.stdout)["chapters"]] == EIGHT


def installed_alone(wheel: Path, tmp_path: Path) -> Path:
    """A venv with the wheel unpacked, and this one's libraries but not its editable tremula."""
    venv.create(tmp_path / "venv", with_pip=False)
    site = next((tmp_path / "venv/lib").glob("python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    ours = Path(next(p for p in sys.path if p.endswith("site-packages")))
    (site / "libraries").mkdir()
    for entry in ours.iterdir():
        if not entry.name.startswith(("_editable", "tremula")) and entry.suffix != ".pth":
            (site / "libraries" / entry.name).symlink_to(entry)
    (site / "libraries.pth").write_text("libraries\n")
    return tmp_path / "venv/bin/python"
