// When a new version of an entry begins: after a long pause, or when much of the text goes at once. Pure.

/** Ms without a key after which going on counts as another sitting. */
const PAUSE = 5 * 60_000
/** So many characters gone at once were perhaps a mistake: the version before stays. */
const MUCH = 200

/** @param {{text: string, wall: number}} before @param {{text: string, wall: number}} now */
export function beginsAnew(before, now) {
  return now.wall - before.wall > PAUSE || before.text.length - now.text.length > MUCH
}

/** A moment of this computer's clock, RFC 3339 with its offset. @param {number} wall ms since 1970 */
export function localStamp(wall, offset = -new Date(wall).getTimezoneOffset()) {
  const two = (/** @type {number} */ n) => String(Math.trunc(n)).padStart(2, "0")
  const local = new Date(wall + offset * 60_000).toISOString().slice(0, -1)
  const size = Math.abs(offset)
  return `${local}${offset < 0 ? "-" : "+"}${two(size / 60)}:${two(size % 60)}`
}

/** Half a character, as some keyboards leave for a moment, becomes a sign of its own. @param {string} text */
export const wellFormed = (text) => new TextDecoder().decode(new TextEncoder().encode(text))
