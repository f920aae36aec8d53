"""The recorded voice over the wire: every listed clip in both codecs, whole and in parts; nothing beside."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from visitor import Visitor

from tremula.bootstrap import voice_folder
from tremula.web.voices import Voices

KINDS = {"opus": ("opus", "audio/ogg", b"OggS"), "aac": ("m4a", "audio/mp4", b"ftyp")}


def clips(visitor: Visitor, codec: str) -> list[tuple[str, Path]]:
    """The address and the file of every clip that the answer of /api/voice promises."""
    ending = KINDS[codec][0]
    found = []
    for one in visitor.ask("GET", "/api/voice").json()["speakers"]:
        base = f"{one['language']}/{one['speaker']}/{codec}"
        found += [
            (f"/voice/{base}/{key}.{ending}", voice_folder(None) / base / f"{key}.{ending}")
            for key in one["clips"]
        ]
    assert found
    return found


@pytest.mark.parametrize("codec", KINDS)
def test_every_promised_clip_is_served_as_what_it_is(stranger: Visitor, codec: str) -> None:
    _, kind, mark = KINDS[codec]
    for address, path in clips(stranger, codec):
        answer = stranger.ask("GET", f"{address}?v=0123")
        assert answer.status_code == 200
        assert answer.content == path.read_bytes()
        assert mark in answer.content[:8]
        assert answer.headers["content-type"] == kind
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("asked", "part", "told"),
    [
        ("bytes=0-1", slice(0, 2), "bytes 0-1/{size}"),
        ("bytes=100-", slice(100, None), "bytes 100-{last}/{size}"),
        ("bytes=-10", slice(-10, None), "bytes {tail}-{last}/{size}"),
    ],
)
def test_a_part_can_be_had(stranger: Visitor, asked: str, part: slice, told: str) -> None:
    address, path = clips(stranger, "aac")[0]
    whole = path.read_bytes()
    answer = stranger.ask("GET", address, headers={"range": asked})
    assert answer.status_code == 206
    assert answer.content == whole[part]
    size = len(whole)
    assert answer.headers["content-range"] == told.format(size=size, last=size - 1, tail=size - 10)


def test_a_part_beyond_the_end_is_refused(stranger: Visitor) -> None:
    answer = stranger.ask("GET", clips(stranger, "opus")[0][0], headers={"range": "bytes=99999999-"})
    assert answer.status_code == 416


@pytest.mark.parametrize(
    "path",
    [
        "en/heart/manifest.json",
        "en/heart/opus/../manifest.json",
        "en/heart/opus/%2e%2e/manifest.json",
        "en/heart/opus/..%2f..%2f..%2f..%2fwords%2fen%2fpractice.yaml",
        "../exercises/01-ankles.yaml",
        "/etc/passwd",
        "en/heart/opus/",
        "en/heart/opus",
        "en/nobody/opus/0000000000000000.opus",
        "en/heart/opus/0000000000000000.opus",
        "",
    ],
)
def test_nothing_else_is(stranger: Visitor, path: str) -> None:
    assert stranger.ask("GET", f"/voice/{path}").status_code == 404


def test_a_clip_that_a_manifest_names_but_that_is_missing_is_not_there(tmp_path: Path) -> None:
    folder = tmp_path / "xy/somebody"
    (folder / "opus").mkdir(parents=True)
    (folder / "opus/aaaaaaaaaaaaaaaa.opus").write_bytes(b"OggS")
    (folder / "opus/cccccccccccccccc.opus").write_bytes(b"OggS, but in no manifest")
    text = json.dumps(
        {"name": "S", "voice": "male", "clips": {"a" * 16: {"ms": 900}, "b" * 16: {"ms": 900}}, "more": 1}
    )
    (folder / "manifest.json").write_text(text)
    voices = Voices(lambda: tmp_path)
    assert list(voices.files) == ["xy/somebody/opus/aaaaaaaaaaaaaaaa.opus"]
    (speaker,) = voices.speakers
    assert (speaker.language, speaker.speaker, speaker.name) == ("xy", "somebody", "S")
    assert speaker.version == sha256(text.encode()).hexdigest()[:12]


def test_another_recording_has_another_address(tmp_path: Path) -> None:
    versions = set()
    for peak in (-2.0, -2.1):
        folder = tmp_path / f"{peak}/en/one"
        folder.mkdir(parents=True)
        told = {"name": "One", "voice": "male", "clips": {"a" * 16: {"ms": 900, "peak": peak}}}
        (folder / "manifest.json").write_text(json.dumps(told))
        versions |= {one.version for one in Voices(lambda at=tmp_path / f"{peak}": at).speakers}
    assert len(versions) == 2


def test_without_a_voice_there_is_no_speaker(tmp_path: Path) -> None:
    assert Voices(lambda: tmp_path).told() == []
    assert Voices().speakers == []
