// The figure on the page: shows a pose, moves to another, trembles finely, and stands still otherwise. It owns no clock.

import { seated, solve, still, trembling } from "./body.js"
import { Painter } from "./draw.js"
import { clamp, mix } from "./matrix.js"
import { between, frozen } from "./moving.js"
import { mixPose, ready, through } from "./pose.js"
import { viewOf } from "./project.js"
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
  constructor(svg, { poses, body }, { look, reduced, seed = 1 } = {}) {
    this.poses = poses
    this.body = bodyOf(body, look)
    this.reduced = reduced ?? matchMedia("(prefers-reduced-motion: reduce)").matches
    this.seed = seed
    this.painter = new Painter(svg, this.body)
    /** @type {Stand[]} what it moves through, one after the other */
    this.way = []
    this.begun = 0
    /** How long from one stand to the next. */
    this.over = 0
    this.drawn = Number.NEGATIVE_INFINITY
    this.strength = 0
    this.id = ""
  }

  /** Moves to a pose within `over` ms, or stands in it at once. @param {string} id @param {Showing} [how] */
  show(id, { side = "left", over = 0, now = 0 } = {}) {
    const moving = over > 0 && !this.reduced && this.way.length > 0
    const half = moving && through(this.poses[this.id], this.poses[id])
    const next = [half, id].flatMap((one) => (one ? standOf(this.poses, this.body, one, side) : []))
    this.way = moving ? [this.here(now), ...next] : next
    this.over = moving ? over / next.length : 0
    this.begun = now
    this.id = id
    this.draw(now)
  }

  /** Between which two stands it is, and how far. @param {number} now @returns {[Stand, Stand, number]} */
  between(now) {
    const last = this.way.length - 1
    const gone = this.over > 0 ? clamp((now - this.begun) / this.over, last) : last
    const i = Math.max(0, Math.ceil(gone) - 1)
    return [this.way[i], this.way[Math.min(last, i + 1)], last > 0 ? gone - i : 1]
  }

  /** The stand at a moment. @param {number} now @returns {Stand} */
  here(now) {
    const [from, to, t] = this.between(now)
    return t < 1 ? { pose: frozen(from.pose, to.pose, t), view: mix(from.view, to.view, t) } : to
  }

  /** Call it on every frame of the page. @param {number} now ms @returns {boolean} still moving */
  frame(now) {
    if (this.moving(this.drawn) && now - this.drawn >= FRAME - ROUNDING) this.draw(now)
    return this.moving(now)
  }

  /** @param {number} now */
  moving(now) {
    return this.way.length > 0 && (this.strength > 0 || now < this.begun + this.over * (this.way.length - 1))
  }

  /** Fine trembling of thighs and pelvis, 0 (none) to 1. @param {number} strength */
  shake(strength) {
    const before = this.strength
    this.strength = this.reduced ? 0 : clamp(strength)
    if (before > 0 && this.strength === 0) this.draw(this.drawn)
  }

  /** @param {number} now */
  draw(now) {
    if (!this.way.length) return
    this.drawn = now
    const [from, to, t] = this.between(now)
    const [a, b] = [from, to].map(({ pose }) =>
      this.strength > 0 ? trembling(pose, tremor(now, this.strength, this.seed)) : pose,
    )
    const { glow } = this.way[this.way.length - 1].pose
    const moving = t < 1
    const scene = moving ? mixPose(a, b, t) : b
    const frames = moving ? middle(a, b, t) : still(b)
    this.painter.paint({ ...scene, glow, frames, view: mix(from.view, to.view, t) })
  }
}

/** @param {Pose} a @param {Pose} b @param {number} t @returns {import("./contacts.js").Frames} */
export const middle = (a, b, t) => {
  const { pose, goals } = between(a, b, t)
  return solve(pose, goals)
}
