// Stand-ins for the browser's powers. Older nodes lack two of its names; they are lent here.

import { webcrypto } from "node:crypto"
import { readFileSync } from "node:fs"

globalThis.crypto ??= webcrypto
globalThis.CustomEvent ??= class extends Event {
  constructor(type, { detail } = {}) {
    super(type)
    this.detail = detail
  }
}

export const timeline = JSON.parse(
  readFileSync(new URL("../../conformance/session/timelines/small.json", import.meta.url), "utf8"),
)

/** A clock that only moves when it is told to. */
export class HandClock {
  mono = 5_000
  time = Date.parse("2026-01-05T18:00:00Z")
  timers = new Set()

  now = () => this.mono
  wall = () => this.time

  every(callback, ms) {
    const timer = { callback, ms, due: this.mono + ms }
    this.timers.add(timer)
    return () => this.timers.delete(timer)
  }

  /** Both clocks go on, timers fire on their way. */
  pass(ms) {
    const end = this.mono + ms
    for (let next = this.next(end); next; next = this.next(end)) {
      this.time += next.due - this.mono
      this.mono = next.due
      next.due += next.ms
      next.callback()
    }
    this.time += end - this.mono
    this.mono = end
  }

  next(end) {
    return [...this.timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0]
  }

  /** Nothing can run: the tab is frozen (monotonic time goes on) or the computer sleeps (it does not). */
  freeze(ms, { asleep = false } = {}) {
    this.time += ms
    if (!asleep) this.mono += ms
    for (const timer of this.timers) timer.due = Math.max(timer.due, this.mono)
  }
}

/** An outbox in memory that can be made to fail. */
export class MemoryOutbox {
  events = []
  remembered = []
  kept = { id: "s", device: "d", token: "old", seq: 0, hash: "" }
  failing = 0
  taken = null

  async append(_id, events, stand) {
    if (this.taken) throw this.taken
    if (this.failing-- > 0) throw new Error("disk full")
    this.events.push(...events.map((event) => ({ ...event, session: "s", device: "d" })))
    this.kept = { ...this.kept, ...stand, seq: events.at(-1).seq, hash: events.at(-1).hash }
  }

  async remember(_id, _seq, stand) {
    this.remembered.push(stand)
  }

  load = async () => this.kept
  waiting = async () => this.events
  confirm = async (_id, _device, through) => {
    this.events = this.events.filter((event) => event.seq > through)
  }
  renew = async (_id, token) => {
    this.kept.token = token
  }
  forget = async () => {
    this.events = []
    this.kept = undefined
  }
}

/** Everything of these kinds that a target dispatches, as [type, detail]. */
export function listen(target, ...types) {
  const heard = []
  for (const type of types) target.addEventListener(type, (event) => heard.push([type, event.detail]))
  return heard
}
