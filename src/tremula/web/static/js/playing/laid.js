// What is set ahead on the audio clock and can still be taken back. It sounds nothing itself.

/** @typedef {import("../engine/types.js").Cue} Cue */

/** While nothing happens, it is looked for what comes next this often (ms). */
const LAY_EVERY = 500

export class Laid {
  /** @type {Map<Cue, {at: number, silence: () => void}>} */ cues = new Map()
  looked = Number.NEGATIVE_INFINITY

  /** Is it time to look again? @param {number} now */
  isOld(now) {
    return now - this.looked >= LAY_EVERY
  }

  /** Takes back what is not due any more, and lays what is. @param {Map<Cue, number>} due @param {number} now @param {(cue: Cue, at: number) => () => void} lay */
  renew(due, now, lay) {
    this.takeBack(due)
    this.looked = now
    for (const [cue, at] of due) {
      if (!this.cues.has(cue)) this.cues.set(cue, { at, silence: lay(cue, at) })
    }
  }

  /** What is set ahead is not to come, but for what is due at the same moment. @param {Map<Cue, number>} [due] */
  takeBack(due = new Map()) {
    this.looked = Number.NEGATIVE_INFINITY
    for (const [cue, { at, silence }] of this.cues) {
      if (due.get(cue) === at) continue
      silence()
      this.cues.delete(cue)
    }
  }
}
