// Where planted feet and hands are: from a contact to the place and turn of an ankle or a wrist. It moves no joint.

import {
  across,
  add,
  apply,
  axis,
  child,
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
/** @typedef {import("./skeleton.js").Side} Side */
/** @typedef {{o: Vector, m: import("./matrix.js").Matrix, pole: Vector, tips: number}} End a limb's end, where its knee or elbow points, how far toes or fingers bend */
/** @typedef {Record<string, Frame>} Frames */

const PALM = 1.05
const HEEL = [0, 1.9 - BONES.ankle, -2.3]
const BALL = [-1, 1.25 - BONES.ankle, 5.8]
const EDGES = { outer: 1.3, inner: -1 }
/** @param {string} on @param {Frames} frames the body's @param {import("./pose.js").Prop[]} props @returns {Frame} */
export const surface = (on, frames, props) => {
  if (on === "floor") return WORLD
  const prop = props.find(({ kind }) => kind === on)
  return prop ? { o: prop.at ?? [0, 0, 0], m: turn("y", prop.turn ?? 0) } : frames[on]
}

/** @param {Side} side @param {Frame} foot @param {number} toes degrees upward @returns {Frames} */
export const footFrames = (side, foot, toes) => ({
  [`${side}-foot`]: foot,
  [`${side}-toes`]: { m: times(foot.m, turn("x", -toes)), o: place(foot, [-signOf(side), BALL[1], BALL[2]]) },
})

/** @param {Side} side @param {Frame} hand @param {number} curl 0 to 1 @returns {Frames} */
export const handFrames = (side, hand, curl) => {
  const bent = turn("z", -signOf(side) * curl * 75)
  const fingers = child(hand, [0, -4.9, 0], bent)
  return {
    [`${side}-hand`]: hand,
    [`${side}-fingers`]: fingers,
    [`${side}-tips`]: child(fingers, [0, -2, 0], bent),
  }
}

/** The lowest point of a hand or foot alone. @param {import("./pose.js").Pose} pose @param {Frames} frames @param {string} id of the part */
export const lowest = ({ body }, frames, id) =>
  Math.min(
    ...ballsOf(body, [id])
      .filter(([name]) => name in frames)
      .map(([name, x, y, z, r]) => place(frames[name], [x, y, z])[1] - r),
  )

/** @param {Contact} contact @param {Side} side @param {Frames} frames @param {import("./pose.js").Pose} pose @returns {End} */
export const footEnd = (contact, side, frames, pose) => {
  const { at = [0, 0, 0], heel = 0, roll = 0, swivel = 0 } = contact
  const s = signOf(side)
  const base = surface(contact.on, frames, pose.props)
  const yaw = times(base.m, turn("y", s * (contact.turn ?? 0)))
  const m = times(yaw, times(turn("z", -s * roll), turn("x", heel)))
  const edge = roll === 0 ? 0 : roll > 0 ? EDGES.outer : EDGES.inner
  const pivot = [s * edge, heel < 0 ? HEEL[1] : BALL[1], heel === 0 ? 0 : heel > 0 ? BALL[2] : HEEL[2]]
  const flat = add(place(base, at), [0, BONES.ankle, 0])
  const ankle = sub(add(flat, apply(yaw, pivot)), apply(m, pivot))
  const toes = Math.max(0, Math.min(60, heel))
  ankle[1] += place(base, at)[1] - lowest(pose, footFrames(side, { m, o: ankle }, toes), `${side}-foot`)
  const line = unit(sub(ankle, frames[`${side}-hip`].o))
  const ahead = across(add(axis(frames.pelvis.m, 2), axis(yaw, 2)), line)
  return { o: ankle, m, tips: toes, pole: spin(ahead, line, -s * swivel) }
}

/** @param {Contact} contact @param {Side} side @param {Frames} frames @param {import("./pose.js").Pose} pose @returns {End} */
export const handEnd = (contact, side, frames, { props }) => {
  const s = signOf(side)
  const base = surface(contact.on, frames, props)
  const down = unit(apply(base.m, contact.palm ?? [0, -1, 0]))
  const along = across(apply(base.m, contact.fingers ?? [0, 0, 1]), down)
  const x = down.map((v) => -s * v)
  const y = along.map((v) => -v)
  const m = columns(x, y, cross(x, y))
  const o = sub(place(base, contact.at ?? [0, 0, 0]), apply(m, [-s * PALM, -3, 0]))
  const shoulder = frames[`${side}-shoulder`]
  const line = unit(sub(o, shoulder.o))
  const behind = across(apply(shoulder.m, [0.5 * s, -0.35, -1]), line)
  return { o, m, tips: 0, pole: spin(behind, line, s * (contact.swivel ?? 0)) }
}

/** The numbers of two contacts on one surface, mixed. @param {Contact} a @param {Contact} b @param {number} t @returns {Contact} */
export const mixContact = (a, b, t) => {
  const out = { ...b, at: mix(a.at ?? [0, 0, 0], b.at ?? [0, 0, 0], t) }
  for (const key of /** @type {const} */ (["turn", "heel", "roll", "swivel"]))
    out[key] = (a[key] ?? 0) + ((b[key] ?? 0) - (a[key] ?? 0)) * t
  if (a.palm && b.palm) out.palm = mix(a.palm, b.palm, t)
  if (a.fingers && b.fingers) out.fingers = mix(a.fingers, b.fingers, t)
  return out
}

/** @param {End} a @param {End} b @param {number} t @returns {End} */
export const mixEnd = (a, b, t) => ({
  o: mix(a.o, b.o, t),
  m: turnBetween(a.m, b.m, t),
  pole: unit(mix(a.pole, b.pole, t)),
  tips: a.tips + (b.tips - a.tips) * t,
})

/** @param {Contact} [a] @param {Contact} [b] is it the same spot? */
export const sameSpot = (a, b) =>
  Boolean(a && b) && a?.on === b?.on && size(sub(a?.at ?? [0, 0, 0], b?.at ?? [0, 0, 0])) < 0.01
