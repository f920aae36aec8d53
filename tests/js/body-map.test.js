// The body map without a page: the cases of conformance/bodymap, and how marks are set, taken back and walked.

import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { test } from "node:test"
import { Marks, spokenPlace, stronger, withMark } from "../../src/tremula/web/static/js/bodymap/map.js"
import { nextSpot } from "../../src/tremula/web/static/js/bodymap/near.js"
import { pictureOf } from "../../src/tremula/web/static/js/bodymap/picture.js"

const FOLDER = new URL("../../conformance/bodymap/", import.meta.url)
const read = (name) => JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"))
const { map } = read("map.json")
const CASES = readdirSync(FOLDER).filter((name) => name !== "map.json")

const quoted = (value) =>
  `"${value.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;")}"`
const written = ([name, attributes, inside]) => {
  const words = Object.entries(attributes).map(([key, value]) => ` ${key}=${quoted(value)}`)
  return `<${name}${words.join("")}>${inside.map(written).join("")}</${name}>`
}

test("there are cases", () => assert.ok(CASES.length >= 10))

for (const name of CASES)
  test(`drawn and told as in ${name}`, () => {
    const { record, svg, spoken, ...drawing } = read(name)
    assert.equal(written(pictureOf(map, record, drawing)), svg)
    for (const [place, words] of Object.entries(spoken)) assert.equal(spokenPlace(map, record, place), words)
  })

test("a tap makes it stronger, after the strongest nothing", () => {
  assert.deepEqual([0, 1, 2, 3].map(stronger), [1, 2, 3, 0])
})

test("a record has the map's order and no zeros, whatever the order of the taps", () => {
  let record = withMark(map, {}, "low-back", "warm", 1)
  record = withMark(map, record, "head", "warm", 2)
  record = withMark(map, record, "head", "tense", 3)
  assert.equal(JSON.stringify(record), '{"head":{"tense":3,"warm":2},"low-back":{"warm":1}}')
  assert.deepEqual(withMark(map, record, "low-back", "warm", 0), { head: { tense: 3, warm: 2 } })
})

test("every change can be taken back, clearing too, and no further than the beginning", () => {
  const marks = new Marks(map, { head: { tense: 1 } })
  marks.set("head", "tense", 1)
  assert.equal(marks.before.length, 0)
  marks.set("left-hand", "warm", 2)
  marks.clear()
  assert.deepEqual(marks.record, {})
  marks.undo()
  assert.deepEqual(marks.record, { head: { tense: 1 }, "left-hand": { warm: 2 } })
  marks.undo()
  marks.undo()
  assert.deepEqual(marks.record, { head: { tense: 1 } })
})

test("arrow keys go to the nearest place that lies that way", () => {
  const spots = [
    { id: "middle", x: 50, y: 50 },
    { id: "above", x: 50, y: 20 },
    { id: "far-above-aside", x: 30, y: 30 },
    { id: "right", x: 80, y: 52 },
  ]
  assert.equal(nextSpot(spots, "middle", "ArrowUp")?.id, "above")
  assert.equal(nextSpot(spots, "middle", "ArrowRight")?.id, "right")
  assert.equal(nextSpot(spots, "middle", "ArrowLeft")?.id, "far-above-aside")
  assert.equal(nextSpot(spots, "middle", "ArrowDown"), undefined)
  assert.equal(nextSpot(spots, "middle", "x"), undefined)
})
