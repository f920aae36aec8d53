// Orders sound files from this machine's server, shows how far they are, hands them over. It makes no sound.

import { ask } from "../lib/api.js"
import { all, find, onSubmit, tell, text } from "../lib/page.js"

/** ms between two looks. */
const LOOK = 300

/** @typedef {{id: string, state: string, done: number, bytes?: number, address?: string, words?: string}} Order */

const order = /** @type {HTMLFormElement | null} */ (document.querySelector("#order"))
let current = ""

/** Show one of the four parts of the page, and bring the reader to it. @param {string} name */
function showPart(name) {
  for (const part of ["order", "working", "ready", "fetched"]) find(`#${part}`).hidden = part !== name
  document.querySelector(`#${name}-title`)?.setAttribute("tabindex", "-1")
  if (name !== "order") find(`#${name}-title`).focus()
}

/** @param {FormData} data */
async function makeFiles(data) {
  const exercises = data.getAll("exercise").map(String)
  if (exercises.length === 0) return tell(form(), "Choose at least one exercise.")
  const single = text(data, "single") !== ""
  const wanted = { exercises, single, speaker: text(data, "speaker"), form: text(data, "form") }
  const begun = await ask("POST", "/api/sound-files", wanted)
  current = begun.id
  find("#notes").replaceChildren(...begun.notes.map(paragraph))
  showPart("working")
  await watch(begun.id)
}

const form = () => /** @type {HTMLFormElement} */ (order)

/** @param {string} words */
function paragraph(words) {
  const made = document.createElement("p")
  made.textContent = words
  return made
}

/** Look until they are ready, or failed, or given up. @param {string} id */
async function watch(id) {
  while (current === id) {
    const now = /** @type {Order} */ (await ask("GET", `/api/sound-files/${id}`).catch(lost))
    if (current !== id) return
    find("#done").setAttribute("value", String(now.done))
    if (now.state === "ready") return ready(now)
    if (now.state === "failed") throw lost(new Error(now.words))
    await new Promise((go) => setTimeout(go, LOOK))
  }
}

/** Back to the form, which tells why. @param {Error} error @returns {never} */
function lost(error) {
  current = ""
  showPart("order")
  throw Object.assign(error, { code: "failed" })
}

/** @param {Order} now */
function ready(now) {
  find("#size").textContent = `${Math.max(1, Math.round((now.bytes ?? 0) / 1e6))} MB`
  find("#download").setAttribute("href", now.address ?? "")
  showPart("ready")
}

async function giveUp() {
  const id = current
  current = ""
  showPart("order")
  await ask("DELETE", `/api/sound-files/${id}`)
}

if (order) {
  onSubmit(order, makeFiles)
  find("#give-up").addEventListener("click", giveUp)
  find("#download").addEventListener("click", () => setTimeout(() => showPart("fetched"), LOOK))
  for (const box of all("[name=exercise]", order)) box.addEventListener("change", () => tell(form(), ""))
}
