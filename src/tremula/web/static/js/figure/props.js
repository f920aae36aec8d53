// Wall, mat, chair, block and the shadow on the floor. They stand still.

import { hull, polygon } from "./hull.js"
import { apply, place, turn } from "./matrix.js"

/** @typedef {import("./matrix.js").Vector} Vector */
/** @typedef {import("./project.js").Camera} Camera */
/** @typedef {import("./pose.js").Prop} Prop */
/** @typedef {number[]} Box from and to, in the prop's own frame */

/** @type {Record<string, Box[]>} */
const BOXES = {
  wall: [[-30, 0, -2.5, 30, 108, 0]],
  mat: [[-20, -0.6, -58, 20, 0, 58]],
  block: [[-5, 0, -8, 5, 9, 8]],
  cushion: [[-7, 0, -5, 7, 5.5, 5]],
  bed: [
    [-22, 0, -59, -19, 20, -56],
    [19, 0, -59, 22, 20, -56],
    [-22, 0, 56, -19, 20, 59],
    [19, 0, 56, 22, 20, 59],
    [-23, 12, -60, 23, 19, 60],
    [-23, 18, -61, 23, 38, -58],
    [-22, 19, -58, 22, 27, 59],
  ],
  chair: [
    [-11, 0, -12, -9, 26, -10],
    [9, 0, -12, 11, 26, -10],
    [-11, 26, -12, -9, 56, -10],
    [9, 26, -12, 11, 56, -10],
    [-11, 40, -12, 11, 54, -10.5],
    [-11, 0, 9, -9, 26, 11],
    [9, 0, 9, 11, 26, 11],
    [-12, 25, -12, 12, 28, 12],
  ],
}

/** @param {Box} box @returns {Vector[]} */
const corners = ([a, b, c, d, e, f]) =>
  [a, d].flatMap((x) => [b, e].flatMap((y) => [c, f].map((z) => [x, y, z])))

/** @param {Prop} prop @param {Camera} look @returns {string} */
export const propPath = (prop, look) => {
  const frame = { o: prop.at ?? [0, 0, 0], m: turn("y", prop.turn ?? 0) }
  return BOXES[prop.kind]
    .map((box) => polygon(hull(corners(box).map((corner) => look(place(frame, corner))))))
    .join("")
}

/** What the body shades on the floor. @param {Vector[]} points of the body, radius fourth @param {Camera} look */
export const shadowPath = (points, look) =>
  polygon(
    hull(
      points.flatMap(([x, , z, r]) =>
        [0, 60, 120, 180, 240, 300].map((angle) => {
          const [dx, , dz] = apply(turn("y", angle), [r, 0, 0])
          return look([x + dx, 0, z + dz])
        }),
      ),
    ),
  )
