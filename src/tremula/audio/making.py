"""Makes the sound files of a plan at a place: WAV always, m4a where an encoder is found. It plans nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tremula import __version__
from tremula.actions.render_session import Made, MadeFile, SoundPlan, marks_of, texts_of
from tremula.audio import wav
from tremula.audio.encode import Encoder, NotEncoded, encode, find_encoder
from tremula.audio.opus import RATE
from tremula.audio.place import Place, move, refuse_used, workshop
from tremula.audio.render import Pcm, blocks, samples_of
from tremula.audio.score import score
from tremula.audio.sheet import sheet
from tremula.audio.voice import Voice, open_voice
from tremula.core.failure import Refusal
from tremula.core.session.pieces import Piece

Tell = Callable[[float], None]
"""Told how much is done, 0 to 1."""
CONTENTS = "contents.txt"
COMMENT = "A recording cannot hear you. Stop it whenever you like."
HEADROOM = 1 << 20
NO_ENCODER = "No m4a: neither ffmpeg nor afconvert was found on this computer. The WAV files play everywhere."


@dataclass(frozen=True, slots=True)
class Making:
    """One order: what, where, who speaks, in which forms, with which encoder."""

    plan: SoundPlan
    place: Place
    voice: Voice
    endings: tuple[str, ...]
    encoder: Encoder | None
    tell: Tell

    def stem(self, piece: Piece) -> str:
        """A piece's file without its ending."""
        name = self.place.stem if self.place.stem else piece.name
        return f"{piece.folder}/{name}" if piece.folder else name

    @property
    def names(self) -> list[str]:
        """Every file that may be made."""
        named = [self.stem(piece) + ending for piece in self.plan.pieces for ending in self.endings]
        return [*named, self.contents]

    @property
    def contents(self) -> str:
        """The file of the contents."""
        return f"{self.place.stem}.txt" if self.place.stem else CONTENTS


def make(plan: SoundPlan, place: Place, content: Path, tell: Tell, endings: Sequence[str] = ()) -> Made:
    """Make every file or none. Without `endings`: the place's own, or WAV and, where that is possible, m4a.

    Refusals: no-voice, damaged-voice, no-clip, damaged-clip, no-encoder, exists, out-used, out, disk-full.
    """
    voice, encoder = open_voice(content, plan.speaker), find_encoder()
    voice.need(texts_of(plan.pieces))
    wanted = tuple(endings) or ((place.ending,) if place.ending else (".wav", ".m4a"))
    if encoder is None and ".wav" not in wanted:
        words = "An m4a file needs ffmpeg or afconvert, and neither was found. Ask for a .wav file."
        raise Refusal("no-encoder", words)
    making = Making(plan, place, voice, wanted, encoder, tell)
    refuse_used(place, making.names)
    with workshop(place, needed(making)) as folder:
        files, notices = all_files(making, folder)
        first = [sound.file for sound in files if not sound.file.endswith(".m4a") or ".wav" not in wanted]
        (folder / making.contents).write_text(sheet(plan, first), "utf-8")
        move(folder, [*(made.file for made in files), making.contents], place)
    return Made(str(place), tuple(files), making.contents, voice.speaker, notices)


def needed(making: Making) -> int:
    """Bytes that the work takes at its most, m4a counted as half a WAV."""
    sound = sum(2 * samples_of(piece.length) for piece in making.plan.pieces)
    return sound * (3 if making.encoder and ".m4a" in making.endings else 2) // 2 + HEADROOM


def all_files(making: Making, folder: Path) -> tuple[list[MadeFile], tuple[str, ...]]:
    """Every piece in every form, in the workshop; and what could not be made."""
    files, notices = list[MadeFile](), list[str]()
    if ".m4a" in making.endings and making.encoder is None:
        notices.append(NO_ENCODER)
    for number, piece in enumerate(making.plan.pieces, 1):
        path = write_wav(making, piece, number, folder)
        if ".wav" in making.endings:
            files.append(made_file(making, piece, ".wav"))
        if ".m4a" in making.endings and making.encoder and not notices:
            notices += encoded(making, piece, number, path)
            files += [] if notices else [made_file(making, piece, ".m4a")]
        if ".wav" not in making.endings:
            path.unlink()
    if notices:
        files = [made for made in files if made.file.endswith(".wav")]
    return files, tuple(notices)


def write_wav(making: Making, piece: Piece, number: int, folder: Path) -> Path:
    """One piece as WAV."""
    path = folder / (making.stem(piece) + ".wav")
    path.parent.mkdir(exist_ok=True)
    heard = counted(blocks(score(piece), piece.length, making.voice), making, number)
    marks = [(samples_of(at), title) for at, title in marks_of(piece, making.plan)]
    with path.open("wb") as file:
        wav.write(
            file, samples_of(piece.length), heard, rate=RATE, tags=tags(making, piece, number), marks=marks
        )
    return path


def counted(heard: Iterator[Pcm], making: Making, number: int) -> Iterator[Pcm]:
    """The blocks, telling after each how much of the whole is done."""
    pieces = making.plan.pieces
    whole = sum(samples_of(piece.length) for piece in pieces) or 1
    done = sum(samples_of(piece.length) for piece in pieces[: number - 1])
    for block in heard:
        yield block
        done += len(block)
        making.tell(done / whole)


def tags(making: Making, piece: Piece, number: int) -> dict[str, str]:
    """Title and the like. Further shaking is an album of its own: players go on within an album."""
    album = "tremula session" + (f", {piece.title.partition(': ')[2]}" if piece.folder else "")
    track = "1" if piece.folder else str(number)
    return {
        "INAM": piece.title,
        "IPRD": album,
        "IART": "tremula",
        "ITRK": track,
        "ICMT": COMMENT,
        "ISFT": f"tremula {__version__}",
    }


def encoded(making: Making, piece: Piece, number: int, path: Path) -> list[str]:
    """Make the m4a; what to say where that did not work."""
    assert making.encoder is not None
    try:
        encode(making.encoder, path, tags(making, piece, number), marks_of(piece, making.plan), piece.length)
    except NotEncoded as error:
        if ".wav" not in making.endings:
            raise Refusal(
                "not-encoded", f"{making.encoder.name} could not make the m4a file: {error}"
            ) from error
        return [f"No m4a: {making.encoder.name} could not make it. The WAV files play everywhere."]
    return []


def made_file(making: Making, piece: Piece, ending: str) -> MadeFile:
    """What is told of one file."""
    return MadeFile(
        file=making.stem(piece) + ending,
        title=piece.title,
        ms=piece.length,
        samples=samples_of(piece.length),
        rate=RATE,
        tremor_ms=piece.tremor,
        sounds=score(piece),
    )
