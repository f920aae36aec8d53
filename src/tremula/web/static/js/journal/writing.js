// Keeps an entry while it is written: every change goes encrypted to this browser's disk at once, and from there to
// the server. It shows nothing.

import { uuid7 } from "../playing/uuid.js"
import { beginsAnew, localStamp, wellFormed } from "./sitting.js"

/** @typedef {{id: string, kind: string, session: string | null, text: string, changed: number}} About */
/** @typedef {import("./drafts.js").Draft} Draft */

/** Dispatches "wrote" at every change, and "unsaved" `{error}` when this browser's disk refuses; it goes on trying. */
export class Writing extends EventTarget {
  /**
   * @param {About} about the entry as the page has it; `changed` 0 for a new one
   * @param {{drafts: {put: (draft: Draft) => Promise<void>}, mailer: {nudge: () => unknown}, wait: (ms: number) => Promise<void>, wall?: () => number}} with_
   */
  constructor(about, { drafts, mailer, wait, wall = Date.now }) {
    super()
    this.about = about
    this.drafts = drafts
    this.mailer = mailer
    this.wait = wait
    this.wall = wall
    this.prompt = ""
    this.sitting = uuid7(wall())
    this.seq = 0
    this.last = { text: about.text, wall: wall() }
    /** Never before what the entry already has: a clock that was set back must not hide what is new. */
    this.floor = about.changed
    /** @type {Draft[]} */
    this.queue = []
    /** @type {Promise<void> | null} */
    this.keeping = null
  }

  /** How it reads now. @param {string} text */
  wrote(text) {
    const now = { text: wellFormed(text), wall: this.wall() }
    if (this.seq > 0 && beginsAnew(this.last, now)) {
      this.sitting = uuid7(now.wall)
      this.seq = 0
    }
    this.last = now
    this.floor = Math.max(now.wall, this.floor + 1)
    this.enqueue(now.text)
    this.dispatchEvent(new Event("wrote"))
    this.keeping ??= this.keep().finally(() => {
      this.keeping = null
    })
  }

  /** A newer state of the same sitting makes the one that still waits superfluous. @param {string} text */
  enqueue(text) {
    const { id: entry, kind, session } = this.about
    const page = { at: localStamp(this.floor), text, kind, prompt: this.prompt, session }
    const draft = { entry, sitting: this.sitting, seq: ++this.seq, ...page }
    this.queue = [...this.queue.filter(({ sitting }) => sitting !== draft.sitting), draft]
  }

  async keep() {
    while (this.queue.length) {
      const draft = this.queue[0]
      try {
        await this.drafts.put(draft)
      } catch (error) {
        this.dispatchEvent(new CustomEvent("unsaved", { detail: { error } }))
        await this.wait(500)
        continue
      }
      this.queue = this.queue.filter((each) => each !== draft)
      this.mailer.nudge()
    }
  }

  /** Resolves when all is on this browser's disk. */
  async settled() {
    while (this.keeping) await this.keeping
  }
}
