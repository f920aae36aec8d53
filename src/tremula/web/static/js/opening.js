// Opens a session in this page: a new one, one kept in this browser, or one that the server knows.
// It shows nothing; what cannot be done is thrown with words for the person.

import { clock } from "./drivers/clock.js"
import { Keeper } from "./drivers/keeper.js"
import { ownSession } from "./drivers/lock.js"
import { openOutbox } from "./drivers/outbox.js"
import { Sync } from "./drivers/sync.js"
import { replay } from "./engine/replay.js"
import { READY } from "./engine/state.js"
import { ask } from "./lib/api.js"
import { post, wait } from "./lib/post.js"
import { uuid7 } from "./playing/uuid.js"
import { SessionRunner } from "./session.js"

/** @typedef {import("./drivers/outbox.js").KeptSession} KeptSession */
/** @typedef {{runner: SessionRunner, keeper: Keeper, sync: Sync, id: string, release: () => void}} Opened */

/** Another tab plays this session; calling `openSession` with `takeOver` takes it from there. */
export class Elsewhere extends Error {
  /** @param {string} id */
  constructor(id) {
    super("This session is open in another tab.")
    this.code = "elsewhere"
    this.id = id
  }
}

/**
 * The runner waits for `begin()`. When another tab takes the session over, the runner ends and says "taken".
 * @param {object} wish
 * @param {string} [wish.id] a session that was begun before; without it a new one begins
 * @param {string[]} [wish.exercises] none means the default session
 * @param {string} [wish.dose]
 * @param {() => boolean} [wish.sounds] is sound running now?
 * @param {boolean} [wish.takeOver]
 * @returns {Promise<Opened>}
 * @throws {Elsewhere}
 */
export async function openSession({ id, exercises = [], dose = "default", sounds, takeOver = false }) {
  const outbox = await openOutbox()
  const session = id ?? uuid7(clock.wall())
  /** @type {{end: () => void}} */
  const playing = { end: () => {} }
  const owner = await ownSession(session, { takeOver, onTaken: () => playing.end() })
  if (!owner.owned) throw new Elsewhere(session)
  const kept = id ? await outbox.load(id) : undefined
  const known = kept ?? (await (id ? fetched(id) : begun(session, exercises, dose)))
  if (!kept) await outbox.begin(known)
  const opened = { ...wire(known, outbox, sounds), id: session, release: owner.release }
  playing.end = () => taken(opened)
  return opened
}

/** @param {KeptSession} kept @param {import("./drivers/outbox.js").Outbox} outbox @param {() => boolean} [sounds] */
function wire(kept, outbox, sounds) {
  const keeper = new Keeper(kept, { outbox, clock })
  const sync = new Sync(kept.id, { outbox, post, wait })
  const before = kept.session.state === "ready" ? null : kept
  const runner = new SessionRunner(kept.timeline, { clock, keeper, kept: before, sounds })
  keeper.addEventListener("kept", () => sync.nudge())
  keeper.addEventListener("taken", () => taken({ runner, sync }))
  sync.nudge()
  return { runner, keeper, sync }
}

/** @param {Pick<Opened, "runner" | "sync">} opened */
function taken({ runner, sync }) {
  runner.end()
  sync.stop()
  runner.send("taken", {})
}

/** @param {string} id @param {string[]} exercises @param {string} dose @returns {Promise<KeptSession>} */
async function begun(id, exercises, dose) {
  const { timeline, append_token } = await ask("POST", "/api/sessions", { id, exercises, dose })
  return fresh(id, timeline, append_token)
}

/** A session that this browser does not know: played again from its record. @param {string} id */
async function fetched(id) {
  const { timeline, events } = await ask("GET", `/api/sessions/${id}`)
  const { append_token } = await ask("POST", `/api/sessions/${id}/token`, {})
  const session = replay(timeline, events)
  const last = events.at(-1)
  const wall = last ? Date.parse(last.wall) : clock.wall()
  return { ...fresh(id, timeline, append_token), session, wall }
}

/** @param {string} id @param {any} timeline @param {string} token @returns {KeptSession} */
function fresh(id, timeline, token) {
  const device = crypto.randomUUID()
  return { id, device, timeline, token, session: READY, wall: clock.wall(), seq: 0, hash: "" }
}
