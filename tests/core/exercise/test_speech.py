"""How long a text takes: a slow reader's pace, or its recorded clip where that is longer."""

from __future__ import annotations

from hashlib import sha256

import msgspec
import pytest
from scripts import SAY, WORDS, library, part, script

from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.speech import clip_key, least, speaking, unhurried
from tremula.core.session.timeline import Timeline

BREATHE = {"kind": "breathe", "breathe": 1, "text": "Now.", "caption": "Now"}
REST = {
    "kind": "rest",
    "rest": "30 s",
    "caption": "Rest",
    "during": [{"at": "1 s", "text": "So.", "caption": "So"}],
}
CHECK = {
    "first": "10 s",
    "every": "10 s",
    "window": "5 s",
    "cap": "$most",
    "question": {"text": "Well?", "caption": "Well?"},
    "again": {"text": "Still?", "caption": "Still?"},
}


def test_a_key_is_the_begin_of_the_texts_hash() -> None:
    assert clip_key("Größer — jetzt.") == sha256("Größer — jetzt.".encode()).hexdigest()[:16]


def test_without_a_clip_a_slow_reader_counts() -> None:
    assert speaking("one two three four five six") == 2500 + 500
    assert speaking("") == 0
    assert unhurried("one two. Three four.") == 3000


def test_a_longer_clip_makes_room_for_itself_and_a_breath() -> None:
    recorded = {clip_key("Stand well."): 4100}
    assert speaking("Stand well.", recorded) == 4600
    assert unhurried("Stand well.", recorded) == 5000
    assert speaking("Sit well.", recorded) == speaking("Sit well.")


def test_a_shorter_clip_hurries_nobody() -> None:
    assert speaking("Stand well.", {clip_key("Stand well."): 300}) == speaking("Stand well.")


def test_between_two_clips_it_is_quiet_for_a_moment() -> None:
    assert least("five", {clip_key("five"): 950}) == 1050
    assert least("five", {clip_key("five"): 500}) == speaking("five")


def compiled(**lengths: int) -> Timeline:
    """One script with all that is spoken, where these texts have clips of this many ms."""
    lying = script(part(SAY, BREATHE, REST), id="lie", posture="lying")
    speech = {clip_key(text): ms for text, ms in lengths.items()}
    shelf = msgspec.structs.replace(library(script(part(SAY), id="stand"), lying), speech=speech)
    return compile_timeline(shelf, ["stand", "lie"], "default")


@pytest.mark.parametrize("text", ["Stand well.", "Now.", "So.", "Next: Lie."])
def test_every_spoken_cue_grows_with_its_clip(text: str) -> None:
    before, after = compiled(), compiled(**{text: 7000})

    def of(timeline: Timeline) -> list[int]:
        return [cue.lasts for each in timeline.segments for cue in each.cues if cue.text == text]

    assert of(before)
    assert max(of(before)) < 7000
    assert min(of(after)) >= 7500
    if text != "So.":  # words inside a rest take nothing away from it and add nothing
        assert after.length > before.length


def test_the_get_ready_and_the_stops_grow_too() -> None:
    longer = compiled(**{WORDS.ready.text: 9000, "Stand well.": 9000})
    (said,) = (cue for cue in longer.branches["settle/lying"][0].cues if cue.text == "Stand well.")
    assert (longer.ready.lasts, said.lasts) == (10_000 + 2000, 10_000 + 2000), "and two seconds after them"
