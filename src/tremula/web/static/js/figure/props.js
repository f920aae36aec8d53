// Wall, mat, chair, bed and what is soft or small in the room; and the shadow on the floor. They stand still.

import { hull, outline, polygon } from "./hull.js"
import { place, turn } from "./matrix.js"
import { disc } from "./project.js"

/** @typedef {import("./matrix.js").Vector} Vector */
/** @typedef {import("./project.js").Camera} Camera */
/** @typedef {import("./pose.js").Prop} Prop */
/** @typedef {number[]} Box from and to, in the prop's own frame; how round it is */

/** @param {Box} box @returns {Vector[]} */
const corners = ([a, b, c, d, e, f, r]) =>
  [a + r, d - r].flatMap((x) => [b + r, e - r].flatMap((y) => [c + r, f - r].map((z) => [x, y, z])))

/** A thing's shapes on the sheet, one a material. @param {Prop} prop @param {Record<string, {of: string, boxes: Box[]}[]>} props @param {Camera} look @returns {string[][]} material and path */
export const propPaths = ({ kind, at, turn: yaw }, props, look) => {
  const frame = { o: at, m: turn("y", yaw) }
  return props[kind].map(({ of, boxes }) => [
    of,
    boxes
      .map((box) => outline(corners(box).map((corner) => disc(look, place(frame, corner), box[6]))))
      .join(""),
  ])
}

/** What the body shades on the ground. @param {Vector[]} points of the body, radius fourth @param {number} ground @param {Camera} look */
export const shadowPath = (points, ground, look) =>
  polygon(
    hull(
      points.flatMap(([x, , z, r]) =>
        [0, r, 0, -r, 0].slice(1).map((dx, i, all) => look([x + dx, ground, z + all[(i + 1) % 4]])),
      ),
    ),
  )
