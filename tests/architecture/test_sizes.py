"""Functions and files stay small enough to read; the offenders are printed."""

import ast
import statistics
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHON = sorted((ROOT / "src").rglob("*.py"))
SCRIPTS = sorted((ROOT / "src/tremula/web/static").rglob("*.js"))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions() -> list[tuple[int, str]]:
    found = []
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                found.append((node.end_lineno - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.lineno}"))
    return found


def test_no_function_is_longer_than_60_lines() -> None:
    assert [f for f in functions() if f[0] > 60] == []


def test_the_median_function_is_shorter_than_10_lines() -> None:
    assert statistics.median(size for size, _ in functions()) < 10


def test_no_python_file_is_longer_than_400_lines() -> None:
    assert [(lines(p), str(p.relative_to(ROOT))) for p in PYTHON if lines(p) > 400] == []


def test_no_script_is_longer_than_150_lines() -> None:
    assert [(lines(p), str(p.relative_to(ROOT))) for p in SCRIPTS if lines(p) > 150] == []


def test_the_median_file_is_shorter_than_120_lines() -> None:
    assert statistics.median(lines(p) for p in [*PYTHON, *SCRIPTS]) < 120


def test_every_module_says_what_it_is() -> None:
    silent = [str(p.relative_to(ROOT)) for p in PYTHON if p.stat().st_size and not _docstring(p)]
    assert silent == []


def _docstring(path: Path) -> str | None:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
