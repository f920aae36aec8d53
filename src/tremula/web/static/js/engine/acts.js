// What a person or a device does to a session: one small method an event. No page, no clock.

import { Paths } from "./paths.js"
import { AFRESH_AFTER, FINAL, IllegalEvent, LONG_GAP, MAIN, TRANSITIONS } from "./state.js"

/** @type {Record<string, (walk: Acts) => void>} */
const ACTS = {
  start: (walk) => walk.start(),
  pause: (walk) => walk.set({ state: "paused", pausedAt: walk.session.at }),
  resume: (walk) => walk.resume(),
  back: (walk) => walk.back(),
  repeat: (walk) => walk.enter(walk.session.path, walk.session.index),
  skip: (walk) => walk.skip(),
  "skip-exercise": (walk) => walk.skipExercise(),
  longer: (walk) => walk.longer(),
  enough: (walk) => walk.enough(),
  "too-much": (walk) => walk.tooMuch(),
  fine: () => {},
  stop: (walk) => walk.stop(),
  settled: (walk) => walk.finish("settled", walk.session.ending),
  left: (walk) => walk.leave(),
}

export class Acts extends Paths {
  /** Do what was asked; anything the person does answers a pending question. @param {string} event */
  act(event) {
    if (!Object.hasOwn(TRANSITIONS[this.session.state], event)) this.refuse(event)
    if (this.session.state === "asking") this.answered()
    ACTS[event](this)
  }

  /** @param {string} event @param {string} [why] @returns {never} */
  refuse(event, why) {
    throw new IllegalEvent(this.session.state, event, why)
  }

  start() {
    this.set({ state: "running" })
    this.enter(MAIN, 0)
  }

  resume() {
    const s = this.session
    const away = s.at - s.pausedAt
    if (away >= LONG_GAP) {
      this.settle("stopped")
      return
    }
    this.set({ state: "running" })
    if (s.askAt !== null) this.set({ askAt: Math.max(s.askAt, s.tremor + this.checkIn.first) })
    if (this.segment.tremor || s.afresh || away >= AFRESH_AFTER) this.offerAgain()
    else this.perform()
  }

  /** Say "get ready", then begin the step once more. */
  offerAgain() {
    const { session: s, timeline } = this
    this.set({ afresh: false })
    this.effects.push({ at: s.at, cue: timeline.ready })
    this.enter(s.path, s.index, { position: 0 - (timeline.ready.lasts ?? 0) })
  }

  /** One step back; out of an easier way, back to its step; never back into what is used up. */
  back() {
    const s = this.session
    let target = s.path === MAIN ? Math.max(s.index - 1, 0) : s.mainIndex
    if (this.isUsedUp(this.timeline.segments[target])) target = s.mainIndex
    this.enter(MAIN, target)
  }

  skip() {
    this.maySkip("skip")
    this.enter(MAIN, this.session.mainIndex + 1)
  }

  skipExercise() {
    this.maySkip("skip-exercise")
    if (this.segment.tremor) {
      this.leaveTremor()
      return
    }
    const { segments } = this.timeline
    let index = this.session.mainIndex
    const { chapter } = segments[index]
    while (segments[index]?.chapter === chapter && !segments[index].keep) index += 1
    this.enter(MAIN, index)
  }

  /** @param {string} event */
  maySkip(event) {
    if (this.timeline.segments[this.session.mainIndex].keep) this.refuse(event, "this step is never skipped")
  }

  longer() {
    const { session: s, segment } = this
    const { stretch } = segment
    if (!stretch || s.stretched >= stretch.most) this.refuse("longer", "this step cannot last longer")
    if (s.position <= stretch.start) this.refuse("longer", "there is nothing to do once more yet")
    const position = Math.max(stretch.start, s.position - stretch.by)
    const played = segment.cues.filter((cue) => cue.at < position).length
    this.set({ position, played, stretched: s.stretched + 1 })
    this.perform()
  }

  enough() {
    if (this.segment.kind !== "open") this.refuse("enough", "this step ends by itself")
    if (this.segment.tremor) this.leaveTremor()
    else this.nextSegment()
  }

  tooMuch() {
    const { session: s, segment } = this
    if (segment.tremor) {
      this.leaveTremor()
      return
    }
    if (!segment.easier) this.refuse("too-much", "this step has no easier form")
    if (s.path === MAIN || segment.carries) this.set({ carried: Math.max(s.position, 0) })
    this.enter(segment.easier, 0, { stretched: s.stretched })
  }

  stop() {
    const { state, ending } = this.session
    if (state !== "settling") this.settle(FINAL.includes(state) ? ending : "stopped")
  }

  leave() {
    const state = this.session.state === "settling" ? this.session.ending : "left"
    this.set({ state, ending: state, askAt: null, deadline: null, misses: 0 })
  }
}
