// Puts an entry's page, its drafts and the server together. Used by every page on which one writes.

import { find, tell } from "../lib/page.js"
import { wait } from "../lib/post.js"
import { uuid7 } from "../playing/uuid.js"
import { openDesk } from "./box.js"
import { Writing } from "./writing.js"

/** @typedef {import("./mailer.js").Mailer} Mailer */

const TROUBLE = "Kept in this browser, encrypted. tremula does not answer; it is sent on later."
/** @type {Record<string, string>} */
const TROUBLES = {
  locked: "Kept in this browser, encrypted. Open tremula again in another tab, and it is sent on.",
  login: "Kept in this browser, encrypted. Open tremula again in another tab, and it is sent on.",
  refused: "tremula cannot keep this. Copy the text to a safe place, please.",
}

/** Keep what is written in this form. @param {HTMLFormElement} form */
export async function keepWriting(form) {
  const field = /** @type {HTMLTextAreaElement} */ (find("#text", form))
  const { id = uuid7(Date.now()), kind = "free", session = null, changed = "" } = form.dataset
  const { drafts, mailer } = await openDesk()
  const about = { id, kind, session, text: field.defaultValue, changed: Date.parse(changed) || 0 }
  const writing = new Writing(about, { drafts, mailer, wait })
  showState(form, mailer, writing)
  field.addEventListener("input", () => {
    find("[data-kept]", form).textContent = ""
    writing.wrote(field.value)
  })
  if (field.value !== field.defaultValue) writing.wrote(field.value)
  return { writing, drafts, mailer, field }
}

/** @param {HTMLFormElement} form @param {Mailer} mailer @param {Writing} writing */
function showState(form, mailer, writing) {
  const kept = find("[data-kept]", form)
  const trouble = find("[data-trouble]", form)
  mailer.addEventListener("kept", () => {
    kept.textContent = "Kept."
    trouble.textContent = ""
  })
  mailer.addEventListener("waiting", (event) => {
    const { why } = /** @type {CustomEvent} */ (event).detail
    const words = TROUBLES[why] ?? TROUBLE
    if (trouble.textContent !== words) trouble.textContent = words
  })
  writing.addEventListener("unsaved", () => {
    tell(form, "This browser's disk does not take what you write. Copy the text to a safe place, please.")
  })
}
