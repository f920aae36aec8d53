// What earlier sessions left in this browser: posts it, and clears away what the server has and nobody plays.

import { FINAL } from "../engine/state.js"
import { post, wait } from "../lib/post.js"
import { ownSession } from "./lock.js"
import { openOutbox } from "./outbox.js"
import { Sync } from "./sync.js"

/** @typedef {import("./outbox.js").Outbox} Outbox */
/** @typedef {import("./outbox.js").KeptSession} KeptSession */

/** For any page that is not the player's. */
export async function postLeftovers() {
  const outbox = await openOutbox()
  for (const kept of await outbox.sessions()) tidy(outbox, kept)
}

/** The person has deleted it: nothing of it stays in this browser either. @param {string} id */
export async function forgetSession(id) {
  await (await openOutbox()).forget(id)
}

/** @param {Outbox} outbox @param {KeptSession} kept */
async function tidy(outbox, kept) {
  await new Sync(kept.id, { outbox, post, wait }).nudge()
  await forgetPosted(outbox, (session) => session.id === kept.id && FINAL.includes(session.session.state))
}

/**
 * Forget the sessions that the server has whole and no tab plays. On locking, all such; never an unposted event.
 * @param {Outbox} outbox
 * @param {(kept: KeptSession) => boolean} [which]
 */
export async function forgetPosted(outbox, which = () => true) {
  for (const kept of (await outbox.sessions()).filter(which)) {
    const owner = await ownSession(kept.id)
    if (owner.owned && (await outbox.waiting(kept.id)).length === 0) await outbox.forget(kept.id)
    owner.release()
  }
}
