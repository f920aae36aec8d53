// The figure as the player uses it: it shows, moves, trembles, glows and rests. The page is a stand-in that counts.

import assert from "node:assert/strict"
import { test } from "node:test"
import { shapesOf } from "../../src/tremula/web/static/js/figure/draw.js"
import { Figure } from "../../src/tremula/web/static/js/figure/figure.js"
import { drawStill } from "../../src/tremula/web/static/js/figure/still.js"
import { framesOf, POSES, SHEET, stand } from "./figure-room.js"

class Stub {
  constructor(name) {
    this.name = name
    this.attributes = new Map()
    this.children = []
    this.writes = 0
    this.classList = { toggle: () => {} }
    this.style = { setProperty: (name, value) => this.colours.set(name, value) }
    this.colours = new Map()
  }
  getAttribute(name) {
    return this.attributes.get(name) ?? null
  }
  setAttribute(name, value) {
    this.writes += 1
    this.attributes.set(name, value)
  }
  append(...children) {
    this.children.push(...children)
  }
  replaceChildren(...children) {
    this.children = children
  }
}

globalThis.document = { createElementNS: (_, name) => new Stub(name) }

const layer = (svg) => svg.children.find(({ name }) => name === "g")
const paths = (svg) =>
  layer(svg)
    .children.map((path) => path.getAttribute("d"))
    .join()
const part = (svg, id) => layer(svg).children.find((path) => path.getAttribute("data-part") === id)
const made = (options = {}) => {
  const svg = new Stub("svg")
  return { svg, figure: new Figure(svg, SHEET, { reduced: false, ...options }) }
}
const everyElement = (element) => [element, ...element.children.flatMap(everyElement)]

test("the first pose stands at once, however long it was given", () => {
  const { svg, figure } = made()
  figure.show("stand", { over: 2000, now: 0 })
  const still = new Stub("svg")
  drawStill(still, SHEET, "stand")
  assert.equal(paths(svg), paths(still))
  assert.equal(figure.frame(10), false)
})

test("a movement ends in its pose and says when it is over", () => {
  const { svg, figure } = made()
  figure.show("stand", { now: 0 })
  figure.show("sway", { side: "left", over: 1000, now: 100 })
  assert.equal(figure.frame(600), true)
  const middle = paths(svg)
  assert.equal(figure.frame(1100), false)
  const still = new Stub("svg")
  drawStill(still, SHEET, "sway")
  assert.notEqual(middle, paths(svg))
  assert.equal(paths(svg), paths(still))
})

test("at rest nothing is drawn again", () => {
  const { svg, figure } = made()
  figure.show("lie-flat", { now: 0 })
  const before = everyElement(svg).reduce((sum, { writes }) => sum + writes, 0)
  for (let now = 0; now < 5000; now += 16) figure.frame(now)
  assert.equal(
    everyElement(svg).reduce((sum, { writes }) => sum + writes, 0),
    before,
  )
})

test("while moving it is drawn at most 30 times a second, and again at the very end", () => {
  const { figure } = made()
  figure.show("stand", { now: 0 })
  let drawn = 0
  const paint = figure.painter.paint.bind(figure.painter)
  figure.painter.paint = (scene) => {
    drawn += 1
    paint(scene)
  }
  figure.show("bow", { over: 1000, now: 0 })
  for (let now = 0; now <= 1100; now += 1000 / 60) figure.frame(now)
  assert.ok(drawn > 20 && drawn <= 33, `${drawn} times`)
})

test("from standing to lying the way leads through sitting, in the time given", () => {
  const { svg, figure } = made()
  figure.show("stand", { now: 0 })
  figure.show("lie-bent", { over: 2000, now: 0 })
  for (let now = 0; now < 1000; now += 33) assert.equal(figure.frame(now), true)
  assert.equal(figure.frame(1030), true)
  assert.ok(figure.between(1030)[0].pose.root[1] < 25)
  assert.equal(figure.frame(2000), false)
  const lying = new Stub("svg")
  drawStill(lying, SHEET, "lie-bent")
  assert.equal(paths(svg), paths(lying))
})

test("a movement broken off goes on from where it is", () => {
  const { figure } = made()
  figure.show("stand", { now: 0 })
  figure.show("fold-centre", { over: 2000, now: 0 })
  figure.frame(1000)
  const scenes = []
  figure.painter.paint = (scene) => scenes.push(scene)
  figure.draw(1000)
  figure.show("stand", { over: 2000, now: 1000 })
  const [before, after] = scenes.map(({ frames }) => frames)
  for (const name of Object.keys(before))
    for (const i of [0, 1, 2])
      assert.ok(Math.abs(before[name].o[i] - after[name].o[i]) < 1.5, `${name} jumps`)
})

test("with reduced motion it jumps, and does not tremble", () => {
  const { svg, figure } = made({ reduced: true })
  figure.show("stand", { now: 0 })
  figure.show("sway", { over: 3000, now: 0 })
  figure.shake(1)
  assert.equal(figure.frame(40), false)
  const still = new Stub("svg")
  drawStill(still, SHEET, "sway")
  assert.equal(paths(svg), paths(still))
})

test("trembling is fine, spares the soles, the back and the floor, is the same for the same seed, and ends", () => {
  const scenes = []
  const run = (seed) => {
    const { figure } = made({ seed })
    figure.painter.paint = (scene) => scenes.push(scene)
    figure.show("narrow-3", { now: 0 })
    figure.shake(1)
    for (let now = 0; now < 3000; now += 33) assert.equal(figure.frame(now), true)
    figure.shake(0)
    assert.equal(figure.frame(3100), false)
    return JSON.stringify(scenes.splice(0).map(({ frames }) => frames))
  }
  const first = run(7)
  assert.equal(first, run(7))
  assert.notEqual(first, run(8))
  const still = framesOf("narrow-3")
  const far = (name) =>
    Math.max(
      ...JSON.parse(first).map((now) =>
        Math.hypot(...[0, 1, 2].map((i) => now[name].o[i] - still[name].o[i])),
      ),
    )
  assert.ok(far("left-shin") > 0.3 && far("left-shin") < 2, `the knee moves ${far("left-shin")}`)
  assert.ok(far("left-foot") < 0.01)
  assert.ok(far("chest") < 0.3)
})

test("the glow lies on the working part, on the working side", () => {
  const { svg, figure } = made()
  figure.show("calf-high", { side: "left", now: 0 })
  assert.ok(part(svg, "glow-left-calves-0"))
  figure.show("calf-high", { side: "right", now: 0 })
  assert.ok(part(svg, "glow-right-calves-0"))
  figure.show("stand", { now: 0 })
  assert.equal(part(svg, "glow-right-calves-0"), undefined)
})

test("a pose that does not exist is an error with its name", () => {
  const { figure } = made()
  assert.throws(() => figure.show("handstand"), /handstand/)
})

test("nothing carries a style attribute, and every path is made of finite numbers", () => {
  for (const id of Object.keys(POSES)) {
    const svg = new Stub("svg")
    drawStill(svg, SHEET, id, "right")
    for (const { attributes } of everyElement(svg)) {
      assert.equal(attributes.has("style"), false)
      assert.doesNotMatch([...attributes.values()].join(), /NaN|Infinity|undefined/)
    }
  }
})

test("eyes may be closed, and a face is only seen from where it looks", () => {
  const scene = (id, yaw) => {
    const { pose, view } = stand(id)
    return { ...pose, frames: framesOf(id), view: { ...view, yaw }, glow: [] }
  }
  const order = (shown) => shapesOf(shown).map(({ id }) => id)
  const above = (shown, id, other) => order(shown).indexOf(id) > order(shown).indexOf(other)
  const seen = (shown, id) => above(shown, id, "skull") && above(shown, id, "face")
  const features = ["left-eye", "right-eye", "left-mouth", "right-brow"]
  assert.ok(features.every((id) => seen(scene("stand", 0), id)))
  assert.ok(features.every((id) => !seen(scene("stand", 180), id)))
  assert.ok(above(scene("stand", 180), "skull", "face"))
  assert.ok(seen(scene("stand", 80), "left-eye") !== seen(scene("stand", 80), "right-eye"))
  const asleep = order({ ...scene("stand", 0), eyes: "closed" })
  assert.ok(asleep.includes("left-lid") && !asleep.includes("left-eye"))
})

test("every pose stays on the sheet", () => {
  for (const id of Object.keys(POSES)) {
    const { pose, view } = stand(id)
    const shapes = shapesOf({ ...pose, frames: framesOf(id), view, glow: [] })
    const body = shapes.filter(({ css }) => css.startsWith("figure-part"))
    const numbers = body.flatMap(({ path }) => path.match(/[\d.-]+/g).map(Number))
    assert.ok(Math.min(...numbers) >= 0 && Math.max(...numbers) <= 200, id)
  }
})
