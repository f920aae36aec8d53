// A whole body at one moment, with its back, feet and hands where they are planted. It draws nothing.

import { endFrames, least, plantedAt } from "./contacts.js"
import { ARM, freeLimb, LEG, plantedLimb, trunkFrames } from "./kinematics.js"
import { add, sub } from "./matrix.js"
import { SIDES } from "./skeleton.js"

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

/** @param {Pose} pose @returns {Goals} */
const ownGoals = (pose) => (limb, side, frames) => plantedEnd(limb, side, frames, pose)

/** A pose whose back rests where it is planted and whose planted legs reach. @param {Pose} pose @returns {Pose} */
export const seated = (pose) => {
  const leant = leaning(pose)
  return reaching(leant, ownGoals(leant))
}

/** Puts the back on what it is planted on, and never below the floor. @param {Pose} pose @returns {Pose} */
export const leaning = (pose) => {
  const frames = trunkFrames(pose)
  const { back } = pose.contacts
  const low = least(pose, BACK, frames, 1)
  const root = add(pose.root, [0, back && back.on !== "wall" ? back.at[1] - low : Math.max(0, -low), 0])
  const wall = pose.props.find(({ kind }) => kind === "wall")
  if (back?.on === "wall" && wall) root[2] += wall.at[2] - least(pose, BACK, frames, 2)
  return { ...pose, root }
}

/** @param {Limb} limb @param {Side} side @param {Frames} frames @param {Pose} pose @returns {End | null} */
export const plantedEnd = ({ end }, side, frames, pose) => {
  const contact = pose.contacts[`${side}-${end}`]
  return contact ? plantedAt(end, contact, side, frames, pose) : null
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

/** Every frame of a body; legs before arms, as hands may rest on legs. @param {Pose} pose @param {Goals} goals @returns {Frames} */
export const solve = (pose, goals) => {
  const frames = trunkFrames(pose)
  for (const limb of [LEG, ARM])
    for (const side of SIDES) {
      const goal = goals(limb, side, frames)
      Object.assign(frames, goal ? plantedLimb(limb, side, frames, goal) : freeLimb(limb, side, frames, pose))
      const tips = goal?.tips ?? tipsOf(limb, pose)
      Object.assign(frames, endFrames(limb.end, side, frames[`${side}-${limb.end}`], tips))
    }
  return frames
}

/** @param {Pose} pose seated @returns {Frames} */
export const still = (pose) => solve(pose, ownGoals(pose))

/** A fine shaking of thighs and pelvis by small angles; soles stay. @param {Pose} pose @param {number[]} angles pelvis, left, right @returns {Pose} */
export const trembling = (pose, [pelvis, ...legs]) => {
  const [pitch, yaw, lean, own] = pose.turn
  const joints = { ...pose.joints }
  const contacts = { ...pose.contacts }
  SIDES.forEach((side, i) => {
    const foot = contacts[`${side}-foot`]
    const [flex, wide, twist] = joints[`${side}-hip`]
    joints[`${side}-hip`] = [flex, wide + legs[i], twist]
    if (foot) contacts[`${side}-foot`] = { ...foot, swivel: foot.swivel + 2 * legs[i] }
  })
  return { ...pose, turn: [pitch, yaw, lean, own + pelvis], joints, contacts }
}
