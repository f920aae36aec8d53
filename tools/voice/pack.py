"""Keeps the clips of one speaker in step with the texts: makes what is new, removes what nobody says."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voice.codec import CODECS, decoded, encoded
from voice.level import CEILING, TARGET, Samples, levelled, loudness, paused, trimmed, true_peak
from voice.model import MODEL, RATE, Said, Speaker

MAKING = "3"
"""Raised when trimming, levelling or encoding changes, so that every clip is made anew."""
NEAR, UNDER = 0.15, -1.7
"""How near to the target a decoded clip must come (LU), and the true peak it must stay under (dBTP)."""
ROUNDS = 12
SENTENCE_ENDS = re.compile(r"[.?!…]\s+(?=\S)")


@dataclass
class Pack:
    """One speaker's folder: speaker.json says how, manifest.json what there is."""

    folder: Path

    def __post_init__(self) -> None:
        self.how: dict[str, Any] = json.loads((self.folder / "speaker.json").read_text("utf-8"))
        kept = self.folder / "manifest.json"
        self.clips: dict[str, Any] = json.loads(kept.read_text("utf-8"))["clips"] if kept.exists() else {}

    def said(self, text: str) -> Said:
        """A text as this speaker says it: spelled out or slower where speaker.json asks for it."""
        own = self.how.get("texts", {}).get(text, {})
        return Said(
            own.get("say", text), self.how["style"], self.how["accent"], own.get("speed", self.how["speed"])
        )

    def fresh(self, text: str) -> bool:
        """Whether the clips of a text are there, whole, and made as they would be made today."""
        clip = self.clips.get(key_of(text))
        return (
            clip is not None
            and clip["made"] == self.made(text)
            and all(
                self.file(text, codec).exists()
                and digest(self.file(text, codec).read_bytes()) == clip["sha256"][codec]
                for codec in CODECS
            )
        )

    def made(self, text: str) -> str:
        """What the clip depends on, as one short word."""
        return digest(f"{MAKING} {self.said(text).name} {CODECS}".encode())

    def file(self, text: str, codec: str) -> Path:
        """Where a clip lies."""
        return self.folder / codec / f"{key_of(text)}.{CODECS[codec][0]}"

    def make(self, texts: Iterable[str], speaker: Speaker) -> int:
        """Make what is missing or stale; the number of clips made."""
        stale = [text for text in texts if not self.fresh(text)]
        for text in stale:
            self.clips[key_of(text)] = self.clip(text, speaker.samples(self.said(text)))
            self.write()  # at once, so that no file lies there that the manifest tells otherwise
        return len(stale)

    def clip(self, text: str, raw: Samples) -> dict[str, Any]:
        """Write both files of a text; what the manifest says of them."""
        speech = paused(trimmed(raw, RATE), RATE, len(SENTENCE_ENDS.findall(text)))
        heard, peaks, sizes, digests = [], list[float](), dict[str, int](), dict[str, str]()
        for codec in CODECS:
            content, samples = fitted(speech, codec)
            self.file(text, codec).parent.mkdir(exist_ok=True)
            self.file(text, codec).write_bytes(content)
            heard.append(samples)
            peaks.append(highest(content))
            sizes[codec], digests[codec] = len(content), digest(content)
        louds = [loudness(samples, RATE) for samples in heard]
        return {
            "text": text,
            "ms": -(-max(len(samples) for samples in heard) * 1000 // RATE),
            "lufs": round(max(louds, key=lambda loud: abs(loud - TARGET)), 2),
            "peak": round(max(peaks), 2),
            "bytes": sizes,
            "sha256": digests,
            "made": self.made(text),
            "heard": self.still_heard(text, digests),
        }

    def still_heard(self, text: str, digests: dict[str, str]) -> dict[str, str]:
        """What was heard in the codecs whose files came out just as before."""
        before = self.clips.get(key_of(text), {"heard": {}, "sha256": {}})
        kept = before.get("heard", {})
        return {codec: kept[codec] for codec in kept if before["sha256"][codec] == digests[codec]}

    def sweep(self, texts: Iterable[str]) -> int:
        """Remove the clips of texts that are gone, and files that nothing names; how many texts went."""
        wanted = {key_of(text) for text in texts}
        gone = self.clips.keys() - wanted
        self.clips = {key: clip for key, clip in self.clips.items() if key in wanted}
        for codec in CODECS:
            for file in (self.folder / codec).glob("*"):
                if file.stem not in self.clips:
                    file.unlink()
        return len(gone)

    def write(self) -> None:
        """The manifest, in the order of the texts."""
        told = {name: self.how[name] for name in ("name", "voice", "language", "speed")}
        clips = dict(sorted(self.clips.items(), key=lambda named: named[1]["text"]))
        whole = {"speaker": self.folder.name, **told, "model": MODEL, "rate": RATE, "clips": clips}
        part = self.folder / "manifest.json.part"
        part.write_text(by_line(whole), encoding="utf-8")
        part.replace(self.folder / "manifest.json")  # a reader never sees half of it


def by_line(manifest: dict[str, Any]) -> str:
    """JSON with one line for each clip, so that a change shows what changed."""
    head = [
        f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in manifest.items() if name != "clips"
    ]
    clips = [
        f"    {json.dumps(key)}: {json.dumps(clip, ensure_ascii=False)}"
        for key, clip in manifest["clips"].items()
    ]
    return "{\n" + ",\n".join(head) + ',\n  "clips": {\n' + ",\n".join(clips) + "\n  }\n}\n"


def fitted(speech: Samples, codec: str) -> tuple[bytes, Samples]:
    """Encoded so that what comes out of the decoder has the target loudness and stays under the peak."""
    target, ceiling = TARGET, CEILING
    for _ in range(ROUNDS):
        content = encoded(levelled(speech, RATE, target, ceiling), RATE, codec)
        heard = decoded(content, RATE)
        off, over = TARGET - loudness(heard, RATE), highest(content) - UNDER
        if abs(off) <= NEAR and over <= 0:
            return content, heard
        target += off
        ceiling -= max(0, over) and over + 0.4
    raise SystemExit(f"a clip does not come to {TARGET} LUFS under {UNDER} dBTP in {codec}: {off:.2f} LU off")


def highest(content: bytes) -> float:
    """The true peak as any player decodes it: Opus comes out at 48 kHz, where more lies over it."""
    return max(true_peak(decoded(content, rate)) for rate in (RATE, 2 * RATE))


def key_of(text: str) -> str:
    """The name of a text's clip."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def digest(content: bytes) -> str:
    """The first 16 hex digits of SHA-256."""
    return hashlib.sha256(content).hexdigest()[:16]
