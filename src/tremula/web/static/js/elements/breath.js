// The breath pacer: a circle that grows and shrinks with the breath. The browser moves it between two ends by itself,
// which costs the page nothing; a reading of the session's clock only ever sets it right.

/** @typedef {import("../playing/view.js").Breath} Breath */

/** Least, at rest, most: the size; with reduced motion how strong it is instead. */
const SIZES = [0.66, 0.84, 1.04]
const STRENGTHS = [0.35, 0.7, 1]
/** As good as half a wave of a cosine. */
const GENTLE = "cubic-bezier(0.37, 0, 0.63, 1)"
const TO_REST = 600
/** The circle may be off by this much before it is set right (ms). */
const OFF_BY = 120

export class BreathPacer extends HTMLElement {
  still = matchMedia("(prefers-reduced-motion: reduce)")
  /** @type {Animation | undefined} */ moving = undefined
  way = ""

  /** @param {Breath | null} breath */
  show(breath) {
    const way = breath ? `${breath.breathes} ${breath.lasts}` : ""
    const [least, rest, most] = (this.still.matches ? STRENGTHS : SIZES).map((size) => this.look(size))
    if (way !== this.way) {
      if (breath?.breathes === "in") this.move(least, most, breath.lasts)
      else if (breath) this.move(most, least, breath.lasts)
      else this.move(this.here(), rest, TO_REST)
    }
    this.way = way
    if (breath) this.setRight(breath.done * breath.lasts)
  }

  get circle() {
    return /** @type {HTMLElement} */ (this.firstElementChild)
  }

  /** @param {Keyframe} from @param {Keyframe} to @param {number} lasts ms */
  move(from, to, lasts) {
    this.moving?.cancel()
    this.moving = this.circle.animate([from, to], { duration: lasts, easing: GENTLE, fill: "forwards" })
  }

  /** @returns {Keyframe} */
  here() {
    const { opacity, transform } = getComputedStyle(this.circle)
    return this.still.matches ? { opacity } : { transform }
  }

  /** Reduced motion changes how strong the circle is instead of its size. @param {number} size @returns {Keyframe} */
  look(size) {
    return this.still.matches ? { opacity: size } : { transform: `scale(${size})` }
  }

  /** @param {number} gone ms since this half of the breath began */
  setRight(gone) {
    if (this.moving && Math.abs(Number(this.moving.currentTime) - gone) > OFF_BY)
      this.moving.currentTime = gone
  }
}

customElements.define("tremula-breath", BreathPacer)
