"""Draw answers for CamCOPS to score: `independent_scores.py FOLDER` makes conformance/scoring/camcops.json.

FOLDER holds an unpacked camcops-server (GPL-3.0-or-later; it is neither shipped nor needed by the tests).
Only its scoring methods are run, cut out of its files: its server and database are not. The answers are drawn
with a fixed seed, and one more for every edge of a band.
"""

from __future__ import annotations

import ast
import json
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import mean
from typing import Any

ROOT = Path(__file__).parents[1]
OUT = ROOT / "conformance/scoring/camcops.json"
SEED = 20261122
TASKS = {
    # our form: its file, class, questions, lowest and highest answer, how many are drawn
    "phq-9": ("phq9", "Phq9", range(1, 10), 0, 3, 40),
    "gad-7": ("gad7", "Gad7", range(1, 8), 0, 3, 40),
    "phq-15": ("phq15", "Phq15", range(1, 16), 0, 2, 40),
    "pcl-5": ("pcl5", "Pcl5", range(1, 21), 0, 4, 60),
    "rand-36-energy-wellbeing": ("rand36", "Rand36", range(23, 32), 1, 6, 50),
}
BANDS = {
    "phq-9": {
        "severe": "severe", "moderately_severe": "moderately severe", "moderate": "moderate", "mild": "mild",
        "none": "minimal",
    },
    "gad-7": {"severe": "severe", "moderate": "moderate", "mild": "mild", "none": "minimal"},
    "phq-15": {"severe": "high", "moderate": "medium", "mild": "low", "none": "minimal"},
}  # fmt: skip
"""Its words for a range, and the ones of our form."""
Answers = dict[str, int]


class Words:
    """Stands in for its table of texts: a name is its own text."""

    def __getattr__(self, name: str) -> str:
        return name.lower()


class Request:
    """Stands in for its request, of which scoring only asks for texts."""

    def sstring(self, name: str) -> str:
        return name


def scorer(folder: Path, file: str, name: str) -> type:
    """Its class with nothing but the scoring methods, over the sums and means of its own base class."""
    base = methods(folder / "camcops_server/cc_modules/cc_task.py", "Task")
    task = methods(folder / f"camcops_server/tasks/{file}.py", name)
    wanted = [each for each in (*base, *task) if isinstance(each, ast.FunctionDef | ast.Assign)]
    body = [each for each in wanted if is_scoring(each)]
    made = ast.ClassDef(name=name, bases=[], keywords=[], body=body, decorator_list=[])
    for each in ast.walk(made):
        if isinstance(each, ast.FunctionDef):
            each.returns = None
        if isinstance(each, ast.arg):
            each.annotation = None
    module = ast.fix_missing_locations(ast.Module([made], []))
    names: dict[str, Any] = {"strseq": strseq, "cast": cast, "mean": none_mean, "SS": Words()}
    exec(compile(module, file, "exec"), names)
    found: type = names[name]
    return found


def methods(path: Path, name: str) -> list[ast.stmt]:
    """What stands in a class."""
    tree = ast.parse(path.read_text("utf-8"))
    return next(each.body for each in tree.body if isinstance(each, ast.ClassDef) and each.name == name)


SCORING = ("sum_fields", "sum_values", "total_score", "severity", "get_num_symptomatic", "ptsd", "recode")


def is_scoring(each: ast.FunctionDef | ast.Assign) -> bool:
    """The numbers of questions, and what adds them up."""
    if isinstance(each, ast.Assign):
        names = [target.id for target in each.targets if isinstance(target, ast.Name)]
        return any(name.isupper() and ("QUESTIONS" in name or name.endswith("FIELDS")) for name in names)
    return each.name in SCORING or each.name.startswith(("num_symptomatic_", "score_e"))


def strseq(prefix: str, first: int, last: int) -> list[str]:
    """As in cardinal_pythonlib: names with numbers."""
    return [f"{prefix}{number}" for number in range(first, last + 1)]


def cast(kind: object, value: Any) -> Any:
    return value


def none_mean(values: list[float | None]) -> float | None:
    """As in cardinal_pythonlib: the mean of what is there."""
    known = [value for value in values if value is not None]
    return mean(known) if known else None


def drawn(questions: range, low: int, high: int, count: int) -> Iterator[tuple[str, Answers]]:
    """Answers: some evenly drawn, some leaning to one end, and sums around the edges of bands."""
    chance = random.Random(f"{SEED} {questions} {low} {high}")
    for number in range(count):
        lean = number % 4
        weights = [
            1 + 3 * lean * abs(high - value if lean == 1 else value - low) for value in range(low, high + 1)
        ]
        values = chance.choices(range(low, high + 1), weights, k=len(questions))
        yield f"drawn {number + 1}", {f"q{q}": value for q, value in zip(questions, values, strict=True)}
    for total in (4, 5, 9, 10, 14, 15, 19, 20):
        if low == 0 and total <= high * len(questions):
            spread = [min(high, max(0, total - high * place)) for place in range(len(questions))]
            chance.shuffle(spread)
            yield f"a sum of {total}", {f"q{q}": value for q, value in zip(questions, spread, strict=True)}


def scored(form: str, made: Any) -> dict[str, Any]:
    """What it says, in the words of our cases."""
    if form.startswith("rand"):
        return {
            "scores": {
                "energy-fatigue": made.score_energy(),
                "emotional-well-being": made.score_emotional_wellbeing(),
            }
        }
    said: dict[str, Any] = {"scores": {"total": made.total_score()}}
    if form == "pcl-5":
        said["patterns"] = {"provisional": made.ptsd()}
    if form in BANDS:
        words = severity(made)
        said["bands"] = {"total": BANDS[form][words]}
    return said


def severity(made: Any) -> str:
    """The name of its range."""
    return str(made.severity(Request()))


def cases(folder: Path) -> Iterator[dict[str, Any]]:
    """Every case."""
    for form, (file, name, questions, low, high, count) in TASKS.items():
        make: Callable[[], Any] = scorer(folder, file, name)
        for why, answers in drawn(questions, low, high, count):
            made = make()
            for number in range(1, 37):
                setattr(made, f"q{number}", answers.get(f"q{number}"))
            yield {"why": why, "form": form, "answers": answers, **scored(form, made)}


def main(folder: Path) -> None:
    about = (
        "Scored by the methods of CamCOPS 2.4.24 (package camcops-server), a clinical record with code of "
        "its own: made by tools/independent_scores.py. Nothing of it is shipped."
    )
    lines = ",\n  ".join(json.dumps(case) for case in cases(folder))
    OUT.write_text(f'{{"about": {json.dumps(about)}, "cases": [\n  {lines}\n]}}\n', "utf-8")
    print(OUT.relative_to(ROOT))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
