// Moving through the segments of a timeline: entering, leaving, settling, the end. No page, no clock.

import { MAIN } from "./state.js"
import { Walk } from "./walk.js"

/** Where a session goes when a segment ends or is left. */
export class Paths extends Walk {
  /**
   * Begin a visit of a segment; past the end of a path, what follows that path.
   * @param {string} path
   * @param {number} index
   * @param {{position?: number, stretched?: number}} [from]
   */
  enter(path, index, { position = 0, stretched = 0 } = {}) {
    const segment = this.path(path)[index]
    if (!segment) {
      this.endOf(path)
      return
    }
    if (this.isUsedUp(segment)) {
      this.enter(path, index + 1)
      return
    }
    const shaking = !!this.segment.tremor
    const played = segment.cues.filter((cue) => cue.at < position).length
    this.set({ path, index, position, played, stretched, visit: this.session.visit + 1 })
    if (path === MAIN) this.set({ mainIndex: index })
    if (segment.tremor) this.beginShaking(shaking)
    else this.endShaking(shaking)
    if (this.session.state !== "paused") this.perform()
  }

  /** Is a segment's time over for this session? @param {import("./types.js").Segment} segment */
  isUsedUp({ tremor, effort }) {
    const s = this.session
    return (!!tremor && s.tremor >= this.checkIn.cap) || (!!effort && s.effort >= this.effortCap)
  }

  /** @param {boolean} shaking before */
  beginShaking(shaking) {
    const s = this.session
    if (s.askAt === null) this.set({ askAt: s.tremor + this.checkIn.first })
    if (s.state === "paused" && !shaking) this.set({ pausedAt: s.at })
  }

  /**
   * Withdraw the questions. Out of a paused tremor it goes on at once: the legs' rest must be told.
   * @param {boolean} shaking before
   */
  endShaking(shaking) {
    this.answered()
    this.set({ askAt: null })
    if (this.session.state === "paused" && shaking) this.set({ state: "running", afresh: false })
  }

  /** @param {string} path */
  endOf(path) {
    if (path === MAIN) this.finish("finished", "finished")
    else if (path.startsWith("settle/")) this.finish("settled", this.session.ending)
    else this.enter(MAIN, this.session.mainIndex + 1)
  }

  /** @param {string} happened @param {string} state */
  finish(happened, state) {
    this.happen(happened)
    this.set({ state, ending: state, askAt: null, deadline: null, misses: 0 })
  }

  nextSegment() {
    const s = this.session
    const following = this.path(s.path)[s.index + 1]
    if (s.misses && !following?.tremor) this.settle("silent")
    else if (following?.carries) {
      this.enter(s.path, s.index + 1, { position: s.carried, stretched: s.stretched })
    } else this.enter(s.path, s.index + 1)
  }

  reachCap() {
    if (this.session.misses) this.settle("silent")
    else this.leaveTremor()
  }

  /** Go to the first step after the shaking: the legs become flat. */
  leaveTremor() {
    const { segments } = this.timeline
    let following = this.session.mainIndex + 1
    while (segments[following]?.tremor) following += 1
    this.enter(MAIN, following)
  }

  /** Go on after the effort, out of its easier way too. */
  leaveEffort() {
    const { segments } = this.timeline
    let following = this.session.mainIndex + 1
    while (segments[following]?.effort) following += 1
    this.enter(MAIN, following)
  }

  /** Play the stop of the posture that the person is in. @param {string} ending */
  settle(ending) {
    const { posture } = this.segment
    this.happen("settling")
    this.set({ state: "settling", ending, askAt: null, deadline: null, misses: 0 })
    this.enter(`settle/${posture}`, 0)
  }

  // Gaps --------------------------------------------------------------------------------------------

  /**
   * Nobody ticked for the last `lost` ms: the position stays, no cue is caught up.
   * @param {number} at
   * @param {number} lost
   */
  gap(at, lost) {
    const now = Math.max(at, this.session.at + lost)
    this.advance(now - lost)
    const { state } = this.session
    const shakingPaused = state === "paused" && this.segment.tremor
    if (state !== "running" && state !== "asking" && !shakingPaused) this.set({ at: now })
    else if (this.segment.tremor) this.gapInTremor(now, lost)
    else this.set({ at: now, state: "paused", pausedAt: now - lost, afresh: true })
  }

  /** The shaking went on; what is said because of that is said now. @param {number} now @param {number} lost */
  gapInTremor(now, lost) {
    const { state, tremor } = this.session
    this.set({ at: now, tremor: tremor + lost })
    if (state !== "paused" && lost > this.checkIn.window) this.settle("silent")
    else this.advance(now)
  }
}
