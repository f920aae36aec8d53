// Paints a body into an SVG element, far parts first. It changes only what differs and knows nothing of time.

import { outline } from "./hull.js"
import { clamp, place } from "./matrix.js"
import { camera, disc, SHEET } from "./project.js"
import { propPaths, shadowPath } from "./props.js"
import { areaBalls, mirrored } from "./skeleton.js"

/** @typedef {import("./contacts.js").Frames} Frames */
/** @typedef {import("./project.js").Camera} Camera */
/** @typedef {{frames: Frames, view: import("./project.js").View, props: import("./pose.js").Prop[], eyes: string, glow: string[], body: import("./skeleton.js").Body}} Scene */
/** @typedef {{id: string, css: string, depth: number, path: string, opacity?: string}} Shape */

const NS = "http://www.w3.org/2000/svg"
/** What lies so much farther from the eye than its twin on the other side is in the shade. */
const FAR = 2.5
const FLOOR = -999
let gradients = 0

/** @param {Camera} look @param {Frames} frames @param {import("./skeleton.js").Ball} ball */
const seen = (look, frames, [name, x, y, z, r]) => {
  const point = place(frames[name], [x, y, z])
  return { point: [...point, r], circle: disc(look, point, r), depth: look(point)[2] }
}

/** @param {Scene} scene @param {Camera} look @returns {{shapes: Shape[], points: number[][]}} */
const bodyShapes = ({ frames, body, eyes }, look) => {
  /** @type {number[][]} */
  const points = []
  const seenParts = body.parts.filter((part) => !part.eyes || part.eyes === eyes)
  const shapes = seenParts.map(({ id, tone, hulls, near }) => {
    const balls = hulls.map((hull) => hull.map((ball) => seen(look, frames, ball)))
    const all = balls.flat()
    points.push(...all.map(({ point }) => point))
    const depth = all.reduce((sum, ball) => sum + ball.depth, 0) / all.length
    const [own, other] = [hulls[0][0][0], mirrored(hulls[0][0][0])].map((name) => look(frames[name].o)[2])
    const far = own < other - FAR
    const path = balls.map((hull) => outline(hull.map(({ circle }) => circle))).join("")
    return { id, css: `figure-part figure-${tone}${far ? " figure-far" : ""}`, depth: depth + near, path }
  })
  return { shapes, points }
}

/** @param {Scene} scene @param {Camera} look @returns {Shape[]} */
const glowShapes = ({ frames, glow, body }, look) =>
  glow.flatMap((area) =>
    areaBalls(body, area).map((ball, i) => {
      const { circle, depth } = seen(look, frames, ball)
      return { id: `glow-${area}-${i}`, css: "figure-glow", depth: depth + ball[4], path: outline([circle]) }
    }),
  )

/** Everything there is to paint, far things first; needs no document. @param {Scene} scene @returns {Shape[]} */
export const shapesOf = (scene) => {
  const look = camera(scene.view)
  const { shapes, points } = bodyShapes(scene, look)
  const props = scene.props.flatMap((prop, i) =>
    propPaths(prop, scene.body.props, look).map(([material, path]) => ({
      id: `${prop.kind}-${material}-${i}`,
      css: `figure-prop figure-${material}`,
      depth: FLOOR + i,
      path,
      opacity: clamp(prop.fade ?? 1).toFixed(2),
    })),
  )
  const shadow = {
    id: "shadow",
    css: "figure-shadow",
    depth: FLOOR + 99,
    path: shadowPath(points, scene.frames.ground.o[1], look),
  }
  return [...props, shadow, ...shapes, ...glowShapes(scene, look)].sort((a, b) => a.depth - b.depth)
}

/** @param {Element} element @param {Record<string, string>} attributes sets only what changed */
const attribute = (element, attributes) => {
  for (const [name, value] of Object.entries(attributes))
    if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}

/** @param {string} name @param {Record<string, string>} attributes */
const make = (name, attributes) => {
  const element = document.createElementNS(NS, name)
  attribute(element, attributes)
  return element
}

export class Painter {
  /** @param {SVGElement} svg @param {import("./skeleton.js").Body} body whose colours it wears */
  constructor(svg, body) {
    this.light = `figure-glow-${++gradients}`
    this.layer = make("g", { class: "figure-body" })
    /** @type {Map<string, Element>} */
    this.elements = new Map()
    this.order = ""
    for (const [name, [light, dark]] of Object.entries(body.colours))
      svg.style.setProperty(`--figure-${name}`, `light-dark(${light}, ${dark})`)
    svg.classList.toggle("figure-plain", body.plain)
    attribute(svg, { viewBox: `0 0 ${SHEET} ${SHEET}` })
    const light = make("radialGradient", { id: this.light })
    for (const part of ["core", "rim"])
      light.append(make("stop", { class: `figure-glow-${part}`, offset: part === "rim" ? "1" : "0" }))
    svg.append(light, this.layer)
  }

  /** @param {Scene} scene */
  paint(scene) {
    const shapes = shapesOf(scene)
    const elements = shapes.map((shape) => this.element(shape))
    const order = shapes.map(({ id }) => id).join()
    if (order !== this.order) this.layer.replaceChildren(...elements)
    this.order = order
  }

  /** Where a class has a fill or an opacity of its own, that one counts. @param {Shape} shape */
  element({ id, css, path, opacity = "1" }) {
    const element = this.elements.get(id) ?? make("path", { "data-part": id, fill: `url(#${this.light})` })
    this.elements.set(id, element)
    attribute(element, { class: css, d: path, opacity })
    return element
  }
}
