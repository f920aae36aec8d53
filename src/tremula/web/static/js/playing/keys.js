// What a key means in a state of the session. Pure.

const UNDERWAY = ["running", "asking", "paused"]

/**
 * @param {string} key as KeyboardEvent.key
 * @param {string} state
 * @param {boolean} [choosing] the two halves are on the screen
 * @returns {string} the act; empty when the key means nothing here
 */
export function actOfKey(key, state, choosing = false) {
  if (key === "Escape") return "stop"
  if (!UNDERWAY.includes(state)) return ""
  if (key === " ") return state === "asking" || choosing ? "fine" : "pause"
  if (key === "ArrowLeft") return "back"
  return key === "ArrowRight" ? "skip" : ""
}

/**
 * The event of the machine that an act is: one button and one key pause and go on.
 * @param {string} act @param {string} state
 */
export const eventOf = (act, state) => (act === "pause" && state === "paused" ? "resume" : act)

/**
 * A key of a headset or a locked phone. In the tremor every one of them stops: nobody can aim then.
 * @param {import("../drivers/media.js").MediaKey} key @param {string} state @param {boolean} tremor
 */
export function actOfMedia(key, state, tremor) {
  if (!UNDERWAY.includes(state)) return key === "stop" && state !== "settling" ? "stop" : ""
  if (key === "stop" || (tremor && state !== "paused")) return "stop"
  if (key === "pause") return state === "paused" ? "" : "pause"
  return state === "paused" ? "pause" : ""
}
