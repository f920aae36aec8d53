// From the room to the sheet: an orthographic camera that looks at the person. It draws nothing.

import { apply, mix, times, turn } from "./matrix.js"

/** @typedef {import("./matrix.js").Vector} Vector */
/** @typedef {{yaw: number, tilt: number, floor: number}} View degrees around, degrees from above, floor on the sheet */
/** @typedef {(point: Vector) => Vector} Camera to the sheet's x and y, and nearness */

export const SHEET = 200
const SCALE = 1.66
const YAWS = { front: 0, quarter: 38, side: 90 }

/** @param {import("./pose.js").PoseData} pose @returns {View} */
export const viewOf = (pose) => ({
  yaw: YAWS[pose.view] + (pose.yaw ?? 0),
  tilt: pose.tilt ?? 8,
  floor: pose.low ? 146 : 184,
})

/** @param {View} a @param {View} b @param {number} t @returns {View} */
export const mixView = (a, b, t) => {
  const [yaw, tilt, floor] = mix([a.yaw, a.tilt, a.floor], [b.yaw, b.tilt, b.floor], t)
  return { yaw, tilt, floor }
}

/** @param {View} view @returns {Camera} */
export const camera = ({ yaw, tilt, floor }) => {
  const m = times(turn("x", tilt), turn("y", yaw))
  return (point) => {
    const [x, y, z] = apply(m, point)
    return [SHEET / 2 + x * SCALE, floor - y * SCALE, z]
  }
}

/** @param {Camera} look @param {Vector} point @param {number} radius */
export const disc = (look, point, radius) => {
  const [x, y] = look(point)
  return [x, y, radius * SCALE]
}
