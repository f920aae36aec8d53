// Draws the still figures of a page, each in the pose that its element names. Nothing moves.

import { drawStill } from "../figure/still.js"
import { lookOf } from "../lib/look.js"
import { all } from "../lib/page.js"

/** @type {import("../figure/figure.js").Sheet} */
const sheet = await (await fetch("/api/poses")).json()

for (const element of all("svg[data-pose]")) {
  const svg = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (element))
  const pose = svg.dataset.pose ?? ""
  if (pose in sheet.poses) drawStill(svg, sheet, pose, "left", lookOf())
}
