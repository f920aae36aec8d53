// Puts an entry's page, its drafts and the server together. Used by every page on which one writes.

import { ask } from "../lib/api.js"
import { find, tell } from "../lib/page.js"
import { wait } from "../lib/post.js"
import { uuid7 } from "../playing/uuid.js"
import { openDesk } from "./box.js"
import { Writing } from "./writing.js"

/** @typedef {import("./mailer.js").Mailer} Mailer */
/** @typedef {import("./drafts.js").Drafts} Drafts */

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
  const isNew = form.dataset.id === undefined
  const { id = uuid7(Date.now()), kind = "free", session = null, changed = "" } = form.dataset
  const { drafts, mailer } = await openDesk()
  const newest = isNew ? null : await newestOf(id, drafts)
  const untouched = field.value === field.defaultValue
  if (newest && newest.text !== field.defaultValue) field.defaultValue = newest.text
  if (newest && untouched) field.value = newest.text
  const since = Date.parse(newest?.changed ?? changed) || 0
  const about = { id, kind, session, text: field.defaultValue, changed: since }
  const writing = new Writing(about, { drafts, mailer, wait })
  showState(form, mailer, writing)
  if (isNew) mailer.addEventListener("kept", () => nameEntry(id, writing))
  field.addEventListener("input", () => writing.wrote(field.value))
  if (!untouched) writing.wrote(field.value)
  mailer.nudge()
  return { writing, drafts, mailer, field }
}

/**
 * How an entry reads: as a crash left it in this browser, else as the server has it now; the page may be older.
 * @param {string} id @param {Drafts} drafts @returns {Promise<{text: string, changed: string} | null>}
 */
async function newestOf(id, drafts) {
  const mine = (await drafts.all()).filter(({ entry }) => entry === id)
  const last = mine.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).pop()
  const kept = await ask("GET", `/api/journal/${id}`)
    .then(({ entry }) => entry)
    .catch(() => null)
  if (last && !(kept && Date.parse(kept.changed) > Date.parse(last.at)))
    return { text: last.text, changed: last.at }
  return kept
}

/** So that a reload, or a browser that comes back after a crash, opens this entry. @param {string} id @param {Writing} writing */
function nameEntry(id, writing) {
  if (writing.seq && location.pathname === "/journal/write") history.replaceState(null, "", `/journal/${id}`)
}

/** @param {HTMLFormElement} form @param {Mailer} mailer @param {Writing} writing */
function showState(form, mailer, writing) {
  const kept = find("[data-kept]", form)
  const trouble = find("[data-trouble]", form)
  writing.addEventListener("wrote", () => {
    kept.textContent = ""
  })
  mailer.addEventListener("kept", () => {
    // What was typed a moment ago may still be on its way to the disk: its own sending will say so.
    if (writing.keeping) return
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
