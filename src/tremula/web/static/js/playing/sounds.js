// Which words and which tones a cue gets, for the chosen amount of talking. Pure.

/** @typedef {import("../engine/types.js").Cue} Cue */
/** @typedef {import("../drivers/chimes.js").Tone} Tone */
/** @typedef {"full" | "short" | "chimes"} Talk */

/** Said even when little is said: questions, and what safety hangs on. */
const ALWAYS = ["ask", "ready", "tremor", "rest"]

/**
 * What the voice says; empty when it is silent.
 * @param {Cue} cue @param {Talk} talk
 */
export function wordsOf(cue, talk) {
  if (talk === "chimes") return ""
  if (talk === "full" || ALWAYS.includes(cue.kind)) return cue.text ?? ""
  if (cue.kind === "count" || (cue.repetition ?? 0) > 1) return ""
  return cue.text ? shorter(cue.text, cue.caption ?? "") : ""
}

/** @param {string} text @param {string} caption */
const shorter = (text, caption) => (caption && caption.length < text.length ? caption : text)

/**
 * Tones of a cue, each with the milliseconds after the cue at which it begins.
 * @param {Cue} cue @param {boolean} spoken whether a voice says the cue's words
 * @returns {Array<[Tone, number]>}
 */
export function tonesOf(cue, spoken) {
  if (cue.kind === "chime") return [["bell", 0]]
  if (cue.kind === "ask") return [[cue.loud ? "again" : "ask", 0]]
  if (cue.kind === "ready") return [["bell", 0]]
  if (cue.kind === "count") return [["tick", 0]]
  if (cue.kind === "breathe" && cue.inhale) {
    return [
      ["in", 0],
      ["out", cue.inhale],
    ]
  }
  return cue.text && !spoken ? [["mark", 0]] : []
}
