// One session as it is played: the machine, driven by a clock, its record kept before it is shown as kept.
// It never touches the page, the voice or the network: those listen to it.

import { Gaps } from "./drivers/gaps.js"
import { isAllowed, step } from "./engine/machine.js"
import { toKeep } from "./engine/record.js"
import { FINAL, IllegalEvent, READY } from "./engine/state.js"

/** @typedef {import("./engine/types.js").Timeline} Timeline */
/** @typedef {import("./engine/types.js").Session} Session */
/** @typedef {import("./drivers/clock.js").Clock} Clock */
/** @typedef {Pick<import("./drivers/keeper.js").Keeper, "keep" | "remember">} Keeper */
/** @typedef {"person" | "device"} By */

const TICK = 100

/**
 * Dispatches (CustomEvent, `detail`):
 * - "cue" `{cue, at, late}`: perform it now; `late` = ms since its moment.
 * - "happened" `{what, at}`: asked, missed, settling, settled, finished.
 * - "state" `{before, session}`: the state, the step or the visit changed.
 * - "tick" `{session, quiet}`: time passed (rings and bars); `quiet` when that is all that happened.
 * - "gap" `{lost}`: nobody ticked for `lost` ms.
 * - "refused" `{event, why}`: what was asked for cannot be done here; say so gently.
 * - "taken": another tab goes on with this session; nothing more happens here.
 * Events about the record ("kept", "unsaved") come from the keeper, those about posting from the sync.
 */
export class SessionRunner extends EventTarget {
  /**
   * @param {Timeline} timeline
   * @param {object} with_
   * @param {Clock} with_.clock
   * @param {Keeper} with_.keeper
   * @param {{session: Session, wall: number} | null} [with_.kept] where a session that was begun before stands
   * @param {() => boolean} [with_.sounds] is sound running now? (timers sleep in a hidden tab, sound does not)
   */
  constructor(timeline, { clock, keeper, kept = null, sounds = () => false }) {
    super()
    this.timeline = timeline
    this.clock = clock
    this.keeper = keeper
    this.sounds = sounds
    /** @type {Session} */
    this.session = kept?.session ?? READY
    this.gaps = new Gaps(clock, kept && { at: kept.session.at, wall: kept.wall })
    this.ended = false
    this.halt = () => {}
  }

  /** Let time pass. A session that goes on after a reload first takes the time away as a gap. */
  begin() {
    this.tick()
    this.halt = this.clock.every(() => this.tick(), TICK)
  }

  /** Let time stand still for this page. */
  end() {
    this.ended = true
    this.halt()
  }

  /** One reading of the clock. */
  tick() {
    if (this.ended) return
    const { at, lost } = this.gaps.read(this.sounds())
    if (lost === 0 || !this.goesOn) return this.apply("tick", at)
    this.apply("gap", at, { by: "device", lost }, lost)
    this.send("gap", { lost })
  }

  /**
   * Something the person or the device does: start pause resume back skip skip-exercise repeat longer enough
   * too-much fine stop settled left. A device never answers a pending question by pausing.
   * @param {string} event
   * @param {{by?: By, felt?: string}} [options] `felt`: the state that made the person stop
   * @returns {boolean} false when it was refused
   */
  do(event, { by = "person", felt } = {}) {
    this.tick()
    if (this.ended || (by === "device" && this.session.state === "asking" && event !== "stop")) return false
    try {
      this.apply(event, this.session.at, felt ? { by, felt } : { by })
      return true
    } catch (error) {
      if (!(error instanceof IllegalEvent)) throw error
      this.send("refused", { event, why: error.message })
      return false
    }
  }

  /**
   * @param {string} event
   * @param {number} at
   * @param {Record<string, unknown>} [body] what to record; a tick records nothing of itself
   * @param {number} [lost]
   */
  apply(event, at, body, lost = 0) {
    const before = this.session
    const [session, effects] = step(before, event, at, this.timeline, lost)
    this.session = session
    const entered = before.visit !== session.visit ? this.segment.id : ""
    const events = toKeep({ kind: event, at: session.at, body }, effects, entered)
    if (events.length) this.keeper.keep(events, session)
    else if (this.goesOn) this.keeper.remember(session)
    this.tell(before, effects, event === "tick" && !effects.length)
  }

  /** @param {Session} before @param {import("./engine/types.js").Effect[]} effects @param {boolean} quiet */
  tell(before, effects, quiet) {
    const { session } = this
    const moved = before.state !== session.state || before.visit !== session.visit
    if (moved) this.send("state", { before, session })
    for (const { at, cue, happened } of effects) {
      if (cue) this.send("cue", { cue, at, late: session.at - at })
      else this.send("happened", { what: happened, at })
    }
    this.send("tick", { session, quiet })
  }

  /** @param {string} type @param {object} detail */
  send(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }))
  }

  /** The step one is in. */
  get segment() {
    const { path, index } = this.session
    return (path === "main" ? this.timeline.segments : this.timeline.branches[path])[index]
  }

  get over() {
    return FINAL.includes(this.session.state)
  }

  /** Begun and not over. */
  get goesOn() {
    return this.session.state !== "ready" && !this.over
  }

  /** Would this event be allowed now? @param {string} event */
  allows(event) {
    return isAllowed(this.session, event, this.timeline)
  }

  /** What falls due within the next `ms` when nobody acts: for sound laid out ahead. @param {number} ms */
  upcoming(ms) {
    return step(this.session, "tick", this.session.at + ms, this.timeline)[1]
  }
}
