// What the geometry tests and the tuning of poses measure on a figure: contacts, floor, wall and angles of joints.

import { readFileSync } from "node:fs"
import { still } from "../../src/tremula/web/static/js/figure/body.js"
import { middle, standOf } from "../../src/tremula/web/static/js/figure/figure.js"
import { apply, axis, place } from "../../src/tremula/web/static/js/figure/matrix.js"
import { ballsOf, bodyOf, SIDES, signOf } from "../../src/tremula/web/static/js/figure/skeleton.js"

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"))
export const POSES = read("./figure-poses.json")
export const BODY = read("./figure-body.json")
export const SHEET = { poses: POSES, body: BODY }
/** Every change of pose that a session can show, as [[pose, side], [pose, side]]. */
export const MOVES = read("./figure-moves.json")
/** What joints can do, and who measured it. */
export const RANGES = read("./joint-ranges.json").joints
export const BUILDS = BODY.looks.body.map(({ id }) => id)
const BODIES = Object.fromEntries(BUILDS.map((id) => [id, bodyOf(BODY, { body: id })]))
const DEGREES = 180 / Math.PI

export const stand = (id, side = "left", build = BUILDS[0]) => standOf(POSES, BODIES[build], id, side)
export const framesOf = (id, side = "left", build = BUILDS[0]) => still(stand(id, side, build).pose)

/** Every frame of a movement, 40 of them. */
export const movement = ([a, b], build = BUILDS[0], count = 40) => {
  const [from, to] = [stand(...a, build).pose, stand(...b, build).pose]
  return Array.from({ length: count + 1 }, (_, i) => ({
    from,
    to,
    t: i / count,
    frames: middle(from, to, i / count),
  }))
}

/** The least x, y or z of parts, flesh included. */
export const least = (frames, i, ids, build = BUILDS[0]) =>
  Math.min(...ballsIn(build, ids).map(([name, x, y, z, r]) => place(frames[name], [x, y, z])[i] - r))

export const ballsIn = (build, ids) => ballsOf(BODIES[build], ids ?? BODIES[build].parts.map(({ id }) => id))

const within = (v) => Math.max(-1, Math.min(1, v))
/** The axes of frame b, seen from frame a. */
const seenFrom = (a, b) =>
  [0, 1, 2].map((i) => apply([...axis(a.m, 0), ...axis(a.m, 1), ...axis(a.m, 2)], axis(b.m, i)))

/** Turns v as the shortest way from straight down to `d` turns it. */
const swung = (v, d) => {
  const about = [-d[2], 0, d[0]]
  const far = Math.hypot(...about)
  if (far < 1e-6) return v
  const [u, angle] = [about.map((x) => x / far), Math.atan2(far, -d[1])]
  const along = u[0] * v[0] + u[2] * v[2]
  const cross = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]
  return v.map(
    (x, i) => x * Math.cos(angle) + cross[i] * Math.sin(angle) + u[i] * along * (1 - Math.cos(angle)),
  )
}

/** Flexion (forward), abduction (outward) and outward rotation of a hip or shoulder. */
const ballAngles = (frames, side, root, bone) => {
  const [, up, front] = seenFrom(frames[`${side}-${root}`], frames[`${side}-${bone}`])
  const down = up.map((v) => -v)
  const flex = Math.atan2(down[2], -down[1]) * DEGREES
  const [x, z] = [
    [1, 0, 0],
    [0, 0, 1],
  ].map((v) => swung(v, down).reduce((sum, w, i) => sum + w * front[i], 0))
  return {
    [`${root} flexion`]: root === "shoulder" && flex < -90 ? flex + 360 : flex,
    [`${root} abduction`]: Math.asin(within(signOf(side) * down[0])) * DEGREES,
    [`${root} rotation`]: signOf(side) * Math.atan2(x, z) * DEGREES,
  }
}

const hinge = (frames, side, upper, lower, way) => {
  const [, up] = seenFrom(frames[`${side}-${upper}`], frames[`${side}-${lower}`])
  return Math.atan2(way * up[2], up[1]) * DEGREES
}

const endAngles = (frames, side) => {
  const [footX, , footZ] = seenFrom(frames[`${side}-shin`], frames[`${side}-foot`])
  const [handX, handY] = seenFrom(frames[`${side}-forearm`], frames[`${side}-hand`])
  return {
    dorsiflexion: Math.atan2(footZ[1], footZ[2]) * DEGREES,
    inversion: -signOf(side) * Math.atan2(footX[1], footX[0]) * DEGREES,
    "wrist bend": Math.acos(within(handY[1])) * DEGREES,
    "wrist flexion": Math.atan2(-signOf(side) * handX[1], handY[1]) * DEGREES,
  }
}

/** Joint angles of one side in degrees, by the names of joint-ranges.json. */
export const limbAngles = (frames, side) => ({
  ...ballAngles(frames, side, "hip", "thigh"),
  ...ballAngles(frames, side, "shoulder", "upper-arm"),
  knee: hinge(frames, side, "thigh", "shin", 1),
  elbow: hinge(frames, side, "upper-arm", "forearm", -1),
  ...endAngles(frames, side),
})

/** How far one part of the spine bends forward, to a side (either), and turns (either). */
const spine = (name, a, b) => {
  const [, up, front] = seenFrom(a, b)
  return {
    [`${name} flexion`]: Math.atan2(up[2], up[1]) * DEGREES,
    [`${name} to the side`]: Math.abs(Math.asin(within(up[0]))) * DEGREES,
    [`${name} rotation`]: Math.abs(Math.atan2(front[0], front[2])) * DEGREES,
  }
}

/** The spine's angles, by the names of joint-ranges.json. */
export const spineAngles = ({ pelvis, chest, head }) => ({
  ...spine("trunk", pelvis, chest),
  ...spine("neck", chest, head),
})

/** The bend of a knee. */
export const kneeOf = (frames, side = "left") => hinge(frames, side, "thigh", "shin", 1)

export { SIDES }
