// A pulse counted by hand, and the reminder at its time: with timers and a clock of their own.

import assert from "node:assert/strict"
import { mock, test } from "node:test"
import { countDown, perMinute } from "../../src/tremula/web/static/js/lib/counting.js"

const REMINDING = "../../src/tremula/web/static/js/lib/reminding.js"
const NOON = Date.parse("2026-11-22T12:00:00Z")

let visits = 0

/** What a page, opened at noon, has shown after so many minutes. */
async function shownAfter(minutes, told, permission = "granted") {
  visits += 1
  const { remind } = await import(`${REMINDING}?visit=${visits}`)
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: NOON })
  globalThis.window = { Notification: { permission } }
  globalThis.Notification = globalThis.window.Notification
  const shown = []
  const answers = [...told]
  await remind(
    async () => (answers.length > 1 ? answers.shift() : answers[0]),
    (title) => shown.push(title),
  )
  for (let n = 0; n < minutes * 60; n += 1) {
    mock.timers.tick(1_000)
    await Promise.resolve()
  }
  mock.timers.reset()
  return shown
}

const at = (time, title = "A short pause", notify = true) => ({
  schedule: { notify },
  next: time && { at: `2026-11-22T${time}:00Z`, title },
})

test("half a minute's beats are doubled", () => {
  assert.deepEqual(["31", "0", "30.4"].map(perMinute), ["62", "0", "60"])
})

test("the count tells the seconds that are left, and then asks", () => {
  const told = []
  let done = 0
  const later = (act) => act()
  countDown(
    (words) => told.push(words),
    () => {
      done += 1
    },
    later,
  )
  assert.equal(told[0], "Count each beat. 30 seconds left.")
  assert.equal(told.length, 7)
  assert.equal(told[6], "Stop. How many beats did you count?")
  assert.equal(done, 1)
})

test("a reminder comes at its time and not before, then the next one", async () => {
  const told = [at("12:05"), at("12:10", "Time for myself"), at("13:00")]
  assert.deepEqual(await shownAfter(4, told), [])
  assert.deepEqual(await shownAfter(6, told), ["A short pause"])
  assert.deepEqual(await shownAfter(12, told), ["A short pause", "Time for myself"])
})

test("nothing comes where it is not wanted, not allowed, or has no time", async () => {
  assert.deepEqual(await shownAfter(10, [at("12:05", "A short pause", false)]), [])
  assert.deepEqual(await shownAfter(10, [at("12:05")], "denied"), [])
  assert.deepEqual(await shownAfter(10, [at("")]), [])
})

test("what is long over is not shown late", async () => {
  assert.deepEqual(await shownAfter(10, [at("11:00"), at("")]), [])
})

test("one time is told of once, also where the server's clock is behind or two have asked", async () => {
  assert.deepEqual(await shownAfter(10, [at("12:05")]), ["A short pause"])
  visits += 1
  const { remind } = await import(`${REMINDING}?visit=${visits}`)
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: NOON })
  globalThis.window = { Notification: { permission: "granted" } }
  globalThis.Notification = globalThis.window.Notification
  const shown = []
  const show = (title) => shown.push(title)
  const look = async () => at("12:01")
  await Promise.all([remind(look, show), remind(look, show)])
  mock.timers.tick(60_500)
  mock.timers.reset()
  assert.deepEqual(shown, ["A short pause"])
})
