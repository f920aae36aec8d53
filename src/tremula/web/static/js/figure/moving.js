// The way from one pose to another: eased angles, and planted feet, hands and back that stay. It draws nothing.

import { ease, leaning, plantedEnd, reaching, solve, tipsOf } from "./body.js"
import { endFrames, least, mixEnd, plantedAt, sameSpot } from "./contacts.js"
import { ARM, freeLimb, LEG, plantedLimb } from "./kinematics.js"
import { across, add, around, axis, clamp, dot, mix, size, sub, unit } from "./matrix.js"
import { mixPose } from "./pose.js"
import { SIDES } from "./skeleton.js"

/** @typedef {import("./pose.js").Pose} Pose */
/** @typedef {import("./matrix.js").Frame} Frame */
/** @typedef {import("./contacts.js").Frames} Frames */
/** @typedef {import("./contacts.js").End} End */
/** @typedef {import("./skeleton.js").Side} Side */
/** @typedef {import("./kinematics.js").Limb} Limb */
/** @typedef {import("./body.js").Goals} Goals */

const TOUCH = 0.05
const LIFT = { foot: 4, free: 2.4, hand: 4, slope: 0.3 }

/** @param {Limb} limb @param {Side} side @param {Frames} frames @param {Pose} pose @returns {End} */
const freeEnd = (limb, side, frames, pose) => {
  const free = freeLimb(limb, side, frames, pose)
  const pole = axis(free[`${side}-${limb.upper}`].m, 2).map((v) => v * limb.way)
  return { ...free[`${side}-${limb.end}`], pole, tips: tipsOf(limb, pose) }
}

/** Neither lies nor sits on the floor. @param {Pose[]} poses */
const upright = (poses) => poses.every(({ root }) => root[1] > 25)

/** When each limb moves within the way: standing, one foot steps after the other. @param {Pose[]} poses @param {Side} side @param {Limb} limb @param {number} t */
const ownTime = (poses, side, limb, t) => {
  const steps = SIDES.every((s) => {
    const [from, to] = poses.map(({ contacts }) => contacts[`${s}-foot`])
    return from?.on === to?.on && from && !sameSpot(from, to)
  })
  return ease(limb === LEG && steps && upright(poses) ? clamp(side === "left" ? 2 * t : 2 * t - 1) : t)
}

/** A hand's way around its shoulder, by the front when the way is wide. @param {End} a @param {End} b @param {number} t @param {Frame} shoulder @returns {End} */
const swung = (a, b, t, shoulder) => {
  const [from, to] = [sub(a.o, shoulder.o), sub(b.o, shoulder.o)]
  const wide = (1 - dot(unit(from), unit(to))) / 2
  const way = unit(add(mix(unit(from), unit(to), t), axis(shoulder.m, 2), wide * 4 * t * (1 - t)))
  return { ...mixEnd(a, b, t), o: add(shoulder.o, way, size(from) + (size(to) - size(from)) * t) }
}

/** Keeps a wrist from bending beyond a right angle. @param {Side} side @param {Frames} frames @param {End} end @returns {End} */
const human = (side, frames, end) => {
  const arm = axis(plantedLimb(ARM, side, frames, end)[`${side}-forearm`].m, 1)
  if (dot(arm, axis(end.m, 1)) >= 0) return end
  return { ...end, m: around(across(axis(end.m, 1), arm), axis(end.m, 2)) }
}

/** @param {Pose} a @param {Pose} b @param {number} t @returns {Goals} */
const goalsBetween = (a, b, t) => (limb, side, frames) => {
  const name = `${side}-${limb.end}`
  const [from, to] = [a.contacts[name], b.contacts[name]]
  if (!from && !to) return null
  const own = ownTime([a, b], side, limb, t)
  const high = Number(upright([a, b]))
  if (from && to && from.on === to.on && (limb === LEG || sameSpot(from, to))) {
    const end = plantedAt(limb.end, mix(from, to, own), side, frames, b)
    return lifted(end, high * Math.min(LIFT.foot, size(sub(from.at, to.at)) * LIFT.slope), own)
  }
  const [first, last] = [a, b].map(
    (pose) => plantedEnd(limb, side, frames, pose) ?? freeEnd(limb, side, frames, pose),
  )
  if (limb === LEG) return lifted(mixEnd(first, last, own), high * LIFT.free, own)
  return human(side, frames, lifted(swung(first, last, own, frames[`${side}-shoulder`]), LIFT.hand, own))
}

/** @param {End} end @param {number} most @param {number} t @returns {End} */
const lifted = (end, most, t) => ({ ...end, o: add(end.o, [0, most * 4 * t * (1 - t), 0]) })

/** Keeps a free hand or foot out of the floor. @param {Goals} goals @param {Pose} pose @returns {Goals} */
const aboveFloor = (goals, pose) => (limb, side, frames) => {
  const goal = goals(limb, side, frames)
  const raised = (/** @type {End} */ end) => {
    const low = least(pose, [`${side}-${limb.end}`], endFrames(limb.end, side, end, end.tips), 1)
    return low < -TOUCH ? { ...end, o: add(end.o, [0, -low, 0]) } : end
  }
  const end = goal ?? freeEnd(limb, side, frames, pose)
  const first = raised(end)
  if (first === end) return goal
  return limb === ARM ? raised(human(side, frames, first)) : first
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
  const contacts = { ...pose.contacts }
  solve(pose, (limb, side, frames) => {
    const name = `${side}-${limb.end}`
    const [from, to] = [a.contacts[name], b.contacts[name]]
    const goal = goals(limb, side, frames)
    if (sameSpot(from, to)) contacts[name] = mix(from, to, ease(t))
    else if (goal) contacts[name] = { ...(to ?? from), on: "fixed", fixed: goal }
    return goal
  })
  return { ...pose, contacts }
}
