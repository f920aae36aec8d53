// Which tones a cue gets, when its words follow them, and how it feels. Pure.

/** @typedef {import("../engine/types.js").Cue} Cue */
/** @typedef {import("../drivers/chimes.js").Tone} Tone */
/** @typedef {"none" | "questions" | "steps"} Vibration */

/** Words wait this long (ms) for the tones of a question, and for a bell. */
const AFTER_QUESTION = 1_200
const AFTER_BELL = 700
/** ms of shaking and stillness in turn. */
const QUESTION = [300, 150, 300]
const MISSED = [600, 200, 600, 200, 600]
const STOP = [400]
const BELL = [150]
const CHANGES = [60]

/**
 * Tones of a cue, each with the milliseconds after the cue at which it begins.
 * @param {Cue} cue @param {"said" | "left-out" | "unheard"} words whether a voice says them, need not, or cannot
 * @param {boolean} checkIn whether it is a question of the tremor
 * @returns {Array<[Tone, number]>}
 */
export function tonesOf(cue, words, checkIn) {
  if (checkIn) return [[cue.loud ? "again" : "ask", 0]]
  if (cue.kind === "chime" || cue.kind === "ready") return [["bell", 0]]
  if (cue.kind === "count") return [["tick", 0]]
  if (cue.kind === "breathe" && cue.inhale) {
    return [
      ["in", 0],
      ["out", cue.inhale],
    ]
  }
  if (words === "left-out") return cue.kind === "move" ? [["tick", 0]] : []
  return cue.text && words === "unheard" ? [["mark", 0]] : []
}

/** Milliseconds between a cue and its words. @param {Cue} cue @param {boolean} checkIn */
export function wordsAfter(cue, checkIn) {
  if (checkIn) return AFTER_QUESTION
  return cue.kind === "ready" || cue.kind === "chime" ? AFTER_BELL : 0
}

/**
 * How a cue is felt.
 * @param {Cue} cue @param {Vibration} wish @param {{checkIn: boolean, stops: boolean}} place what the cue is for
 * @returns {readonly number[]} ms of shaking and stillness in turn
 */
export function feltAs(cue, wish, { checkIn, stops }) {
  if (wish === "none") return []
  if (checkIn) return cue.loud ? MISSED : QUESTION
  if (stops) return STOP
  if (wish === "questions") return []
  if (cue.kind === "chime" || cue.kind === "ready") return BELL
  return cue.pose && cue.text ? CHANGES : []
}
