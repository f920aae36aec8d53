// A pose by itself, for the cards of a page. Nothing moves.

import { still } from "./body.js"
import { Painter } from "./draw.js"
import { standOf } from "./figure.js"
import { bodyOf } from "./skeleton.js"

/** @typedef {import("./figure.js").Sheet} Sheet */

/** One pose for a card of the library, lit where it works. @param {SVGElement} svg @param {Sheet} sheet @param {string} id @param {"left" | "right" | null} [side] @param {Record<string, string>} [look] */
export const drawStill = (svg, { poses, body }, id, side, look) => {
  const whose = bodyOf(body, look)
  const { pose, view } = standOf(poses, whose, id, side)
  new Painter(svg, whose).paint({ ...pose, frames: still(pose), view })
}
