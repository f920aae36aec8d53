"""The machine in Python and the one in JavaScript agree on whatever people do on whatever timeline."""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from timelines import doings, timelines

from tremula.core.session import state
from tremula.core.session.machine import step
from tremula.core.session.state import IllegalEvent, Session
from tremula.core.session.timeline import Timeline

PLAY = Path(__file__).parents[2] / "js/play.js"


@pytest.fixture(scope="module")
def node() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        ["node", str(PLAY)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        assert process.stdin
        process.stdin.close()


def in_python(raw: dict[str, Any], events: list[tuple[str, int, int]]) -> list[Any]:
    timeline, session, seen = msgspec.convert(raw, Timeline), Session(), []
    for kind, at, lost in events:
        try:
            session, effects = step(session, kind, at, timeline, lost)
        except IllegalEvent as refusal:
            seen.append(str(refusal))
        else:
            shown = [[e.at, e.cue.text if e.cue else e.happened] for e in effects]
            seen.append([{camel(k): v for k, v in asdict(session).items()}, shown])
    return seen


def camel(name: str) -> str:
    return re.sub(r"_(.)", lambda m: m[1].upper(), name)


def in_javascript(process: subprocess.Popen[str], raw: dict[str, Any], events: list[Any]) -> list[Any]:
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps({"timeline": raw, "events": events}) + "\n")
    process.stdin.flush()
    return list(json.loads(process.stdout.readline()))


@settings(
    max_examples=700,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(raw=timelines(), several=st.lists(doings(), min_size=3, max_size=3))
def test_both_machines_say_the_same(
    node: subprocess.Popen[str], raw: dict[str, Any], several: list[list[tuple[str, int, int]]]
) -> None:
    for events in several:
        assert in_javascript(node, raw, events) == in_python(raw, events)


def test_both_tables_are_the_same() -> None:
    program = "import * as s from './state.js'; console.log(JSON.stringify(s))"
    engine = PLAY.parents[2] / "src/tremula/web/static/js/engine"
    command = ["node", "--input-type=module", "--eval", program]
    told = json.loads(subprocess.run(command, cwd=engine, capture_output=True, check=True).stdout)
    assert told["TRANSITIONS"] == json.loads(msgspec.json.encode(state.TRANSITIONS))
    assert told["READY"] == {camel(name): value for name, value in asdict(Session()).items()}
    for name in ("LONG_GAP", "AFRESH_AFTER", "PAUSE_IN_TREMOR", "MAIN"):
        assert told[name] == getattr(state, name)
    assert told["WALKING"] == list(state.WALKING)
    assert told["FINAL"] == list(state.FINAL)
