// What a session can be, what may happen to it, and what then falls due. Data only; twin of core/session/state.py.

/** Away for longer than this (ms), a person is led through settling instead of going on. */
export const LONG_GAP = 30 * 60_000
/** After a longer pause (ms) the step is offered again from its start. */
export const AFRESH_AFTER = 60_000
/** A pause during the tremor that lasts longer (ms) leads to settling. */
export const PAUSE_IN_TREMOR = 120_000

export const MAIN = "main"
/** Where time moves the position. */
export const WALKING = ["running", "asking", "settling"]
export const FINAL = ["finished", "stopped", "silent", "left"]

const ended = Object.fromEntries(
  FINAL.map((state) => [state, { tick: [state], gap: [state], stop: ["settling"] }]),
)

/** @type {Record<string, Record<string, string[]>>} What may happen; what is not in this table is refused. */
export const TRANSITIONS = {
  ready: {
    start: ["running"],
    tick: ["ready"],
    gap: ["ready"],
    stop: ["settling"],
    left: ["left"],
  },
  running: {
    tick: ["running", "asking", "settling", "finished"],
    pause: ["paused"],
    back: ["running"],
    skip: ["running", "finished"],
    "skip-exercise": ["running", "finished"],
    repeat: ["running"],
    longer: ["running"],
    enough: ["running", "finished"],
    "too-much": ["running", "finished"],
    fine: ["running"],
    gap: ["running", "paused", "settling"],
    stop: ["settling"],
    left: ["left"],
  },
  asking: {
    tick: ["asking", "running", "settling", "finished"],
    fine: ["running"],
    pause: ["paused"],
    back: ["running"],
    skip: ["running", "finished"],
    "skip-exercise": ["running", "finished"],
    repeat: ["running"],
    longer: ["running"],
    enough: ["running", "finished"],
    "too-much": ["running", "finished"],
    gap: ["asking", "settling"],
    stop: ["settling"],
    left: ["left"],
  },
  paused: {
    tick: ["paused", "settling"],
    resume: ["running", "settling"],
    back: ["paused", "running"],
    skip: ["paused", "running", "finished"],
    "skip-exercise": ["paused", "running", "finished"],
    repeat: ["paused"],
    gap: ["paused", "settling"],
    stop: ["settling"],
    left: ["left"],
  },
  settling: {
    tick: ["settling", ...FINAL],
    settled: FINAL,
    gap: ["settling"],
    stop: ["settling"],
    left: FINAL,
  },
  ...ended,
}

/** This event cannot happen in this state, or not in this segment. */
export class IllegalEvent extends Error {
  /** @param {string} state @param {string} event @param {string} [why] */
  constructor(state, event, why = "") {
    super(`cannot ${event} a session that is ${state}${why && `: ${why}`}`)
    this.state = state
    this.event = event
  }
}

/** @type {Readonly<import("./types.js").Session>} */
export const READY = Object.freeze({
  state: "ready",
  path: MAIN,
  index: 0,
  visit: 0,
  position: 0,
  at: 0,
  played: 0,
  stretched: 0,
  mainIndex: 0,
  carried: 0,
  tremor: 0,
  effort: 0,
  askAt: null,
  deadline: null,
  misses: 0,
  pausedAt: 0,
  afresh: false,
  ending: "",
})
