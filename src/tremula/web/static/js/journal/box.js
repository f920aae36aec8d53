// What waits in this browser, and who sends it on. The key to it comes from the open vault.

import { ask } from "../lib/api.js"
import { post, wait } from "../lib/post.js"
import { openDrafts } from "./drafts.js"
import { Mailer } from "./mailer.js"
import { sealingKey } from "./seal.js"

/** Fails while nobody is let in, or the vault is locked. */
export async function openDesk() {
  const { key } = await ask("GET", "/api/journal-key")
  const drafts = await openDrafts(await sealingKey(key))
  return { drafts, mailer: new Mailer({ drafts, send: post, wait }) }
}
