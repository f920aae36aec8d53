// The way from one pose to another: eased angles, and planted feet, hands and back that stay. It draws nothing.

import { ease, endFrames, leaning, plantedEnd, reaching, tipsOf } from "./body.js"
import { footEnd, handEnd, lowest, mixContact, mixEnd, sameSpot } from "./contacts.js"
import { ARM, endOf, freeLimb, LEG, plantedLimb, trunkFrames } from "./kinematics.js"
import { add, size, sub, unit } from "./matrix.js"
import { mixPose } from "./pose.js"
import { SIDES } from "./skeleton.js"

/** @typedef {import("./pose.js").Pose} Pose */
/** @typedef {import("./contacts.js").Frames} Frames */
/** @typedef {import("./contacts.js").End} End */
/** @typedef {import("./skeleton.js").Side} Side */
/** @typedef {import("./kinematics.js").Limb} Limb */
/** @typedef {import("./body.js").Goals} Goals */

const NEAREST = 13
const LIFT = { foot: 4, hand: 1.5, slope: 0.3 }

/** @param {Limb} limb @param {Side} side @param {Frames} frames @param {Pose} pose @returns {End} */
const freeEnd = (limb, side, frames, pose) =>
  endOf(limb, side, { ...frames, ...freeLimb(limb, side, frames, pose) }, tipsOf(limb, pose))

/** @param {Limb} limb @param {Side} side @param {Frames} frames @param {Pose} pose @returns {End} */
const anyEnd = (limb, side, frames, pose) =>
  plantedEnd(limb, side, frames, pose) ?? freeEnd(limb, side, frames, pose)

/** @param {Pose} pose */
const isLow = (pose) => pose.root[1] < 25

/** When each limb moves within the way: standing, one foot steps after the other. @param {Pose} a @param {Pose} b @param {Side} side @param {Limb} limb @param {number} t */
const ownTime = (a, b, side, limb, t) => {
  const steps = SIDES.every((s) => {
    const [from, to] = [a.contacts[`${s}-foot`], b.contacts[`${s}-foot`]]
    return from?.on === to?.on && from && !sameSpot(from, to)
  })
  if (limb !== LEG || !steps || isLow(b) || isLow(a)) return ease(t)
  return ease(Math.min(1, Math.max(0, side === "left" ? 2 * t : 2 * t - 1)))
}

/** Keeps a hand on its way out of its own shoulder. @param {Limb} limb @param {End} end @param {number[]} root @returns {End} */
const outside = (limb, end, root) => {
  const way = sub(end.o, root)
  return limb === ARM && size(way) < NEAREST ? { ...end, o: add(root, unit(way), NEAREST) } : end
}

/** @param {Pose} a @param {Pose} b @param {number} t @returns {Goals} */
const goalsBetween = (a, b, t) => (limb, side, frames) => {
  const name = `${side}-${limb.end}`
  const [from, to] = [a.contacts[name], b.contacts[name]]
  if (!from && !to) return null
  const root = frames[`${side}-${limb.root}`].o
  const own = ownTime(a, b, side, limb, t)
  const far = from?.at && to?.at && from.on === to.on ? size(sub(from.at, to.at)) : 8
  const most = limb === LEG ? (isLow(a) || isLow(b) ? 0 : LIFT.foot) : LIFT.hand
  const lift = Math.min(most, far * LIFT.slope)
  if (!from || !to || from.on !== to.on || from.fixed)
    return outside(
      limb,
      mixEnd(anyEnd(limb, side, frames, a), anyEnd(limb, side, frames, b), own, lift),
      root,
    )
  const end = (limb === LEG ? footEnd : handEnd)(mixContact(from, to, own), side, frames, b.props)
  return outside(limb, { ...end, o: add(end.o, [0, lift * 4 * own * (1 - own), 0]) }, root)
}

/** Keeps a free hand or foot out of the floor. @param {Goals} goals @param {Pose} pose @returns {Goals} */
const aboveFloor = (goals, pose) => (limb, side, frames) => {
  const goal = goals(limb, side, frames)
  const end = goal ?? freeEnd(limb, side, frames, pose)
  const low = lowest(endFrames(limb, side, end), `${side}-${limb.end}`)
  return low >= 0 ? goal : { ...end, o: add(end.o, [0, -low, 0]) }
}

/** On the way from one pose to another. @param {Pose} a seated @param {Pose} b seated @param {number} t 0 to 1 @returns {{pose: Pose, goals: Goals}} */
export const between = (a, b, t) => {
  const goals = goalsBetween(a, b, t)
  const back = a.contacts.back?.on === b.contacts.back?.on ? b.contacts.back : undefined
  const mixed = mixPose(a, b, ease(t))
  const pose = leaning({ ...mixed, contacts: back ? { back } : {} })
  return { pose: reaching(pose, goals), goals: aboveFloor(goals, pose) }
}

/** Where a broken-off movement is, as a pose to go on from. @param {Pose} a @param {Pose} b @param {number} t @returns {Pose} */
export const frozen = (a, b, t) => {
  const { pose, goals } = between(a, b, t)
  const frames = trunkFrames(pose)
  /** @type {Record<string, import("./pose.js").Contact>} */
  const contacts = { ...pose.contacts }
  for (const limb of [LEG, ARM])
    for (const side of SIDES) {
      const name = `${side}-${limb.end}`
      const [from, to] = [a.contacts[name], b.contacts[name]]
      const goal = goals(limb, side, frames)
      if (from && to && sameSpot(from, to)) contacts[name] = mixContact(from, to, ease(t))
      else if (goal) contacts[name] = { on: "fixed", fixed: goal }
      Object.assign(frames, goal ? plantedLimb(limb, side, frames, goal) : freeLimb(limb, side, frames, pose))
    }
  return { ...pose, contacts }
}
