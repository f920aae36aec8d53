// Which words and which tones a cue gets, for the chosen amount of talking. Pure.

/** @typedef {import("../engine/types.js").Cue} Cue */
/** @typedef {import("../drivers/chimes.js").Tone} Tone */
/** @typedef {"full" | "short" | "chimes"} Talk */

/**
 * What the voice says; empty when it is silent. Short: nothing twice within a step, and the caption where it is
 * shorter; but what must be answered, and what begins a step again, always in full.
 * @param {Cue} cue @param {Talk} talk @param {Set<string>} said what has been said in this step
 */
export function wordsOf(cue, talk, said) {
  const text = cue.text ?? ""
  if (talk === "chimes") return ""
  if (talk === "full" || cue.kind === "ask" || cue.kind === "ready") return text
  if (cue.kind === "count" || said.has(text)) return ""
  said.add(text)
  return cue.caption && cue.caption.length < text.length ? cue.caption : text
}

/**
 * Tones of a cue, each with the milliseconds after the cue at which it begins.
 * @param {Cue} cue @param {boolean} spoken whether a voice says the cue's words
 * @param {boolean} checkIn whether it is a question of the tremor
 * @returns {Array<[Tone, number]>}
 */
export function tonesOf(cue, spoken, checkIn) {
  if (checkIn) return [[cue.loud ? "again" : "ask", 0]]
  if (cue.kind === "chime" || cue.kind === "ready") return [["bell", 0]]
  if (cue.kind === "count") return [["tick", 0]]
  if (cue.kind === "breathe" && cue.inhale) {
    return [
      ["in", 0],
      ["out", cue.inhale],
    ]
  }
  return cue.text && !spoken ? [["mark", 0]] : []
}
