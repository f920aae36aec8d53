import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { canonical, toKeep } from "../../src/tremula/web/static/js/engine/record.js"
import { replay } from "../../src/tremula/web/static/js/engine/replay.js"

const timeline = JSON.parse(
  readFileSync(new URL("../../conformance/session/timelines/small.json", import.meta.url), "utf8"),
)

test("keys are sorted by code point, as Python sorts them", () => {
  assert.equal(
    canonical({ b: 1, a: 2, "\u{1f600}": 3, "\uffff": 4 }),
    '{"a":2,"b":1,"\uffff":4,"\u{1f600}":3}',
  )
})

test("what another language would write otherwise is refused", () => {
  for (const value of [0.5, Number.NaN, 2 ** 53, undefined, "\ud800", { a: [1.5] }, 1n]) {
    assert.throws(() => canonical({ value }), TypeError)
  }
})

test("a tick keeps only what happened; an event stands where it happened", () => {
  const effects = [
    { at: 5, happened: "asked" },
    { at: 5, cue: {} },
    { at: 9, happened: "settling" },
  ]
  const itself = { by: "itself" }
  assert.deepEqual(toKeep({ kind: "tick", at: 9 }, effects), [
    { kind: "asked", at: 5, body: itself },
    { kind: "settling", at: 9, body: itself },
  ])
  assert.deepEqual(
    toKeep({ kind: "stop", at: 9, body: { by: "person" } }, effects, "settle").map(({ kind }) => kind),
    ["asked", "stop", "settling"],
  )
})

test("a record is played again; what happened by itself only tells the time", () => {
  const events = [
    { kind: "start", at: 0, body: { by: "person" } },
    { kind: "finished", at: 4_000, body: { by: "itself" } },
    { kind: "pause", at: 5_000, body: { by: "person" } },
    { kind: "pause", at: 6_000, body: { by: "person" } },
  ]
  const { state, position, at } = replay(timeline, events)
  assert.deepEqual({ state, position, at }, { state: "paused", position: 5_000, at: 5_000 })
})

test("a step that time alone has led to is kept", () => {
  assert.deepEqual(toKeep({ kind: "tick", at: 9 }, [], "raise"), [
    { kind: "step", at: 9, body: { by: "itself", step: "raise" } },
  ])
})
