// Where planted feet and hands are: from a contact to the place and turn of an ankle or a wrist. It moves no joint.

import {
  across,
  add,
  apply,
  axis,
  child,
  clamp,
  columns,
  cross,
  mix,
  place,
  size,
  spin,
  sub,
  times,
  turn,
  turnBetween,
  unit,
  WORLD,
} from "./matrix.js"
import { BONES, ballsOf, signOf } from "./skeleton.js"

/** @typedef {import("./matrix.js").Vector} Vector */
/** @typedef {import("./matrix.js").Frame} Frame */
/** @typedef {import("./pose.js").Contact} Contact */
/** @typedef {import("./pose.js").Pose} Pose */
/** @typedef {import("./skeleton.js").Side} Side */
/** @typedef {{o: Vector, m: import("./matrix.js").Matrix, pole: Vector, tips: number}} End a limb's end, where its knee or elbow points, how far toes or fingers bend */
/** @typedef {Record<string, Frame>} Frames */

const PALM = 1.05
const HEEL = [0, 1.9 - BONES.ankle, -2.3]
const BALL = [-1, 1.25 - BONES.ankle, 5.8]

/** @param {string} on @param {Frames} frames the body's @param {Pose} pose @returns {Frame} */
const surface = (on, frames, { props }) => {
  const prop = props.find(({ kind }) => kind === on)
  return prop ? { o: prop.at, m: turn("y", prop.turn) } : (frames[on] ?? WORLD)
}

/** The frames of a foot or a hand alone. @param {string} end @param {Side} side @param {Frame} frame @param {number} tips how far toes or fingers bend @returns {Frames} */
export const endFrames = (end, side, frame, tips) => {
  const s = signOf(side)
  if (end === "foot")
    return {
      [`${side}-foot`]: frame,
      [`${side}-toes`]: child(frame, [-s, BALL[1], BALL[2]], turn("x", -tips)),
    }
  const bent = turn("z", -s * tips * 75)
  const fingers = child(frame, [0, -4.9, 0], bent)
  return {
    [`${side}-hand`]: frame,
    [`${side}-fingers`]: fingers,
    [`${side}-tips`]: child(fingers, [0, -2, 0], bent),
  }
}

/** The least coordinate of parts, flesh included, as far as their frames are given. @param {Pose} pose @param {string[]} parts @param {Frames} frames @param {number} i */
export const least = ({ body }, parts, frames, i) =>
  Math.min(
    ...ballsOf(body, parts).map(([name, x, y, z, r]) =>
      name in frames ? place(frames[name], [x, y, z])[i] - r : 999,
    ),
  )

/** @param {Contact} contact @param {Side} side @param {Frames} frames @param {Pose} pose @returns {End} */
const footEnd = ({ on, at, heel, roll, swivel, turn: out }, side, frames, pose) => {
  const s = signOf(side)
  const base = surface(on, frames, pose)
  const spot = place(base, at)
  const yaw = times(base.m, turn("y", s * out))
  const m = times(yaw, times(turn("z", -s * roll), turn("x", heel)))
  const edge = roll > 0 ? 1.3 : roll < 0 ? -1 : 0
  const pivot = [s * edge, heel < 0 ? HEEL[1] : BALL[1], heel < 0 ? HEEL[2] : heel > 0 ? BALL[2] : 0]
  const o = sub(add(add(spot, [0, BONES.ankle, 0]), apply(yaw, pivot)), apply(m, pivot))
  const tips = clamp(heel, 60)
  o[1] += spot[1] - least(pose, [`${side}-foot`], endFrames("foot", side, { m, o }, tips), 1)
  const line = unit(sub(o, frames[`${side}-hip`].o))
  const ahead = across(add(axis(frames.pelvis.m, 2), axis(yaw, 2)), line)
  return { o, m, tips, pole: spin(ahead, line, -s * swivel) }
}

/** @param {Contact} contact @param {Side} side @param {Frames} frames @param {Pose} pose @returns {End} */
const handEnd = ({ on, at, palm, fingers, swivel }, side, frames, pose) => {
  const s = signOf(side)
  const base = surface(on, frames, pose)
  const down = unit(apply(base.m, palm))
  const x = down.map((v) => -s * v)
  const y = across(apply(base.m, fingers), down).map((v) => -v)
  const m = columns(x, y, cross(x, y))
  const o = sub(place(base, at), apply(m, [-s * PALM, -3, 0]))
  const shoulder = frames[`${side}-shoulder`]
  const line = unit(sub(o, shoulder.o))
  const behind = across(apply(shoulder.m, [0.5 * s, -0.35, -1]), line)
  return { o, m, tips: 0, pole: spin(behind, line, s * swivel) }
}

/** Where a planted foot or hand is. @param {string} end @param {Contact} contact @param {Side} side @param {Frames} frames @param {Pose} pose @returns {End} */
export const plantedAt = (end, contact, side, frames, pose) =>
  contact.fixed ?? (end === "foot" ? footEnd : handEnd)(contact, side, frames, pose)

/** @param {End} a @param {End} b @param {number} t @returns {End} */
export const mixEnd = (a, b, t) => ({
  ...mix(a, b, t),
  m: turnBetween(a.m, b.m, t),
  pole: unit(mix(a.pole, b.pole, t)),
})

/** @param {Contact} [a] @param {Contact} [b] is it the same spot? */
export const sameSpot = (a, b) => Boolean(a && b && a.on === b.on && size(sub(a.at, b.at)) < 0.01)
