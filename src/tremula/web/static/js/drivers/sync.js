// Posts kept events to the server until it has confirmed every one. It tries for ever and never drops an event:
// an unknown outcome is tried again, which does no harm, because posting twice is the same as once.

/** @typedef {import("./outbox.js").Outbox} Outbox */
/** @typedef {import("./outbox.js").WaitingEvent} WaitingEvent */
/** @typedef {{status: number, answer: any}} Answered status 0: nobody answered */
/** @typedef {(method: string, path: string, body: object, token?: string) => Promise<Answered>} Post */

const AT_ONCE = 200
const FIRST_WAIT = 500
const LONGEST_WAIT = 30_000

/**
 * Dispatches "saved" (everything is confirmed), "waiting" `{count, why}` (server away, locked, …) "conflict"
 * `{seqs}` (the server had other events under these numbers and keeps both) and "unknown": this server has no such
 * session, perhaps because it is another person's vault; the events stay where they are.
 */
export class Sync extends EventTarget {
  /**
   * @param {string} id of the session
   * @param {object} with_
   * @param {Outbox} with_.outbox
   * @param {Post} with_.post
   * @param {(ms: number) => Promise<void>} with_.wait
   * @param {() => number} [with_.random]
   */
  constructor(id, { outbox, post, wait, random = Math.random }) {
    super()
    this.id = id
    this.outbox = outbox
    this.post = post
    this.wait = wait
    this.random = random
    this.failures = 0
    this.busy = false
    this.again = false
    this.stopped = false
  }

  /** There may be something to post. Resolves when nothing waits any more, or when it was stopped. */
  async nudge() {
    this.again = true
    if (this.busy) return
    this.busy = true
    while (this.again && !this.stopped) {
      this.again = false
      await this.postAll()
    }
    this.busy = false
  }

  stop() {
    this.stopped = true
  }

  async postAll() {
    while (!this.stopped) {
      const events = await this.outbox.waiting(this.id)
      if (events.length === 0) {
        this.send("saved", {})
        return
      }
      const trouble = await this.postSome(events.slice(0, AT_ONCE))
      if (trouble === "gone") return this.send("unknown", {})
      this.failures = trouble ? this.failures + 1 : 0
      if (trouble) {
        this.send("waiting", { count: events.length, why: trouble })
        await this.wait(this.pause())
      }
    }
  }

  /** Twice as long each time, with jitter, so that many pages do not knock together. */
  pause() {
    const most = Math.min(FIRST_WAIT * 2 ** (this.failures - 1), LONGEST_WAIT)
    return most * (0.5 + this.random() / 2)
  }

  /** @param {WaitingEvent[]} events of one device first @returns {Promise<string>} what is in the way, or "" */
  async postSome(events) {
    const kept = await this.outbox.load(this.id)
    if (!kept) return "gone"
    const { device } = events[0]
    const mine = events.filter((event) => event.device === device)
    const body = { device, events: mine.map(asPosted) }
    const { status, answer } = await this.post("POST", `/api/sessions/${this.id}/events`, body, kept.token)
    if (status === 200 || status === 409) return this.confirmed(mine, answer, status)
    if (status === 401) return this.renew()
    if (status === 0) return "away"
    return answer?.error?.code ?? String(status)
  }

  /** @param {WaitingEvent[]} events @param {any} answer @param {number} status */
  async confirmed(events, answer, status) {
    const through = Number(answer?.durable_through)
    if (!Number.isSafeInteger(through)) return "answer"
    if (status === 409) this.send("conflict", { seqs: answer.conflicts })
    await this.outbox.confirm(this.id, events[0].device, through)
    return through >= events[0].seq ? "" : "gap"
  }

  /** The append token is too old: with the login, a fresh one is given. */
  async renew() {
    const { status, answer } = await this.post("POST", `/api/sessions/${this.id}/token`, {})
    if (status === 404) return "gone"
    if (status !== 200) return status === 0 ? "away" : (answer?.error?.code ?? "token")
    await this.outbox.renew(this.id, answer.append_token)
    return ""
  }

  /** @param {string} type @param {object} detail */
  send(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }))
  }
}

/** @param {WaitingEvent} event */
function asPosted({ seq, kind, at, wall, body, schema, previous, hash }) {
  return { seq, kind, at, wall, body, schema, previous, hash }
}
