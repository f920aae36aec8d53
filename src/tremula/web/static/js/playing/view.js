// What the screen shows for a session at one moment. Pure: no page, no clock, no sound.

/** @typedef {import("../engine/types.js").Timeline} Timeline */
/** @typedef {import("../engine/types.js").Segment} Segment */
/** @typedef {import("../engine/types.js").Cue} Cue */
/** @typedef {import("../engine/types.js").Session} Session */
/** @typedef {{id: string, title: string, from: number, to: number}} Chapter */
/** @typedef {{breathes: "in" | "out", done: number, lasts: number}} Breath `lasts`: that half of it, in ms */

/** Until this long before the end of a step the next one is not announced as "get ready". */
const READY_BEFORE = 6_000

/** @param {Timeline} timeline @param {Session} session @returns {Segment} */
export function segmentOf(timeline, session) {
  const path = session.path === "main" ? timeline.segments : timeline.branches[session.path]
  return path[Math.min(session.index, path.length - 1)]
}

/** Chapters with their times on the path on which nobody intervenes (ms). @param {Timeline} timeline */
export function chaptersOf(timeline) {
  let from = 0
  return timeline.chapters.map(({ id, title }) => {
    const mine = timeline.segments.filter((segment) => segment.chapter === id)
    const to = from + mine.reduce((sum, segment) => sum + segment.length, 0)
    const chapter = { id, title, from, to }
    from = to
    return chapter
  })
}

/**
 * The last cue that has begun and fits.
 * @param {Segment} segment @param {number} position @param {(cue: Cue) => unknown} fits
 */
export function latest(segment, position, fits) {
  return segment.cues.findLast((cue) => cue.at <= Math.max(position, 0) && fits(cue))
}

/** @param {Timeline} timeline @param {Session} session @returns {Breath | null} */
export function breathOf(timeline, session) {
  if (!["running", "settling"].includes(session.state)) return null
  const [segment, { position }] = [segmentOf(timeline, session), session]
  const cue = latest(segment, position, (each) => each.kind === "breathe" && each.inhale)
  if (!cue || position < cue.at || position >= cue.at + (cue.lasts ?? 0)) return null
  const [passed, inhale] = [position - cue.at, cue.inhale ?? 0]
  if (passed < inhale) return { breathes: "in", done: passed / inhale, lasts: inhale }
  const exhale = (cue.lasts ?? 0) - inhale
  return { breathes: "out", done: (passed - inhale) / exhale, lasts: exhale }
}

/** The pose to show, looked for backwards from here. @param {Timeline} timeline @param {Session} session */
export function poseOf(timeline, session) {
  const path = session.path === "main" ? timeline.segments : timeline.branches[session.path]
  const here = latest(path[session.index], session.position, (cue) => cue.pose)
  if (here) return here
  for (let index = session.index - 1; index >= 0; index--) {
    const before = path[index].cues.findLast((cue) => cue.pose)
    if (before) return before
  }
  return path[session.index].cues.find((cue) => cue.pose)
}

/** @param {Timeline} timeline @param {Session} session */
export function captionOf(timeline, session) {
  if (session.state === "asking" && timeline.check_in) {
    return (session.misses ? timeline.check_in.again : timeline.check_in.question).caption ?? ""
  }
  if (session.position < 0) return timeline.ready.caption ?? ""
  const segment = segmentOf(timeline, session)
  const cue = latest(segment, session.position, (each) => each.caption && each.kind !== "count")
  return cue?.caption ?? segment.title
}

/** Milliseconds on the path on which nobody intervenes. @param {{segments: Segment[]}} timeline */
export const lengthOf = ({ segments }) => segments.reduce((sum, segment) => sum + segment.length, 0)

/** How far through the whole, 0 to 1, on the main path. @param {Timeline} timeline @param {Session} session */
export function wayOf(timeline, session) {
  const before = lengthOf({ segments: timeline.segments.slice(0, session.mainIndex) })
  const here = session.path === "main" ? Math.max(session.position, 0) : 0
  return Math.min(1, (before + here) / lengthOf(timeline))
}

/** What a person may do here beside pausing and stopping. @param {Timeline} timeline @param {Session} session */
export function mayDo(timeline, session) {
  const segment = segmentOf(timeline, session)
  const inside = ["running", "asking", "paused"].includes(session.state)
  const going = inside && session.state !== "paused"
  const main = timeline.segments[session.mainIndex]
  return {
    back: inside,
    repeat: inside && !segment.tremor,
    skip: inside && !main.keep,
    "skip-exercise": inside && !main.keep,
    longer: going && !!segment.stretch && session.stretched < segment.stretch.most,
    enough: going && segment.kind === "open",
    "too-much": going && (!!segment.tremor || !!segment.easier),
  }
}

/** What stands small under the caption. @param {Timeline} timeline @param {Session} session */
export function countOf(timeline, session) {
  const segment = segmentOf(timeline, session)
  const { position } = session
  if (position < 0) return { big: seconds(-position), small: "get ready" }
  const count = latest(segment, position, (cue) => cue.kind === "count")
  const counting = count && position < count.at + (count.lasts ?? 0)
  if (counting) return { big: count.caption ?? "", small: count.caption === "1" ? "second" : "seconds" }
  if (segment.kind === "open") return { big: "", small: "as long as it feels good" }
  const cue = latest(segment, position, (each) => each.repetition)
  const times = cue ? `${cue.repetition} of ${cue.of} · ` : ""
  return { big: "", small: `${times}${minutes(segment.length - position)} left` }
}

/** The title of what comes after this step. @param {Timeline} timeline @param {Session} session */
export function nextOf(timeline, session) {
  const path = session.path === "main" ? timeline.segments : timeline.branches[session.path]
  const next = path[session.index + 1] ?? (session.path === "main" ? null : afterBranch(timeline, session))
  if (!next) return ""
  const left = segmentOf(timeline, session).length - session.position
  const near = left <= READY_BEFORE && segmentOf(timeline, session).kind !== "open"
  return `${near ? "Get ready" : "Next"}: ${next.title}`
}

/** @param {Timeline} timeline @param {Session} session */
function afterBranch(timeline, session) {
  return session.path.startsWith("settle/") ? null : timeline.segments[session.mainIndex + 1]
}

/** @param {number} ms */
const seconds = (ms) => String(Math.max(1, Math.ceil(ms / 1000)))

/** 83000 → "1:23". @param {number} ms */
export function minutes(ms) {
  const whole = Math.ceil(ms / 1000)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`
}
