import assert from "node:assert/strict"
import { test } from "node:test"
import { Gaps } from "../../src/tremula/web/static/js/drivers/gaps.js"
import { HandClock } from "./fakes.js"

function setUp(kept) {
  const clock = new HandClock()
  return { clock, gaps: new Gaps(clock, kept) }
}

test("time passes as the monotonic clock says", () => {
  const { clock, gaps } = setUp()
  clock.pass(250)
  assert.deepEqual(gaps.read(false), { at: 250, lost: 0 })
  clock.pass(3_000)
  assert.deepEqual(gaps.read(false), { at: 3_250, lost: 0 })
})

test("more than three seconds without a reading is a gap", () => {
  const { clock, gaps } = setUp()
  clock.pass(3_001)
  assert.deepEqual(gaps.read(false), { at: 3_001, lost: 3_001 })
  clock.pass(100)
  assert.deepEqual(gaps.read(false), { at: 3_101, lost: 0 })
})

test("while sound runs a hidden tab's sleepy timer is no gap", () => {
  const { clock, gaps } = setUp()
  clock.pass(60_000)
  assert.deepEqual(gaps.read(true), { at: 60_000, lost: 0 })
})

test("a computer that slept is a gap, although its monotonic clock stood still and sound seems to run", () => {
  const { clock, gaps } = setUp()
  clock.freeze(600_000, { asleep: true })
  clock.pass(100)
  assert.deepEqual(gaps.read(true), { at: 600_100, lost: 600_100 })
})

test("a wall clock that is set back shortens nothing and opens nothing", () => {
  const { clock, gaps } = setUp()
  clock.time -= 86_400_000
  clock.pass(500)
  assert.deepEqual(gaps.read(false), { at: 500, lost: 0 })
  clock.pass(500)
  assert.deepEqual(gaps.read(false), { at: 1_000, lost: 0 })
})

test("a wall clock that is set ahead opens a gap and never lets a step end earlier", () => {
  const { clock, gaps } = setUp()
  clock.time += 86_400_000
  clock.pass(500)
  const { at, lost } = gaps.read(false)
  assert.equal(at - lost, 0)
})

test("after a reload the time away is a gap, however short", () => {
  const clock = new HandClock()
  const gaps = new Gaps(clock, { at: 42_000, wall: clock.time - 900 })
  assert.deepEqual(gaps.read(false), { at: 42_900, lost: 900 })
})

test("fractions of milliseconds are not lost over many readings", () => {
  const { clock, gaps } = setUp()
  let at = 0
  for (let tick = 0; tick < 1_000; tick++) {
    clock.pass(16.67)
    at = gaps.read(false).at
  }
  assert.ok(Math.abs(at - 16_670) <= 1, `${at}`)
})
