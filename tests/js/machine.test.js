// The machine passes every case in conformance/session/; tests/conformance/test_session.py runs the same files.

import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { test } from "node:test"
import { isAllowed, nextChange, step } from "../../src/tremula/web/static/js/engine/machine.js"
import { IllegalEvent, READY } from "../../src/tremula/web/static/js/engine/state.js"

const CASES = new URL("../../conformance/session/", import.meta.url)
const read = (name) => JSON.parse(readFileSync(new URL(name, CASES), "utf8"))
const KEYS = ["refused", "state", "path", "segment", "position", "tremor", "cues", "happened"]

function play(timeline, session, [kind, at, more]) {
  try {
    const [after, effects] = step(session, kind, at, timeline, more?.lost ?? 0)
    return [after, seen(timeline, after, effects)]
  } catch (error) {
    if (!(error instanceof IllegalEvent)) throw error
    return [session, { refused: error.message }]
  }
}

function seen(timeline, session, effects) {
  const { state, path, index, position, tremor } = session
  const segments = path === "main" ? timeline.segments : timeline.branches[path]
  const cues = effects.filter((effect) => effect.cue).map((effect) => effect.cue.text ?? "")
  const happened = effects.filter((effect) => effect.happened).map((effect) => effect.happened)
  return { state, path, segment: segments[index].id, position, tremor, cues, happened }
}

function check(expected, got) {
  assert.ok(Object.keys(expected).length > 0, "an expectation that expects nothing cannot fail")
  for (const key of Object.keys(expected)) assert.ok(KEYS.includes(key), `unknown key ${key}`)
  assert.equal("refused" in got, "refused" in expected, JSON.stringify(got))
  if ("refused" in expected) assert.ok(got.refused.includes(expected.refused), got.refused)
  else for (const [key, value] of Object.entries(expected)) assert.deepEqual(got[key], value, key)
}

const names = readdirSync(CASES).filter((name) => name.endsWith(".json"))

test("there are enough cases", () => assert.ok(names.length >= 50))

for (const name of names) {
  test(name, () => {
    const { why, timeline: given, events, expect, ...rest } = read(name)
    assert.ok(why && events.length > 0 && events.length === expect.length)
    assert.deepEqual(rest, {})
    const timeline = given.ref ? read(given.ref) : given
    let session = READY
    for (const [number, event] of events.entries()) {
      const [after, got] = play(timeline, session, event)
      session = after
      assert.doesNotThrow(() => check(expect[number], got), `event ${number}: ${event}`)
    }
  })
}

test("the machine changes neither the session nor the timeline that it is given", () => {
  const timeline = deepFreeze(read("timelines/small.json"))
  let session = READY
  for (const [kind, at] of [
    ["start", 0],
    ["tick", 20_000],
    ["longer", 30_000],
    ["too-much", 31_000],
    ["stop", 40_000],
  ]) {
    const before = JSON.stringify(session)
    const [after] = step(session, kind, at, timeline)
    assert.equal(JSON.stringify(session), before)
    session = after
  }
  assert.equal(session.state, "settling")
})

test("what is allowed is said without doing it", () => {
  const timeline = read("timelines/small.json")
  assert.ok(isAllowed(READY, "start", timeline))
  assert.ok(!isAllowed(READY, "pause", timeline))
  const [running] = step(READY, "start", 0, timeline)
  assert.ok(!isAllowed(running, "longer", timeline))
  assert.ok(!isAllowed(running, "toString", timeline))
})

test("the next change is where a tick changes the step", () => {
  const timeline = read("timelines/small.json")
  assert.equal(nextChange(READY, timeline), null)
  const [running] = step(READY, "start", 0, timeline)
  assert.equal(nextChange(running, timeline), 10_000)
})

function deepFreeze(value) {
  if (value && typeof value === "object") Object.values(Object.freeze(value)).forEach(deepFreeze)
  return value
}
