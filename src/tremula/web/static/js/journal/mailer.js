// Brings drafts to the server until it has each of them. It tries for ever and drops none: sent twice is kept once.

/** @typedef {import("./drafts.js").Draft} Draft */
/** @typedef {Pick<import("./drafts.js").Drafts, "all" | "confirm">} Waiting */
/** @typedef {(method: string, path: string, body: object) => Promise<{status: number, answer: any}>} Send */

const SOON = 400
const LATE = 15_000
/** Refused for what they are: sending them again brings nothing. */
const NEVER = [400, 404, 413, 422]

/** Dispatches "kept" (nothing waits) and "waiting" `{why}`: away, locked, login, or a refusal's code. */
export class Mailer extends EventTarget {
  /** @param {{drafts: Waiting, send: Send, wait: (ms: number) => Promise<void>}} with_ */
  constructor({ drafts, send, wait }) {
    super()
    this.drafts = drafts
    this.send = send
    this.wait = wait
    this.failures = 0
    this.again = false
    this.stopped = false
    /** @type {Promise<void> | null} */
    this.going = null
  }

  /** There may be something to send. Resolves when nothing waits, or when it was stopped. */
  nudge() {
    this.again = true
    this.going ??= this.go().finally(() => {
      this.going = null
      if (this.again && !this.stopped) this.nudge()
    })
    return this.going
  }

  stop() {
    this.stopped = true
  }

  async go() {
    while (this.again && !this.stopped) {
      this.again = false
      const trouble = await this.sendAll()
      this.failures = trouble ? this.failures + 1 : 0
      if (!trouble && this.again) continue
      this.dispatchEvent(new CustomEvent(trouble ? "waiting" : "kept", { detail: { why: trouble } }))
      if (!trouble) continue
      await this.wait(Math.min(SOON * 2 ** Math.min(this.failures - 1, 10), LATE))
      this.again = true
    }
  }

  /** @returns {Promise<string>} what is in the way, or "" */
  async sendAll() {
    let trouble = ""
    for (const draft of await this.drafts.all()) trouble = (await this.sendOne(draft)) || trouble
    return trouble
  }

  /** @param {Draft} draft @returns {Promise<string>} */
  async sendOne(draft) {
    const { entry, ...written } = draft
    const { status, answer } = await this.send("PUT", `/api/journal/${entry}`, written)
    if (status === 200) await this.drafts.confirm({ ...draft, seq: Number(answer?.seq ?? 0) })
    if (status === 200) return ""
    if (status === 0) return "away"
    return NEVER.includes(status) ? "refused" : (answer?.error?.code ?? String(status))
  }
}
