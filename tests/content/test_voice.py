"""Every text has its clip from every speaker: whole, level, understood, and short enough for its place."""

from __future__ import annotations

import hashlib
import json
from itertools import chain, product
from pathlib import Path

import pytest
from voice.report import page
from voice.texts import all_texts
from voice.words import rate

from shipped import our_library
from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.fit import Fit
from tremula.core.exercise.fitting import as_script
from tremula.core.exercise.plan import beginner_limits, session_ids
from tremula.core.exercise.speech import clip_key
from tremula.core.session.timeline import Timeline

ROOT = Path(__file__).parents[2]

CONTENT = ROOT / "content"
LIBRARY = our_library()
TEXTS = all_texts(CONTENT)
MANIFESTS = {
    path.parent: json.loads(path.read_text("utf-8")) for path in CONTENT.glob("voice/*/*/manifest.json")
}
SPEAKERS = sorted(MANIFESTS)
ENDINGS = {"opus": "opus", "aac": "m4a"}
DOSES = ("low", "default", "high")
NEEDS = (
    "balance",
    "calf",
    "knee",
    "back",
    "hips",
    "eyes",
    "pressure",
    "bones",
    "cannot-stand",
    "chair",
    "bed",
)
MOST = 4_000_000
ids = pytest.mark.parametrize("folder", SPEAKERS, ids=lambda folder: folder.name)


def test_a_woman_and_a_man_speak() -> None:
    assert {manifest["voice"] for manifest in MANIFESTS.values()} == {"female", "male"}


@ids
def test_every_text_has_its_clip_and_no_clip_is_left_over(folder: Path) -> None:
    there = {clip["text"] for clip in MANIFESTS[folder]["clips"].values()}
    assert not TEXTS.keys() - there, "run “make voice”"
    assert not there - TEXTS.keys(), "run “make voice”"


@ids
def test_every_file_is_there_and_whole(folder: Path) -> None:
    clips = MANIFESTS[folder]["clips"]
    for (key, clip), (codec, ending) in product(clips.items(), ENDINGS.items()):
        content = (folder / codec / f"{key}.{ending}").read_bytes()
        assert key == clip_key(clip["text"])
        assert len(content) == clip["bytes"][codec]
        assert hashlib.sha256(content).hexdigest()[:16] == clip["sha256"][codec], f"{clip['text']} is damaged"
    lying = {path.relative_to(folder).as_posix() for path in folder.glob("*/*")}
    assert lying == {f"{codec}/{key}.{ending}" for key in clips for codec, ending in ENDINGS.items()}


@ids
def test_files_say_what_they_are(folder: Path) -> None:
    for key in MANIFESTS[folder]["clips"]:
        opus, aac = ((folder / codec / f"{key}.{ending}").read_bytes() for codec, ending in ENDINGS.items())
        assert opus.startswith(b"OggS")
        assert b"OpusHead\x01\x01" in opus[:64], "one channel"
        assert b"ftypM4A" in aac[:16]


@ids
def test_loudness_is_even_and_nothing_clips(folder: Path) -> None:
    clips = MANIFESTS[folder]["clips"].values()
    loud = [clip["lufs"] for clip in clips]
    assert max(loud) - min(loud) <= 1
    assert all(-18.5 <= lufs <= -17.5 for lufs in loud)
    assert max(clip["peak"] for clip in clips) < -1.5


@ids
@pytest.mark.parametrize("codec", ENDINGS)
def test_a_speaker_is_small(folder: Path, codec: str) -> None:
    assert sum(path.stat().st_size for path in (folder / codec).iterdir()) <= MOST


@ids
def test_sentences_are_understood(folder: Path) -> None:
    clips = MANIFESTS[folder]["clips"].values()
    deaf = [clip["text"] for clip in clips if "opus" not in clip.get("heard", {})]
    assert not deaf, "nobody has listened to these; run “make voice”"
    assert rate(clips, "opus").percent <= 5


def spoken(timeline: Timeline) -> set[str]:
    """Every text of a timeline, on every way."""
    segments = chain(timeline.segments, *timeline.branches.values())
    asked = (timeline.check_in.question, timeline.check_in.again) if timeline.check_in else ()
    cues = chain((timeline.ready,), asked, *(segment.cues for segment in segments))
    return {cue.text for cue in cues if cue.text}


def timelines() -> list[Timeline]:
    """Whole sessions and single scripts, at every dose, for every need of a body."""
    fits = [None, *(Fit(needs=frozenset([need])) for need in NEEDS)]
    whole = [
        compile_timeline(LIBRARY, session_ids(LIBRARY), dose, limits, fit)
        for dose, limits, fit in product(DOSES, (None, beginner_limits()), fits)
    ]
    return whole + [
        compile_timeline(LIBRARY, ["arrive", id], dose)
        for dose in DOSES
        for id in LIBRARY.scripts
        if id != "arrive"
    ]


def test_what_any_session_says_is_among_the_texts() -> None:
    said = set().union(*map(spoken, timelines()))
    assert len(said) > 200
    assert not said - TEXTS.keys()


def test_every_clip_is_over_before_the_next_one_begins() -> None:
    """In every compiled timeline, for the slowest speaker; a cue without words may go on below."""
    checked = 0
    for timeline in timelines():
        for segment in chain(timeline.segments, *timeline.branches.values()):
            cues = [cue for cue in segment.cues if cue.text]
            ends = [cue.at for cue in cues[1:]] + [segment.length]
            for cue, end in zip(cues, ends, strict=True):
                longest = LIBRARY.speech[clip_key(cue.text)]
                assert longest < end - cue.at, f"{cue.text} in {segment.id}"
                checked += 1
    assert checked > 1000


def test_questions_and_the_get_ready_last_as_long_as_their_clips() -> None:
    for timeline in timelines():
        for cue in (
            timeline.ready,
            *((timeline.check_in.question, timeline.check_in.again) if timeline.check_in else ()),
        ):
            assert LIBRARY.speech[clip_key(cue.text)] < cue.lasts


def test_the_other_ways_speak_too() -> None:
    """Texts that only a variant says are recorded."""
    ways = [as_script(script, variant) for script in LIBRARY.scripts.values() for variant in script.variants]
    assert ways
    assert any(where.startswith("ankles/") for where in TEXTS.values())


def test_the_page_about_the_voice_is_fresh() -> None:
    for name, text in page().items():
        assert (ROOT / name).read_text("utf-8") == text, "run “make docs”"
