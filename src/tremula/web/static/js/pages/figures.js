// Draws the still figures of a page, each in the pose that its element names. Nothing moves.

import { Figure } from "../figure/figure.js"
import { all } from "../lib/page.js"

const { poses } = await (await fetch("/api/poses")).json()

for (const element of all("svg[data-pose]")) {
  const svg = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (element))
  const pose = svg.dataset.pose ?? ""
  if (!(pose in poses)) continue
  const figure = new Figure(svg, poses, {})
  figure.show(pose, { over: 0, now: 0 })
  figure.frame(0)
}
