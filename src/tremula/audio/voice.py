"""One speaker's clips, by the text they say. It makes none, and never stays silent where words belong."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from tremula.audio.opus import RATE, BadClip, Samples, decode
from tremula.core.failure import Refusal

LANGUAGE = "en"
USUAL = "heart"
KEPT = 32 * 1024 * 1024
"""Bytes of decoded clips that are kept for the next time they are said."""
NEAR = 2
"""Milliseconds by which a clip may differ from what the manifest says."""
AGAIN = "Install tremula again, or choose another speaker."

NOT_RECORDED = (
    "Texts of one's own have none. In the page a voice of the device speaks them, or chimes lead alone. "
    "For a sound file, record them with “make voice”; if this text came with tremula, install it again."
)


class Clip(Struct, frozen=True):
    """One line of a manifest, as far as it matters here."""

    text: str
    ms: Annotated[int, Meta(ge=1)]


class Manifest(Struct, frozen=True):
    """content/voice/<lang>/<speaker>/manifest.json, as far as it matters here."""

    speaker: str
    name: str
    clips: Mapping[str, Clip]


@dataclass(slots=True)
class Voice:
    """A speaker's pack; clips are decoded when they are first said."""

    folder: Path
    manifest: Manifest
    kept: OrderedDict[str, Samples] = field(default_factory=OrderedDict)

    @property
    def speaker(self) -> str:
        return self.manifest.speaker

    def need(self, texts: Sequence[str]) -> None:
        """Refusal "no-clip" unless there is a clip for every text: found before anything is written."""
        for text in texts:
            if key_of(text) not in self.manifest.clips:
                words = f"The speaker {self.manifest.name} has no recording of “{text}”. {NOT_RECORDED}"
                raise Refusal("no-clip", words)

    def clip(self, text: str) -> Samples:
        """The samples of a text, mono at 24 kHz. Refusals: no-clip, damaged-clip."""
        key = key_of(text)
        if key in self.kept:
            self.kept.move_to_end(key)
            return self.kept[key]
        self.need([text])
        samples = self.kept[key] = self.read(key)
        while sum(each.nbytes for each in self.kept.values()) > KEPT and len(self.kept) > 1:
            self.kept.popitem(last=False)
        return samples

    def read(self, key: str) -> Samples:
        """Decode a clip and hold its length against the manifest."""
        path = self.folder / "opus" / f"{key}.opus"
        try:
            samples = decode(path.read_bytes())
        except (OSError, BadClip) as error:
            raise self.damaged(key) from error
        if abs(len(samples) * 1000 / RATE - self.manifest.clips[key].ms) > NEAR:
            raise self.damaged(key)
        return samples

    def damaged(self, key: str) -> Refusal:
        """What is said of a clip that cannot be heard."""
        text = self.manifest.clips[key].text
        words = f"The clip “{text}” of the speaker {self.manifest.name} is missing or damaged. {AGAIN}"
        return Refusal("damaged-clip", words)


def key_of(text: str) -> str:
    """The name of a text's clip."""
    return sha256(text.encode()).hexdigest()[:16]


def speakers_in(content: Path) -> dict[str, Path]:
    """The folders of the speakers that this content has, by name, the usual one first."""
    folder = content / "voice" / LANGUAGE
    names = sorted(each.parent.name for each in folder.glob("*/manifest.json"))
    names.sort(key=lambda name: name != USUAL)
    return {name: folder / name for name in names}


def open_voice(content: Path, speaker: str = "") -> Voice:
    """A speaker of this content; none named: the usual one. Refusals: no-voice, damaged-voice."""
    there = speakers_in(content)
    if not there:
        raise Refusal("no-voice", "There is no voice in the content folder. Install tremula again.")
    if speaker and speaker not in there:
        words = f"There is no speaker “{speaker[:40]}”. There are: {', '.join(there)}."
        raise Refusal("no-voice", words)
    folder = there[speaker or next(iter(there))]
    try:
        manifest = msgspec.json.decode((folder / "manifest.json").read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        words = f"The list of clips of the speaker {folder.name} cannot be read. {AGAIN}"
        raise Refusal("damaged-voice", words) from error
    return Voice(folder, manifest)
