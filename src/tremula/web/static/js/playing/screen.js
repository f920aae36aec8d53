// Puts a session on the screen. It changes only what has changed, and reads nothing back.

import {
  breathOf,
  captionOf,
  chaptersOf,
  countOf,
  latest,
  mayDo,
  nextOf,
  poseOf,
  segmentOf,
  wayOf,
} from "./view.js"
import { afterWords, endTitle, stateNotice } from "./words.js"

/** @typedef {import("../engine/types.js").Session} Session */
/** @typedef {import("../engine/types.js").Timeline} Timeline */
/** @typedef {import("../elements/player.js").Player} Player */

/** The ring and the bar move on when the seconds that are left do, so that the page is drawn once for all (ms). */
const DRAWN_EVERY = 500

export class SessionScreen {
  /** @param {Player} player @param {Timeline} timeline @param {import("./stage.js").Stage} stage */
  constructor(player, timeline, stage) {
    this.player = player
    this.timeline = timeline
    this.stage = stage
    this.ring = /** @type {import("../elements/progress.js").Ring} */ (player.piece("tremula-ring"))
    this.bar = /** @type {import("../elements/progress.js").Bar} */ (player.piece("tremula-bar"))
    this.list = /** @type {import("../elements/chapters.js").ChapterList} */ (
      player.piece("tremula-chapters")
    )
    this.halves = /** @type {import("../elements/halves.js").Halves} */ (player.piece("tremula-halves"))
    this.breath = /** @type {import("../elements/breath.js").BreathPacer} */ (player.piece("tremula-breath"))
    this.list.chapters = chaptersOf(timeline)
    this.state = ""
    /** @type {Record<string, boolean>} */ this.offered = {}
  }

  /** @param {Session} session */
  show(session) {
    const segment = segmentOf(this.timeline, session)
    this.mark(session, segment)
    const left = Math.ceil((segment.length - session.position) / DRAWN_EVERY) * DRAWN_EVERY
    const position = segment.length - left
    this.ring.done = position / segment.length
    this.bar.done = wayOf(this.timeline, { ...session, position })
    this.list.mark(this.timeline.segments[session.mainIndex].chapter)
    this.tellWords(session, segment)
    this.offer(session)
    this.ask(session)
    this.stage.show(poseOf(this.timeline, session), this.shaking(session, segment))
    if (session.state !== this.state) this.entered(session)
  }

  /** @param {Session} session @param {import("../engine/types.js").Segment} segment */
  mark(session, segment) {
    const { dataset } = this.player
    dataset.state = session.state
    dataset.chapter = segment.chapter
    dataset.step = segment.id
    dataset.position = String(session.position)
    this.player.toggleAttribute("data-tremor", !!segment.tremor && session.state !== "settling")
  }

  /** @param {Session} session @param {import("../engine/types.js").Segment} segment */
  tellWords(session, segment) {
    const chapters = this.timeline.chapters
    const chapter = chapters.findIndex(({ id }) => id === segment.chapter)
    const count = countOf(this.timeline, session)
    const before = !["running", "asking", "paused", "settling"].includes(session.state)
    this.player.tell("title", before ? "Your session" : (chapters[chapter]?.title ?? "Settling"))
    this.player.tell("meta", before ? "" : segment.title)
    const caption = captionOf(this.timeline, session)
    this.player.tell("caption", caption)
    const breath = breathOf(this.timeline, session)
    this.breath.show(breath)
    const word = breath ? `Breathe ${breath.breathes}` : ""
    this.player.tell("breath", caption === word ? "" : word)
    this.player.tell("big", count.big)
    this.player.tell("small", count.small)
    this.player.tell("next", nextOf(this.timeline, session))
  }

  /** @param {Session} session */
  offer(session) {
    for (const [act, may] of Object.entries(mayDo(this.timeline, session))) {
      if (this.offered[act] === may) continue
      this.offered[act] = may
      const button = this.player.piece(`[data-act="${act}"]`)
      if (["back", "skip"].includes(act)) button.toggleAttribute("disabled", !may)
      else if (button.hidden === may) button.hidden = !may
    }
    if (session.state !== this.state)
      this.player.piece('[data-act="left"]').hidden = session.state !== "paused"
  }

  /** @param {Session} session */
  ask(session) {
    const asking = session.state === "asking"
    const question = asking ? captionOf(this.timeline, session) : ""
    if (asking) this.player.dataset.halves = "ask"
    else if (this.player.dataset.halves === "ask") delete this.player.dataset.halves
    this.halves.show(/** @type {"" | "ask" | "choose"} */ (this.player.dataset.halves ?? ""), question)
    const again = session.misses > 0 ? " Please answer." : ""
    this.player.tell("alert", question && `${question}${again} Space, or a tap anywhere, means fine.`)
  }

  /** @param {Session} session @param {import("../engine/types.js").Segment} segment */
  shaking({ state, position }, segment) {
    if (state === "paused" || state === "ready") return 0
    if (segment.tremor) return 0.6
    const cue = latest(segment, position, (each) => each.kind === "shake")
    return cue && position < cue.at + (cue.lasts ?? 0) ? 1 : 0
  }

  /** @param {Session} session */
  entered({ state, ending }) {
    const began = this.state === "ready"
    this.state = state
    const notice = stateNotice(state, ending)
    if (notice || state === "running" || state === ending) this.player.tell("notice", notice)
    this.player.tell("after-title", endTitle(ending))
    const [line, ...more] = afterWords(ending)
    this.player.tell("after", line ?? "")
    this.player.list("after", more)
    if (began) this.player.piece(".controls [data-act=pause]").focus()
    // Pressed twice in a fright, Stop must meet Stop again, never the way out of the settling.
    if (state === "settling") this.player.piece(".stop").focus({ preventScroll: true })
    if (ending && state === ending) this.player.piece("#after-title").focus()
  }
}
