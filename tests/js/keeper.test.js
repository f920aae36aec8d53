import assert from "node:assert/strict"
import { test } from "node:test"
import { HandClock, listen, MemoryOutbox } from "./fakes.js"

const { Keeper } = await import("../../src/tremula/web/static/js/drivers/keeper.js")
const { Taken } = await import("../../src/tremula/web/static/js/drivers/outbox.js")
const note = (at) => ({ kind: "pause", at, body: { by: "person" } })

function setUp() {
  const [outbox, clock] = [new MemoryOutbox(), new HandClock()]
  const keeper = new Keeper(outbox.kept, { outbox, clock })
  return { outbox, clock, keeper, heard: listen(keeper, "kept", "unsaved", "taken") }
}

test("events are written one after the other, numbered and chained", async () => {
  const { outbox, keeper } = setUp()
  keeper.keep([note(1), note(2)], { at: 2 })
  keeper.keep([note(3)], { at: 3 })
  await keeper.writing
  assert.deepEqual(
    outbox.events.map(({ seq, at }) => [seq, at]),
    [
      [1, 1],
      [2, 2],
      [3, 3],
    ],
  )
  assert.deepEqual(
    outbox.events.map(({ previous }) => previous),
    ["", outbox.events[0].hash, outbox.events[1].hash],
  )
  assert.deepEqual(outbox.kept.session, { at: 3 })
})

test("an event counts as kept only when it is written", async () => {
  const { keeper, heard } = setUp()
  keeper.keep([note(1)], {})
  assert.deepEqual(heard, [])
  await keeper.writing
  assert.deepEqual(heard, [["kept", { seq: 1 }]])
})

test("a disk that refuses is told and tried again; nothing is lost or doubled", async () => {
  const { outbox, keeper, heard } = setUp()
  outbox.failing = 1
  keeper.keep([note(1)], {})
  keeper.keep([note(2)], {})
  await keeper.writing
  assert.deepEqual(
    heard.map(([type]) => type),
    ["unsaved", "kept", "kept"],
  )
  assert.deepEqual(
    outbox.events.map(({ seq, at }) => [seq, at]),
    [
      [1, 1],
      [2, 2],
    ],
  )
})

test("when another tab has gone on, this one stops writing and says so", async () => {
  const { outbox, keeper, heard } = setUp()
  outbox.taken = new Taken()
  keeper.keep([note(1)], {})
  await keeper.writing
  assert.deepEqual(heard, [["taken", {}]])
  assert.deepEqual(outbox.events, [])
})

test("where it stands is remembered once a second", () => {
  const { outbox, clock, keeper } = setUp()
  for (let tick = 0; tick < 35; tick++) {
    clock.pass(100)
    keeper.remember({ at: clock.mono })
  }
  assert.equal(outbox.remembered.length, 3)
})
