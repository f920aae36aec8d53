// After a session: keeps how it was; the page then says what is kind to do. It judges nothing.

import { ask } from "../lib/api.js"
import { insist } from "../lib/insist.js"
import { find, onSubmit, tell, text } from "../lib/page.js"

const form = /** @type {HTMLFormElement} */ (find("#after"))
const severity = /** @type {HTMLFieldSetElement} */ (find("#severity"))

/** How strong it was is asked only where there was something. */
function askSeverity() {
  const state = text(new FormData(form), "state")
  severity.hidden = severity.disabled = state === "none"
}

/** @param {FormData} data @param {string} name */
const rating = (data, name) => (data.has(name) ? { [name]: Number(text(data, name)) } : {})

/** @param {FormData} data @param {string} name */
const chosen = (data, name) => (text(data, name) ? { [name]: text(data, name) } : {})

onSubmit(form, async (data) => {
  const body = {
    ...rating(data, "settled"),
    ...rating(data, "distress"),
    ...chosen(data, "state"),
    ...chosen(data, "severity"),
    line: text(data, "line").trim(),
    cannot_stop: data.has("cannot_stop"),
  }
  const send = () => ask("PUT", `/api/sessions/${form.dataset.session}/after`, body)
  await insist(send, (words) => tell(form, words))
  location.reload()
})

askSeverity()
form.addEventListener("change", askSeverity)
document.querySelector("#again")?.addEventListener("click", () => {
  form.hidden = false
  form.querySelector("input")?.focus()
})
