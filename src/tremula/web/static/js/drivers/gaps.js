// Session time from two clocks: how far it has come, and whether nobody ticked for a while. It plays nothing.

/** @typedef {import("./clock.js").Clock} Clock */

/** Longer without a tick, while nothing sounds, is a gap (ms). */
export const GAP = 3_000

/**
 * Reads the clock as milliseconds since the session began. Wall time only ever opens a gap: it never lets a step
 * end earlier. Sound that runs excuses sleepy timers of a hidden tab, but not a computer that slept.
 */
export class Gaps {
  /**
   * @param {Clock} clock
   * @param {{at: number, wall: number} | null} [kept] the last reading of a session that goes on after a reload
   */
  constructor(clock, kept = null) {
    this.clock = clock
    this.at = kept?.at ?? 0
    this.now = clock.now()
    this.wall = kept?.wall ?? clock.wall()
    this.away = kept !== null
  }

  /**
   * @param {boolean} sounds is sound running?
   * @returns {{at: number, lost: number}} ms since the begin; `lost` is 0 or the length of the gap
   */
  read(sounds) {
    const [now, wall] = [this.clock.now(), this.clock.wall()]
    const passed = Math.max(0, Math.round(now - this.now))
    const slept = Math.max(0, Math.round(wall - this.wall) - passed)
    const gap = this.away || slept > GAP || (passed > GAP && !sounds)
    const lost = gap ? Math.max(passed + slept, 1) : 0
    this.at += gap ? lost : passed
    this.now = gap ? now : this.now + passed
    this.wall = wall
    this.away = false
    return { at: this.at, lost }
  }
}
