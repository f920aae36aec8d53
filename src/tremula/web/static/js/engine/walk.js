// How time moves a session: from one boundary to the next, through cues, segments and check-ins.
// One half of the machine; what the person does is in acts.js. No page, no clock.

import { MAIN, PAUSE_IN_TREMOR, WALKING } from "./state.js"

/** @typedef {import("./types.js").Session} Session */
/** @typedef {import("./types.js").Timeline} Timeline */
/** @typedef {import("./types.js").CheckIn} CheckIn */

/** One application of an event: the session so far, and the effects collected on the way. */
export class Walk {
  /** @param {Session} session @param {Timeline} timeline */
  constructor(session, timeline) {
    this.session = session
    this.timeline = timeline
    /** @type {import("./types.js").Effect[]} */
    this.effects = []
  }

  /** @param {string} name */
  path(name) {
    return name === MAIN ? this.timeline.segments : this.timeline.branches[name]
  }

  get segment() {
    return this.path(this.session.path)[this.session.index]
  }

  get checkIn() {
    return /** @type {CheckIn} */ (this.timeline.check_in)
  }

  get effortCap() {
    return this.timeline.effort_cap ?? Infinity
  }

  /** @param {Partial<Session>} changes */
  set(changes) {
    this.session = Object.freeze({ ...this.session, ...changes })
  }

  /** @param {string} what */
  happen(what) {
    this.effects.push({ at: this.session.at, happened: what })
  }

  // Time --------------------------------------------------------------------------------------------

  /** Let time pass up to `now`, from one boundary to the next, in order. @param {number} now */
  advance(now) {
    while (WALKING.includes(this.session.state)) {
      const [passes, reached] = this.nearestBoundary()
      if (this.session.at + passes > now) {
        this.passTime(now - this.session.at)
        return
      }
      this.passTime(passes)
      reached()
    }
    if (this.session.state === "paused" && this.segment.tremor) this.waitInTremor(now)
    else this.set({ at: now })
  }

  /**
   * Ms to what comes next, and what then happens. On a tie the safer one comes first.
   * @returns {[number, () => void]}
   */
  nearestBoundary() {
    const { session: s, segment } = this
    /** @type {[number, () => void][]} */
    const boundaries = []
    if (segment.tremor) {
      boundaries.push([this.checkIn.cap - s.tremor, () => this.reachCap()])
      if (s.deadline !== null) boundaries.push([s.deadline - s.tremor, () => this.miss()])
      else if (s.askAt !== null) boundaries.push([s.askAt - s.tremor, () => this.ask()])
    }
    boundaries.push([segment.length - s.position, () => this.nextSegment()])
    if (segment.effort) boundaries.push([this.effortCap - (s.effort ?? 0), () => this.leaveEffort()])
    const [passes, reached] = boundaries.reduce((best, each) => (each[0] < best[0] ? each : best))
    return [Math.max(passes, 0), reached]
  }

  /** @param {number} ms */
  passTime(ms) {
    const s = this.session
    const tremor = this.segment.tremor ? s.tremor + ms : s.tremor
    const effort = (s.effort ?? 0) + (this.segment.effort ? ms : 0)
    this.set({ at: s.at + ms, position: s.position + ms, tremor, effort })
    this.perform()
  }

  /** Collect the cues of this visit whose moment has come. */
  perform() {
    const { session: s, segment } = this
    let { played } = s
    while (played < segment.cues.length && segment.cues[played].at <= s.position) {
      const cue = segment.cues[played++]
      this.effects.push({ at: s.at - (s.position - cue.at), cue })
    }
    this.set({ played })
  }

  /** A pause does not stop the shaking: its time counts, up to the cap or two minutes. @param {number} now */
  waitInTremor(now) {
    const s = this.session
    const most = Math.max(Math.min(s.pausedAt + PAUSE_IN_TREMOR, s.at + this.checkIn.cap - s.tremor), s.at)
    const until = Math.min(most, now)
    this.set({ at: until, tremor: s.tremor + until - s.at })
    if (most <= now) {
      this.settle("silent")
      this.advance(now)
    }
  }

  // What a boundary does; the other half of the class gives these ----------------------------------

  reachCap() {}
  leaveEffort() {}
  nextSegment() {}

  /** @param {string} _ending */
  settle(_ending) {}

  // Check-ins ---------------------------------------------------------------------------------------

  ask() {
    const { session: s, checkIn } = this
    this.set({ state: "asking", deadline: s.tremor + checkIn.window, askAt: s.tremor + checkIn.every })
    this.happen("asked")
    this.effects.push({ at: s.at, cue: checkIn.question })
  }

  miss() {
    const { session: s, checkIn } = this
    this.happen("missed")
    this.set({ misses: s.misses + 1 })
    if (this.session.misses >= 2) {
      this.settle("silent")
      return
    }
    this.set({ deadline: Number(s.deadline) + checkIn.window })
    this.effects.push({ at: s.at, cue: checkIn.again })
  }

  answered() {
    const state = this.session.state === "asking" ? "running" : this.session.state
    this.set({ state, deadline: null, misses: 0 })
  }
}
