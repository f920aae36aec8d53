// A whole body at one moment, with its back, feet and hands where they are planted. It draws nothing.

import { footEnd, footFrames, handEnd, handFrames } from "./contacts.js"
import { ARM, freeLimb, LEG, plantedLimb, trunkFrames } from "./kinematics.js"
import { add, place, sub } from "./matrix.js"
import { ballsOf, SIDES } from "./skeleton.js"

/** @typedef {import("./pose.js").Pose} Pose */
/** @typedef {import("./contacts.js").Frames} Frames */
/** @typedef {import("./contacts.js").End} End */
/** @typedef {import("./skeleton.js").Side} Side */
/** @typedef {import("./kinematics.js").Limb} Limb */
/** @typedef {(limb: Limb, side: Side, frames: Frames) => End | null} Goals where a limb's end must be; null when it is free */

const BACK = ["hips", "trunk", "skull"]
const LEG_REACH = (LEG.lengths[0] + LEG.lengths[1]) * 0.999

/** @param {number} t @returns {number} slow, quick, slow */
export const ease = (t) => t * t * t * (t * (6 * t - 15) + 10)

/** The least coordinate of balls, radius included. @param {import("./skeleton.js").Ball[]} balls @param {Frames} frames @param {number} i */
export const least = (balls, frames, i) =>
  Math.min(...balls.map(([name, x, y, z, r]) => place(frames[name], [x, y, z])[i] - r))

/** A pose whose back rests where it is planted and whose planted legs reach. @param {Pose} pose @returns {Pose} */
export const seated = (pose) => {
  const leant = leaning(pose)
  return reaching(leant, (limb, side, frames) => plantedEnd(limb, side, frames, leant))
}

/** Puts the back on what it is planted on, and never below the floor. @param {Pose} pose @returns {Pose} */
export const leaning = (pose) => {
  const frames = trunkFrames(pose)
  const { back } = pose.contacts
  const flesh = ballsOf(pose.body, BACK)
  const low = least(flesh, frames, 1)
  const rests = back && back.on !== "wall"
  const root = add(pose.root, [0, rests ? (back.at?.[1] ?? 0) - low : Math.max(0, -low), 0])
  const wall = pose.props.find(({ kind }) => kind === "wall")
  if (back?.on === "wall" && wall) root[2] += (wall.at?.[2] ?? 0) - least(flesh, frames, 2)
  return { ...pose, root }
}

/** @param {Limb} limb @param {Side} side @param {Frames} frames @param {Pose} pose @returns {End | null} */
export const plantedEnd = (limb, side, frames, pose) => {
  const contact = pose.contacts[`${side}-${limb.end}`]
  if (!contact) return null
  return contact.fixed ?? (limb === LEG ? footEnd : handEnd)(contact, side, frames, pose)
}

/** Lowers the pelvis until planted legs reach. @param {Pose} pose @param {Goals} goals @returns {Pose} */
export const reaching = (pose, goals) => {
  const frames = trunkFrames(pose)
  const drops = SIDES.map((side) => {
    const goal = goals(LEG, side, frames)
    if (!goal) return 0
    const [x, y, z] = sub(frames[`${side}-hip`].o, goal.o)
    const level = x * x + z * z
    return level < LEG_REACH ** 2 ? Math.max(0, y - Math.sqrt(LEG_REACH ** 2 - level)) : 0
  })
  return { ...pose, root: add(pose.root, [0, -Math.max(...drops), 0]) }
}

/** How far the toes or fingers of a free limb bend. @param {Limb} limb @param {Pose} pose */
export const tipsOf = (limb, pose) => (limb === LEG ? 0 : pose.curl)

/** The frames of a limb's end alone. @param {Limb} limb @param {Side} side @param {{o: number[], m: number[], tips: number}} end @returns {Frames} */
export const endFrames = (limb, side, end) => (limb === LEG ? footFrames : handFrames)(side, end, end.tips)

/** Every frame of a body; legs before arms, as hands may rest on legs. @param {Pose} pose @param {Goals} goals @returns {Frames} */
export const solve = (pose, goals) => {
  const frames = trunkFrames(pose)
  for (const limb of [LEG, ARM])
    for (const side of SIDES) {
      const goal = goals(limb, side, frames)
      Object.assign(frames, goal ? plantedLimb(limb, side, frames, goal) : freeLimb(limb, side, frames, pose))
      const end = frames[`${side}-${limb.end}`]
      Object.assign(frames, endFrames(limb, side, { ...end, tips: goal?.tips ?? tipsOf(limb, pose) }))
    }
  return frames
}

/** @param {Pose} pose seated @returns {Frames} */
export const still = (pose) => solve(pose, (limb, side, frames) => plantedEnd(limb, side, frames, pose))

/** A fine shaking of thighs and pelvis by small angles. @param {Pose} pose @param {number[]} angles pelvis, left, right @returns {Pose} */
export const trembling = (pose, [pelvis, ...legs]) => {
  const out = { ...pose, turn: [...pose.turn], joints: { ...pose.joints }, contacts: { ...pose.contacts } }
  out.turn[3] += pelvis
  SIDES.forEach((side, i) => {
    const foot = out.contacts[`${side}-foot`]
    const [flex, wide, twist] = out.joints[`${side}-hip`]
    out.joints[`${side}-hip`] = [flex, wide + legs[i], twist]
    if (foot) out.contacts[`${side}-foot`] = { ...foot, swivel: (foot.swivel ?? 0) + 2 * legs[i] }
  })
  return out
}
