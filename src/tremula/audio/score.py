"""What sounds in a piece and when: words and tones at whole milliseconds. It holds no samples."""

from __future__ import annotations

from collections.abc import Iterator

from tremula.actions.render_session import Sound
from tremula.audio.tones import tones_of, words_after
from tremula.core.session.pieces import Piece, moments


def score(piece: Piece) -> tuple[Sound, ...]:
    """Every sound of a piece, in the order of time."""
    return tuple(sorted(sounds(piece), key=lambda sound: sound.at))


def sounds(piece: Piece) -> Iterator[Sound]:
    """Each cue's tones, then its words."""
    for at, _, cue in moments(piece):
        yield from (Sound(at + after, "tone", name) for name, after in tones_of(cue))
        if cue.text:
            yield Sound(at + words_after(cue), "voice", cue.text)
