// The figure on the page: shows a pose, moves to another, trembles finely, and stands still otherwise. It owns no clock.

import { seated, solve, still, trembling } from "./body.js"
import { Painter } from "./draw.js"
import { between, frozen } from "./moving.js"
import { mixPose, ready, through } from "./pose.js"
import { mixView, viewOf } from "./project.js"
import { bodyOf } from "./skeleton.js"
import { tremor } from "./tremor.js"

/** @typedef {import("./pose.js").PoseData} PoseData */
/** @typedef {import("./pose.js").Pose} Pose */
/** @typedef {import("./project.js").View} View */
/** @typedef {import("./skeleton.js").Body} Body */
/** @typedef {{pose: Pose, view: View}} Stand a pose ready to show, and where it is seen from */
/** @typedef {{side?: "left" | "right" | null, over?: number, now?: number}} Showing `over` and `now` in ms */

const FRAME = 33
const ROUNDING = 2

/** @typedef {{poses: Record<string, PoseData>, body: import("./skeleton.js").BodyData}} Sheet what the server sends */

/** @param {Sheet["poses"]} poses @param {Body} body @param {string} id @param {"left" | "right" | null} [side] @returns {Stand} */
export const standOf = (poses, body, id, side) => {
  const data = poses[id]
  if (!data) throw new RangeError(`there is no pose "${id}"`)
  const sign = data.sides === "left" && side === "right" ? -1 : 1
  return { pose: seated(ready(data, sign, body)), view: viewOf(data) }
}

export class Figure {
  /**
   * @param {SVGElement} svg empty
   * @param {Sheet} sheet
   * @param {{look?: Record<string, string>, reduced?: boolean, seed?: number}} [options] `look`: body, skin, hair and clothes by id; `reduced`: jump instead of moving, and no trembling
   */
  constructor(svg, { poses, body }, options = {}) {
    this.poses = poses
    this.body = bodyOf(body, options.look)
    this.reduced = options.reduced ?? matchMedia("(prefers-reduced-motion: reduce)").matches
    this.seed = options.seed ?? 1
    this.painter = new Painter(svg, this.body)
    /** @type {Stand | null} */
    this.from = null
    /** @type {Stand | null} */
    this.to = null
    this.begun = 0
    this.over = 0
    this.drawn = Number.NEGATIVE_INFINITY
    this.strength = 0
    this.id = ""
    /** @type {Stand | null} */
    this.after = null
    /** @type {string[]} */
    this.glowing = []
  }

  /** Moves to a pose within `over` ms, or stands in it at once. @param {string} id @param {Showing} [how] */
  show(id, { side = "left", over = 0, now = 0 } = {}) {
    const next = standOf(this.poses, this.body, id, side)
    this.from = this.here(now)
    this.over = this.reduced || !this.from ? 0 : over
    const half = this.over > 0 && through(this.poses[this.id], this.poses[id])
    this.to = half ? standOf(this.poses, this.body, half, side) : next
    this.after = half ? next : null
    if (half) this.over /= 2
    this.begun = now
    this.id = id
    this.glowing = next.pose.glow
    this.draw(now)
  }

  /** Goes on from a pose on the way. @param {number} now */
  goOn(now) {
    if (!this.after || this.part(now) < 1) return
    this.from = this.to
    this.to = this.after
    this.after = null
    this.begun += this.over
  }

  /** The stand at a moment, between two while moving. @param {number} now @returns {Stand | null} */
  here(now) {
    const t = this.part(now)
    if (!this.from || !this.to || t >= 1) return this.to
    return { pose: frozen(this.from.pose, this.to.pose, t), view: mixView(this.from.view, this.to.view, t) }
  }

  /** @param {number} now @returns {number} 0 at the start of a movement, 1 at its end */
  part(now) {
    return this.over > 0 ? Math.min(1, Math.max(0, (now - this.begun) / this.over)) : 1
  }

  /** Call it on every frame of the page. @param {number} now ms @returns {boolean} still moving */
  frame(now) {
    const moving = this.moving(this.drawn)
    if (moving && now - this.drawn >= FRAME - ROUNDING) this.draw(now)
    return this.moving(now)
  }

  /** @param {number} now */
  moving(now) {
    return this.to !== null && (this.after !== null || this.part(now) < 1 || this.strength > 0)
  }

  /** Fine trembling of thighs and pelvis, 0 (none) to 1. @param {number} strength */
  shake(strength) {
    const before = this.strength
    this.strength = this.reduced ? 0 : Math.min(1, Math.max(0, strength))
    if (before > 0 && this.strength === 0) this.draw(this.drawn)
  }

  /** Other body areas than the pose lights, until the next `show`; see `AREAS` in skeleton.js. @param {string[]} areas */
  glow(areas) {
    this.glowing = areas
    this.draw(this.drawn)
  }

  /** @param {number} now */
  draw(now) {
    this.goOn(now)
    if (!this.to) return
    this.drawn = now
    const t = this.part(now)
    const shaken = (/** @type {Pose} */ pose) =>
      this.strength > 0 ? trembling(pose, tremor(now, this.strength, this.seed)) : pose
    const { pose, view } = this.to
    const from = t < 1 ? this.from : null
    const frames = from ? middle(shaken(from.pose), shaken(pose), t) : still(shaken(pose))
    this.painter.paint({
      ...(from ? mixPose(from.pose, pose, t) : pose),
      frames,
      view: from ? mixView(from.view, view, t) : view,
      glow: this.glowing,
    })
  }
}

/** @param {Pose} a @param {Pose} b @param {number} t @returns {import("./contacts.js").Frames} */
export const middle = (a, b, t) => {
  const { pose, goals } = between(a, b, t)
  return solve(pose, goals)
}

/** One pose for a card of the library, lit where it works. @param {SVGElement} svg @param {Sheet} sheet @param {string} id @param {"left" | "right" | null} [side] @param {Record<string, string>} [look] */
export const drawStill = (svg, { poses, body }, id, side, look) => {
  const whose = bodyOf(body, look)
  const { pose, view } = standOf(poses, whose, id, side)
  new Painter(svg, whose).paint({ ...pose, frames: still(pose), view })
}
