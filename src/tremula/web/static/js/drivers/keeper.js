// Keeps the record of one session in the outbox: in order, each on the disk before it counts as kept.
// It never posts anything and never drops an event: what cannot be written now is tried again.

import { writeEvents } from "../engine/record.js"
import { sha256 } from "../lib/sha256.js"
import { Taken } from "./outbox.js"

/** @typedef {import("../engine/types.js").Session} Session */
/** @typedef {import("./outbox.js").Outbox} Outbox */
/** @typedef {import("./outbox.js").KeptSession} KeptSession */
/** @typedef {{kind: string, at: number, wall: string, body: Record<string, unknown>}} Told */

const REMEMBER = 1_000
const AGAIN = 1_000

/**
 * Dispatches "kept" `{seq}` when events are on the disk, "unsaved" `{error}` when the disk refuses (it goes on
 * trying), and "taken" when another tab has gone on with the session.
 */
export class Keeper extends EventTarget {
  /** @param {KeptSession} kept @param {{outbox: Outbox, clock: import("./clock.js").Clock}} drivers */
  constructor(kept, { outbox, clock }) {
    super()
    this.id = kept.id
    this.device = kept.device
    this.last = { seq: kept.seq, hash: kept.hash }
    this.outbox = outbox
    this.clock = clock
    this.remembered = clock.now()
    /** @type {{told: Told[], stand: {session: Session, wall: number}}[]} */
    this.queue = []
    /** @type {Promise<void>} */
    this.writing = Promise.resolve()
    this.busy = false
    this.taken = false
  }

  /**
   * @param {{kind: string, at: number, body: Record<string, unknown>}[]} events
   * @param {Session} session where it stands after them
   */
  keep(events, session) {
    const wall = this.clock.wall()
    const stamp = new Date(wall).toISOString()
    this.queue.push({ told: events.map((event) => ({ ...event, wall: stamp })), stand: { session, wall } })
    if (!this.busy) this.writing = this.write()
  }

  /** Where it stands, once a second. @param {Session} session */
  remember(session) {
    if (this.busy || this.taken || this.clock.now() - this.remembered < REMEMBER) return
    this.remembered = this.clock.now()
    this.outbox
      .remember(this.id, this.last.seq, { session, wall: this.clock.wall() })
      .catch((error) => this.send("unsaved", { error }))
  }

  async write() {
    this.busy = true
    while (this.queue.length && !this.taken) {
      const { told, stand } = this.queue[0]
      const events = await writeEvents({ session: this.id, device: this.device }, this.last, told, sha256)
      if (await this.append(events, stand)) this.queue.shift()
    }
    this.busy = false
  }

  /**
   * @param {import("../engine/types.js").RecordedEvent[]} events
   * @param {{session: Session, wall: number}} stand
   */
  async append(events, stand) {
    try {
      await this.outbox.append(this.id, events, stand)
    } catch (error) {
      if (error instanceof Taken) this.giveUp()
      else await this.waitAfter(error)
      return false
    }
    const { seq, hash } = events[events.length - 1]
    this.last = { seq, hash }
    this.send("kept", { seq })
    return true
  }

  giveUp() {
    this.taken = true
    this.send("taken", {})
  }

  /** @param {unknown} error */
  async waitAfter(error) {
    this.send("unsaved", { error })
    await new Promise((resolve) => setTimeout(resolve, AGAIN))
  }

  /** @param {string} type @param {object} detail */
  send(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }))
  }
}
