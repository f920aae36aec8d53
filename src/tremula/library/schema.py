"""JSON Schemas for editors, made from the structs that read the files. They are generated, never edited.

`python -m tremula.library.schema` writes them into content/schema/.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from tremula.core.bodymap.source import BodyMapSource
from tremula.core.directory.words import DirectoryWords
from tremula.core.exercise.body import Looks, Shape
from tremula.core.exercise.pose import Pose
from tremula.core.exercise.script import KINDS, Script, Words
from tremula.core.guidance import Country, Differences, Elsewhere, Grounding, HazardLog, IntendedUse, Known
from tremula.core.journal.words import JournalWords
from tremula.core.learn.day import Day
from tremula.core.learn.help import FirstSteps, KindsOfHelp
from tremula.core.learn.letter import LetterWords
from tremula.core.learn.pages import Glossary, LearnPage
from tremula.core.practice.measures import CheckInFile
from tremula.core.practice.schedule import ScheduleWords
from tremula.core.practice.self_care import SelfCare
from tremula.core.questionnaire.form import Form
from tremula.core.session.pieces import SoundWords
from tremula.library.places import find_content
from tremula.library.safety_files import KINDS as KINDS_OF_SAFETY

KINDS_OF_FILE: dict[str, type[msgspec.Struct]] = {
    "exercise": Script,
    "words": Words,
    "figure": Pose,
    "sound-files": SoundWords,
    "body": Shape,
    "looks": Looks,
    "body-map": BodyMapSource,
    "grounding": Grounding,
    "country": Country,
    "elsewhere": Elsewhere,
    "known": Known,
    "differences": Differences,
    "intended-use": IntendedUse,
    "hazards": HazardLog,
    "directory": DirectoryWords,
    "questionnaire": Form,
    "learn": LearnPage,
    "glossary": Glossary,
    "day": Day,
    "letter": LetterWords,
    "kinds-of-help": KindsOfHelp,
    "first-steps": FirstSteps,
    "check-in": CheckInFile,
    "journal": JournalWords,
    "self-care": SelfCare,
    "schedule": ScheduleWords,
    **KINDS_OF_SAFETY,
}
FOLDER = "schema"


def schemas() -> dict[str, str]:
    """The schema of each kind of file, as text, by its file name."""
    return {f"{name}.json": schema_of(kind) for name, kind in KINDS_OF_FILE.items()}


def schema_of(kind: type[msgspec.Struct]) -> str:
    """One schema. A step's kind is the key that it begins with, so `kind` itself stands in no file."""
    schema = msgspec.json.schema(kind)
    for struct in schema["$defs"].values():
        without_kind(struct)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["$defs"] = {name: only_steps(struct) for name, struct in schema["$defs"].items()}
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def without_kind(struct: dict[str, Any]) -> None:
    """Take the tag out of a step."""
    if struct.get("properties", {}).get("kind", {}).get("enum", [None])[0] in KINDS:
        del struct["properties"]["kind"]
        struct["required"] = [name for name in struct["required"] if name != "kind"]


def only_steps(value: Any) -> Any:
    """Take away the hints that tell steps apart by their tag."""
    if isinstance(value, dict):
        return {key: only_steps(item) for key, item in value.items() if key != "discriminator"}
    return [only_steps(item) for item in value] if isinstance(value, list) else value


def write(folder: Path) -> None:
    """Write every schema."""
    folder.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write(find_content() / FOLDER)
