// Brings the figure into the pose of the moment. It draws only while something moves, at most 30 times a second.

import { Figure } from "../figure/figure.js"
import { lookOf } from "../lib/look.js"

/** @typedef {import("../engine/types.js").Cue} Cue */
/** @typedef {import("../engine/types.js").Segment} Segment */

const REDRAW = 33
/** A frame may come this much before its time (ms). */
const EARLY = 4
/** How long a change of pose takes when the cue does not say (ms). */
const CHANGE = 1_200

export class Stage {
  /**
   * @param {SVGSVGElement} svg
   * @param {import("../figure/figure.js").Sheet | null} sheet without it nothing is drawn
   * @param {() => number} now
   */
  constructor(svg, sheet, now) {
    this.svg = svg
    this.poses = sheet?.poses ?? {}
    this.now = now
    this.still = matchMedia("(prefers-reduced-motion: reduce)")
    this.figure = sheet && new Figure(svg, sheet, { look: lookOf() })
    /** @type {Cue | undefined} */ this.cue = undefined
    this.drawing = false
    this.drawn = 0
  }

  /** @param {Cue | undefined} cue the pose to be in @param {number} strength of the shaking, 0 to 1 */
  show(cue, strength) {
    this.figure?.shake(this.still.matches ? 0 : strength)
    if (cue?.pose && cue !== this.cue && this.poses[cue.pose]) {
      const change = cue.kind === "move" && cue.lasts ? cue.lasts : CHANGE
      const over = this.still.matches || !this.cue ? 0 : change
      this.figure?.show(cue.pose, { side: cue.side ?? "left", over, now: this.now() })
      this.svg.setAttribute("aria-label", `Figure: ${this.poses[cue.pose].title ?? cue.pose}`)
      this.cue = cue
    }
    this.wake()
  }

  /** A frame is asked for only when there is something to draw: on every tick it would cost more than all the rest. */
  wake() {
    if (this.drawing || !this.figure?.moving(this.figure.drawn)) return
    this.drawing = true
    requestAnimationFrame((at) => this.frame(at))
  }

  /** @param {number} at */
  frame(at) {
    if (at - this.drawn < REDRAW - EARLY) return this.again()
    this.drawn = at
    this.drawing = this.figure?.frame(this.now()) ?? false
    if (this.drawing) this.again()
  }

  /** Asks for a frame only when it will be drawn: every frame that is asked for costs, drawn or not. */
  again() {
    setTimeout(() => requestAnimationFrame((at) => this.frame(at)), REDRAW - 2 * EARLY)
  }
}
