"""A pack gives the clip of a text or says plainly what is missing; it never stays silent instead."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from packs import CONTENT, clip_keys

from tremula.audio import voice as voice_module
from tremula.audio.opus import decode
from tremula.audio.voice import open_voice, speakers_in
from tremula.core.failure import Refusal


def refused(code: str, action) -> str:
    with pytest.raises(Refusal) as caught:
        action()
    assert caught.value.code == code
    return caught.value.words


def test_the_usual_speaker_comes_first_and_every_shipped_one_opens() -> None:
    assert next(iter(speakers_in(CONTENT))) == "heart"
    assert open_voice(CONTENT).speaker == "heart"
    for name in speakers_in(CONTENT):
        assert open_voice(CONTENT, name).speaker == name


def test_a_clip_is_its_file_decoded(own_content: Path, own_pack: Path) -> None:
    text, key = next(iter(clip_keys(own_pack).items()))
    expected = decode((own_pack / "opus" / f"{key}.opus").read_bytes())
    voice = open_voice(own_content)
    assert np.array_equal(voice.clip(text), expected)
    (own_pack / "opus" / f"{key}.opus").unlink()
    assert np.array_equal(voice.clip(text), expected), "decoded once"


def test_decoded_clips_do_not_pile_up(own_content: Path, own_pack: Path, monkeypatch) -> None:
    monkeypatch.setattr(voice_module, "KEPT", 1_000_000)
    voice = open_voice(own_content)
    for text in list(clip_keys(own_pack))[:30]:
        voice.clip(text)
    assert sum(samples.nbytes for samples in voice.kept.values()) <= 1_000_000


def test_an_unknown_speaker_is_refused_with_those_there_are(own_content: Path) -> None:
    assert "heart" in refused("no-voice", lambda: open_voice(own_content, "nobody"))


def test_no_voice_at_all_is_refused(tmp_path: Path) -> None:
    refused("no-voice", lambda: open_voice(tmp_path))


@pytest.mark.parametrize("junk", [b"", b"{", b"[]", b'{"speaker": "heart"}', b"\xff\xfe"])
def test_a_damaged_manifest_is_refused(own_content: Path, own_pack: Path, junk: bytes) -> None:
    (own_pack / "manifest.json").write_bytes(junk)
    refused("damaged-voice", lambda: open_voice(own_content))


def test_a_text_without_a_clip_is_named(own_content: Path) -> None:
    voice = open_voice(own_content)
    assert "Fly away." in refused("no-clip", lambda: voice.need(["Fly away."]))


@pytest.mark.parametrize("damage", ["missing", "cut", "other"])
def test_a_damaged_clip_is_named(own_content: Path, own_pack: Path, damage: str) -> None:
    (text, key), (_, other), *_ = sorted(clip_keys(own_pack).items(), key=lambda pair: len(pair[0]))[::40]
    path = own_pack / "opus" / f"{key}.opus"
    if damage == "missing":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:-100])
    else:
        path.write_bytes((own_pack / "opus" / f"{other}.opus").read_bytes())
    assert text in refused("damaged-clip", lambda: open_voice(own_content).clip(text))


def test_the_manifest_is_not_believed_about_lengths(own_content: Path, own_pack: Path) -> None:
    text, key = next(iter(clip_keys(own_pack).items()))
    manifest = json.loads((own_pack / "manifest.json").read_text("utf-8"))
    manifest["clips"][key]["ms"] += 3
    (own_pack / "manifest.json").write_text(json.dumps(manifest))
    refused("damaged-clip", lambda: open_voice(own_content).clip(text))
