// From joint angles to frames in the room, and back for planted limbs (two bones, one hinge). It draws nothing.

import {
  across,
  add,
  bend,
  child,
  columns,
  cross,
  dot,
  place,
  size,
  sub,
  times,
  turn,
  UNIT,
  unit,
} from "./matrix.js"
import { BONES, SIDES, signOf } from "./skeleton.js"

/** @typedef {import("./matrix.js").Vector} Vector */
/** @typedef {import("./matrix.js").Frame} Frame */
/** @typedef {import("./contacts.js").Frames} Frames */
/** @typedef {import("./contacts.js").End} End */
/** @typedef {import("./pose.js").Pose} Pose */
/** @typedef {import("./skeleton.js").Side} Side */
/** @typedef {{root: string, upper: string, lower: string, end: string, joints: string[], lengths: number[], way: number, flesh: number}} Limb */

export const LEG = {
  root: "hip",
  upper: "thigh",
  lower: "shin",
  end: "foot",
  joints: ["hip", "knee", "ankle"],
  lengths: [BONES.thigh, BONES.shin],
  way: 1,
  flesh: 4.8,
}
export const ARM = {
  root: "shoulder",
  upper: "upper-arm",
  lower: "forearm",
  end: "hand",
  joints: ["shoulder", "elbow", "wrist"],
  lengths: [BONES.upperArm, BONES.forearm],
  way: -1,
  flesh: 2.5,
}
const STRAIGHT = 0.9995

/** Pelvis to head, with the roots of the limbs. @param {Pose} pose @returns {Frames} */
export const trunkFrames = ({ root, turn: [pitch, yaw, lean, own], joints, ground, body }) => {
  const m = times(times(turn("y", yaw), turn("x", pitch)), times(turn("z", lean), turn("y", own)))
  const half = bend(joints.spine.map((angle) => angle / 2))
  /** @type {Frames} */
  const frames = { pelvis: { m, o: root }, ground: { m: UNIT, o: [0, ground, 0] } }
  let last = frames.pelvis
  for (const name of ["belly", "ribs", "chest", "neck", "head"])
    last = frames[name] = child(last, body.joints[name], joints[name] ? bend(joints[name]) : half)
  for (const side of SIDES)
    for (const [name, { m, o }] of Object.entries({ hip: frames.pelvis, shoulder: frames.chest })) {
      const [x, y, z] = body.joints[name]
      frames[`${side}-${name}`] = { m, o: place({ m, o }, [signOf(side) * body.wide[name] * x, y, z]) }
    }
  return frames
}

/** How a ball joint turns: bend forward, outward, twist. @param {number[]} angles @param {number} s */
const ball = ([flex, out = 0, twist = 0], s) =>
  times(turn("x", -flex), times(turn("z", s * out), turn("y", s * twist)))

/** A free limb by its angles. @param {Limb} limb @param {Side} side @param {Frames} frames @param {Pose} pose @returns {Frames} */
export const freeLimb = (limb, side, frames, { joints }) => {
  const [first, hinge, last] = limb.joints.map((name) => joints[`${side}-${name}`])
  const upper = child(frames[`${side}-${limb.root}`], [0, 0, 0], ball(first, signOf(side)))
  const lower = child(upper, [0, -limb.lengths[0], 0], turn("x", limb.way * hinge[0]))
  const end = child(lower, [0, -limb.lengths[1], 0], ball(last, signOf(side)))
  return named(limb, side, upper, lower, end)
}

/** Turns a pole upward until its y is `need`, so that a knee or elbow clears the floor. @param {Vector} pole @param {Vector} line @param {number} need */
const clear = (pole, line, need) => {
  const up = across([0, 1, 0], line)
  const rise = Math.min(1, need / up[1])
  if (dot(pole, up) >= rise) return pole
  return add(
    up.map((v) => v * rise),
    across(pole, up),
    Math.sqrt(1 - rise * rise),
  )
}

/** A limb whose end is given. @param {Limb} limb @param {Side} side @param {Frames} frames @param {End} goal @returns {Frames} */
export const plantedLimb = (limb, side, frames, goal) => {
  const o = frames[`${side}-${limb.root}`].o
  const [one, two] = limb.lengths
  const reach = sub(goal.o, o)
  const line = unit(reach)
  const far = Math.min(Math.max(size(reach), Math.abs(one - two) + 0.5), (one + two) * STRAIGHT)
  const inner = Math.acos((one ** 2 + far ** 2 - two ** 2) / (2 * one * far))
  const need =
    (limb.flesh + frames.ground.o[1] - o[1] - one * Math.cos(inner) * line[1]) / (one * Math.sin(inner))
  const pole = clear(across(goal.pole, line), line, need)
  const bone = add(
    line.map((v) => v * Math.cos(inner)),
    pole,
    Math.sin(inner),
  )
  const x = cross(pole, line).map((v) => v * limb.way)
  const y = bone.map((v) => -v)
  const upper = { o, m: columns(x, y, cross(x, y)) }
  const flex = 180 - (Math.acos((one ** 2 + two ** 2 - far ** 2) / (2 * one * two)) * 180) / Math.PI
  const lower = child(upper, [0, -one, 0], turn("x", limb.way * flex))
  return named(limb, side, upper, lower, { o: place(lower, [0, -two, 0]), m: goal.m })
}

/** @param {Limb} limb @param {Side} side @param {Frame} upper @param {Frame} lower @param {Frame} end @returns {Frames} */
const named = (limb, side, upper, lower, end) => ({
  [`${side}-${limb.upper}`]: upper,
  [`${side}-${limb.lower}`]: lower,
  [`${side}-${limb.end}`]: end,
})
