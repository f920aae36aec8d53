// A nod of the phone answers a check-in; a shaking, tapping or walking body never does.

import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { test } from "node:test"
import { Nod } from "../../src/tremula/web/static/js/engine/nod.js"

const RECORDINGS = new URL("recordings/", import.meta.url)
const GRAVITY = 9.81

/** @param {Iterable<[number, [number, number, number]]>} readings */
function nods(readings) {
  const nod = new Nod()
  return [...readings].filter(([at, reading]) => nod.read(at, reading)).length
}

/** A sensor of 60 Hz with uneven steps and noise, over a phone whose tilt (degrees) follows `tilt(ms)`. */
function* sensed(tilt, { noise = 0.2, shake = () => 0, for: ms = 6_000 } = {}) {
  let state = 7
  const random = () => {
    state = (state * 16_807) % 2_147_483_647
    return (2 * state) / 2_147_483_647 - 1
  }
  for (let at = 0; at < ms; at += 16.7 + 4 * random()) {
    const angle = (tilt(at) * Math.PI) / 180
    const [x, y, z] = [0, GRAVITY * Math.sin(angle) + shake(at), GRAVITY * Math.cos(angle)]
    yield [at, [x + noise * random(), y + noise * random(), z + noise * random()]]
  }
}

/** There and back within `ms`, beginning at 2 s. */
const tipped = (degrees, ms) => (at) =>
  at > 2_000 && at < 2_000 + ms ? degrees * Math.sin((Math.PI * (at - 2_000)) / ms) : 0
const shaking = (hertz, metres) => (at) => metres * Math.sin((2 * Math.PI * hertz * at) / 1000)

for (const [degrees, ms] of [
  [60, 800],
  [75, 800],
  [90, 1_200],
  [60, 1_500],
  [60, 2_000],
])
  test(`tipping by ${degrees} degrees and back in ${ms} ms is one nod`, () => {
    assert.equal(nods(sensed(tipped(degrees, ms))), 1)
  })

test("one nod after another counts each", () => {
  const twice = (at) => tipped(70, 1_000)(at) + tipped(70, 1_000)(at - 2_500)
  assert.equal(nods(sensed(twice)), 2)
})

for (const [why, readings] of Object.entries({
  "a phone that lies still": sensed(() => 0),
  "a small tilt": sensed(tipped(25, 1_000)),
  "a phone that is turned and stays so": sensed((at) => (at > 2_000 ? 90 : 0)),
  "tilting slowly, as somebody who picks it up": sensed(tipped(90, 5_000), { for: 8_000 }),
  "rocking to and fro once a second": sensed((at) => 70 * Math.sin((2 * Math.PI * at) / 1_000)),
  "a strong tremor of 5 Hz": sensed(() => 0, { shake: shaking(5, 6) }),
  "a strong tremor of 10 Hz": sensed(() => 0, { shake: shaking(10, 12) }),
  "tipping while it trembles: it lies on the body": sensed(tipped(80, 1_000), { shake: shaking(6, 4) }),
}))
  test(`no nod: ${why}`, () => {
    assert.equal(nods(readings), 0)
  })

for (const file of readdirSync(RECORDINGS).filter((name) => name.endsWith(".csv")))
  test(`no nod in a real recording: ${file}`, () => {
    const lines = readFileSync(new URL(file, RECORDINGS), "utf8").trim().split("\n")
    const readings = lines.map((line) => line.split(",").map(Number))
    assert.ok(readings.length > 900)
    // Each moment of it may be the one at which the question begins.
    for (let from = 0; from < readings.length; from += 150)
      assert.equal(nods(readings.slice(from).map(([at, ...reading]) => [at, reading])), 0, `from row ${from}`)
  })

test("after a silence of the sensor it begins anew", () => {
  const readings = [...sensed(tipped(70, 1_000))].filter(([at]) => at < 2_300 || at > 2_900)
  assert.equal(nods(readings), 0)
})
