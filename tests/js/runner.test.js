import assert from "node:assert/strict"
import { test } from "node:test"
import { SessionRunner } from "../../src/tremula/web/static/js/session.js"
import { HandClock, listen, timeline } from "./fakes.js"

function setUp(more = {}) {
  const clock = new HandClock()
  const kept = []
  const keeper = {
    keep: (events, session) => kept.push(...events.map((e) => ({ ...e, session }))),
    remember() {},
  }
  const runner = new SessionRunner(timeline, { clock, keeper, ...more })
  const heard = listen(runner, "cue", "happened", "refused", "gap", "state")
  return { clock, runner, kept, heard }
}

const texts = (heard) => heard.filter(([type]) => type === "cue").map(([, { cue }]) => cue.text)

test("cues are told in their order, within a tick of their moment", () => {
  const { clock, runner, heard } = setUp()
  runner.begin()
  runner.do("start")
  clock.pass(19_000)
  assert.deepEqual(texts(heard), ["sway", "left", "right", "raise", "lower", "sit"])
  for (const [, { late }] of heard.filter(([type]) => type === "cue")) assert.ok(late < 100)
})

test("what a person does is kept, and beside it what happened by itself", () => {
  const { clock, runner, kept } = setUp()
  runner.begin()
  runner.do("start")
  clock.pass(125_000)
  runner.do("fine")
  runner.do("stop")
  clock.pass(12_000)
  assert.deepEqual(
    kept.filter(({ kind }) => kind !== "step").map(({ kind, body }) => [kind, body.by]),
    [
      ["start", "person"],
      ["asked", "itself"],
      ["fine", "person"],
      ["stop", "person"],
      ["settling", "itself"],
      ["settled", "itself"],
    ],
  )
  assert.equal(kept.at(-1).session.state, "stopped")
  assert.ok(runner.over)
})

test("what cannot be done is refused, told and not kept", () => {
  const { runner, heard, kept } = setUp()
  runner.begin()
  assert.equal(runner.do("pause"), false)
  assert.equal(kept.length, 0)
  assert.ok(heard.some(([type, { event }]) => type === "refused" && event === "pause"))
  assert.ok(runner.allows("start") && !runner.allows("resume"))
})

test("a frozen tab opens a gap: the position stays, no cue is caught up", () => {
  const { clock, runner, heard, kept } = setUp()
  runner.begin()
  runner.do("start")
  clock.pass(1_000)
  clock.freeze(600_000)
  clock.pass(100)
  assert.deepEqual([runner.session.state, runner.session.position], ["paused", 1_000])
  assert.deepEqual(texts(heard), ["sway"])
  assert.deepEqual(kept.at(-1).body, { by: "device", lost: 600_000 })
})

test("before the begin and after the end nothing of gaps is kept", () => {
  const { clock, runner, kept } = setUp()
  runner.begin()
  clock.freeze(60_000)
  clock.pass(100)
  runner.do("start")
  runner.do("left")
  clock.freeze(60_000)
  clock.pass(100)
  assert.deepEqual(
    kept.map(({ kind }) => kind),
    ["start", "left"],
  )
})

test("a device never answers a question by pausing, but it may stop", () => {
  const { clock, runner } = setUp()
  runner.begin()
  runner.do("start")
  clock.pass(124_000)
  assert.equal(runner.session.state, "asking")
  assert.equal(runner.do("pause", { by: "device" }), false)
  assert.equal(runner.session.state, "asking")
  assert.equal(runner.do("stop", { by: "device" }), true)
})

test("after a reload the same step is offered again", () => {
  const first = setUp()
  first.runner.begin()
  first.runner.do("start")
  first.clock.pass(15_000)
  const kept = { session: first.runner.session, wall: first.clock.wall() }
  first.clock.pass(20_000)
  const clock = new HandClock()
  clock.time = first.clock.time
  const second = setUp({ kept, clock })
  second.runner.begin()
  assert.deepEqual([second.runner.segment.id, second.runner.session.state], ["warm/raise", "paused"])
  second.runner.do("resume")
  assert.deepEqual(texts(second.heard), ["get ready"])
  clock.pass(3_000)
  assert.deepEqual([second.runner.segment.id, second.runner.session.position], ["warm/raise", 0])
})

test("what comes is said ahead without happening", () => {
  const { runner } = setUp()
  runner.begin()
  runner.do("start")
  const before = runner.session
  assert.deepEqual(
    runner.upcoming(8_000).map(({ at, cue }) => [at, cue?.text]),
    [
      [4_000, "left"],
      [7_000, "right"],
    ],
  )
  assert.equal(runner.session, before)
})

test("once ended, time stands still and nothing is taken", () => {
  const { clock, runner, kept } = setUp()
  runner.begin()
  runner.do("start")
  runner.end()
  clock.pass(5_000)
  assert.equal(runner.do("pause"), false)
  assert.deepEqual([runner.session.position, kept.length], [0, 1])
})

test("the record says which step time has led to, so that one that breaks off says how far one came", () => {
  const { clock, runner, kept } = setUp()
  runner.begin()
  runner.do("start")
  clock.pass(20_000)
  assert.deepEqual(
    kept.map(({ kind, body }) => [kind, body.step]),
    [
      ["start", undefined],
      ["step", "warm/raise"],
      ["step", "sit/hold"],
    ],
  )
})
