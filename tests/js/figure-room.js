// What the geometry tests and the tuning of poses measure on a figure: contacts, floor, wall and angles of joints.

import { readFileSync } from "node:fs"
import { still } from "../../src/tremula/web/static/js/figure/body.js"
import { middle, standOf } from "../../src/tremula/web/static/js/figure/figure.js"
import { ARM, hingeAngle, LEG } from "../../src/tremula/web/static/js/figure/kinematics.js"
import { apply, axis, place } from "../../src/tremula/web/static/js/figure/matrix.js"
import { ballsOf, PARTS, SIDES, signOf } from "../../src/tremula/web/static/js/figure/skeleton.js"

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"))
export const POSES = read("./figure-poses.json")
/** Every change of pose that a session can show, as [[pose, side], [pose, side]]. */
export const MOVES = read("./figure-moves.json")
export const ALL = PARTS.map(({ id }) => id)
const DEGREES = 180 / Math.PI

export const stand = (id, side = "left") => standOf(POSES, id, side)
export const framesOf = (id, side = "left") => still(stand(id, side).pose)

/** Every frame of a movement, 40 of them. */
export const movement = ([a, b], count = 40) => {
  const [from, to] = [stand(...a).pose, stand(...b).pose]
  return Array.from({ length: count + 1 }, (_, i) => ({
    from,
    to,
    t: i / count,
    frames: middle(from, to, i / count),
  }))
}

/** The least x, y or z of parts, flesh included. */
export const least = (frames, i, ids = ALL) =>
  Math.min(...ballsOf(ids).map(([name, x, y, z, r]) => place(frames[name], [x, y, z])[i] - r))

/** Flexion, abduction and twist of a hip or shoulder, in degrees. */
export const ballAngles = (frames, limb, side) => {
  const root = frames[`${side}-${limb.root}`].m
  const bone = frames[`${side}-${limb.upper}`].m
  const local = (i) => apply([...axis(root, 0), ...axis(root, 1), ...axis(root, 2)], axis(bone, i))
  const [x, y, z] = local(1).map((v) => -v)
  return {
    flex: Math.atan2(z, -y) * DEGREES,
    out: Math.asin(Math.max(-1, Math.min(1, signOf(side) * x))) * DEGREES,
  }
}

/** Bend of an ankle or wrist: the angle between the bone before it and the foot or hand, 0 when in line. */
export const endAngle = (frames, limb, side) => {
  const bone = axis(frames[`${side}-${limb.lower}`].m, 1)
  const end = axis(frames[`${side}-${limb.end}`].m, 1)
  return (
    Math.acos(Math.max(-1, Math.min(1, bone[0] * end[0] + bone[1] * end[1] + bone[2] * end[2]))) * DEGREES
  )
}

export { ARM, hingeAngle, LEG, SIDES }
