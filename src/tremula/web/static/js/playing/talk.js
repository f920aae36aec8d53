// Which cues a voice says for the chosen amount of talking. Pure: the same timeline gives the same answer.

/** @typedef {import("../engine/types.js").Cue} Cue */
/** @typedef {import("../engine/types.js").Segment} Segment */
/** @typedef {import("../engine/types.js").Timeline} Timeline */
/** @typedef {"full" | "short" | "chimes"} Talk */

/** What lasts and is left at once when something is wrong: words inside it are never left out. */
const HELD = ["hold", "breathe"]

/**
 * Full: everything. Chimes only: what protects, and nothing else. Short: also what is to be done and when, and
 * no explanations.
 * @param {Timeline} timeline
 * @param {Talk} talk
 * @returns {Set<Cue>}
 */
export function cuesSaid(timeline, talk) {
  const questions = timeline.check_in ? [timeline.check_in.question, timeline.check_in.again] : []
  const said = new Set([timeline.ready, ...questions])
  for (const [path, segments] of [["main", timeline.segments], ...Object.entries(timeline.branches)]) {
    for (const cue of saidOnPath(String(path), /** @type {Segment[]} */ (segments), talk)) said.add(cue)
  }
  return said
}

/** @param {string} path @param {Segment[]} segments @param {Talk} talk @returns {Cue[]} */
function saidOnPath(path, segments, talk) {
  return segments.flatMap((segment, place) => {
    const words = segment.cues.filter((cue) => cue.text)
    if (talk === "full" || protects(path, segments, place)) return words
    if (talk === "chimes") return []
    return teaches(segments, place) ? words : words.filter((cue) => isNeeded(cue, words, segment))
  })
}

/** The stop, and the end of the shaking: said whatever was chosen. */
function protects(
  /** @type {string} */ path,
  /** @type {Segment[]} */ segments,
  /** @type {number} */ place,
) {
  return path.startsWith("settle/") || (!segments[place].tremor && !!segments[place - 1]?.tremor)
}

/** What may not be skipped, the shaking, and what leads into it. */
function teaches(/** @type {Segment[]} */ segments, /** @type {number} */ place) {
  return segments[place].keep || segments[place].tremor || segments[place + 1]?.tremor
}

/**
 * The first words of a step, a question, a change of pose, words inside a hold; each text once in a step.
 * @param {Cue} cue @param {Cue[]} words @param {Segment} segment
 */
function isNeeded(cue, words, { cues }) {
  const first = words.find(({ text }) => text === cue.text) === cue
  const explains = cue.kind === "say" && !cue.pose && cue !== words[0]
  return first && (!explains || cues.some((other) => isInside(cue, other)))
}

/** @param {Cue} cue @param {Cue} other */
function isInside(cue, other) {
  return HELD.includes(other.kind) && cue.at > other.at && cue.at < other.at + (other.lasts ?? 0)
}
