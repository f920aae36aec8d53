// From the room to the sheet: an orthographic camera that looks at the person. It draws nothing.

import { apply, sub, times, turn } from "./matrix.js"

/** @typedef {import("./matrix.js").Vector} Vector */
/** @typedef {{yaw: number, tilt: number, floor: number, centre: number}} View degrees around, degrees from above, floor on the sheet, how far in front of the room's middle it looks */
/** @typedef {(point: Vector) => Vector} Camera to the sheet's x and y, and nearness */

export const SHEET = 200
const SCALE = 1.66
const YAWS = { front: 0, quarter: 38, side: 90 }

/** @param {import("./pose.js").PoseData} pose @returns {View} */
export const viewOf = (pose) => ({
  yaw: YAWS[pose.view] + (pose.yaw ?? 0),
  tilt: pose.tilt ?? 8,
  floor: pose.low ? 146 : 184,
  centre: pose.centre ?? 0,
})

/** @param {View} view @returns {Camera} */
export const camera = ({ yaw, tilt, floor, centre }) => {
  const m = times(turn("x", tilt), turn("y", yaw))
  return (point) => {
    const [x, y, z] = apply(m, sub(point, [0, 0, centre]))
    return [SHEET / 2 + x * SCALE, floor - y * SCALE, z]
  }
}

/** @param {Camera} look @param {Vector} point @param {number} radius */
export const disc = (look, point, radius) => {
  const [x, y] = look(point)
  return [x, y, radius * SCALE]
}
