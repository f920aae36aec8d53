// The breath pacer: a circle that grows and shrinks with the breath. It keeps no time.

/** @typedef {import("../playing/view.js").Breath} Breath */

const [SMALL, REST, LARGE] = [0.66, 0.84, 1.04]
const [PALE, HALF, FULL] = [0.35, 0.7, 1]

/** @param {number} part 0 to 1 */
const gentle = (part) => (1 - Math.cos(Math.PI * part)) / 2

export class BreathPacer extends HTMLElement {
  still = matchMedia("(prefers-reduced-motion: reduce)")
  shown = ""

  /** Reduced motion changes how strong the circle is instead of its size. @param {Breath | null} breath */
  show(breath) {
    const [least, rest, most] = this.still.matches ? [PALE, HALF, FULL] : [SMALL, REST, LARGE]
    const full = breath && (breath.breathes === "in" ? gentle(breath.done) : 1 - gentle(breath.done))
    const size = full === null ? rest : least + (most - least) * full
    const shown = size.toFixed(3)
    if (shown !== this.shown) this.style.setProperty("--breath", shown)
    this.shown = shown
  }
}

customElements.define("tremula-breath", BreathPacer)
