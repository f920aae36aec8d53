// The ring of the step and the bar of the session: how much is done, drawn by CSS. They count nothing themselves.

/** Fine enough for the eye; every step makes the browser draw the page anew. */
const STEPS = 90

class Progress extends HTMLElement {
  shown = -1
  scale = 1

  /** @param {number} part 0 to 1 */
  set done(part) {
    const whole = Math.round(Math.min(1, Math.max(0, part)) * STEPS)
    if (whole === this.shown) return
    this.shown = whole
    this.style.setProperty("--done", ((whole / STEPS) * this.scale).toFixed(2))
    this.setAttribute("aria-valuenow", String(Math.round((whole / STEPS) * 100)))
  }
}

export class Ring extends Progress {
  scale = 100
}

export class Bar extends Progress {}

customElements.define("tremula-ring", Ring)
customElements.define("tremula-bar", Bar)
