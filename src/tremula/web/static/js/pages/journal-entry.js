// The page to write on: keeps every change, offers a question to begin with, brings earlier versions back.

import { keepWriting } from "../journal/desk.js"
import { watchForHiding } from "../journal/hide.js"
import { letDelete } from "../journal/removing.js"
import { ask } from "../lib/api.js"
import { all, find } from "../lib/page.js"

const form = /** @type {HTMLFormElement} */ (find("#entry"))

const desk = keepWriting(form)
watchForHiding(async () => (await desk).writing.settled())
letDelete(form)
const { writing, mailer, field } = await desk

for (const button of all("[data-prompt]", form)) {
  button.addEventListener("click", () => {
    writing.prompt = button.dataset.prompt ?? ""
    find("[data-label]", form).textContent = writing.prompt || "What you write"
    if (field.value) writing.wrote(field.value)
    field.focus()
  })
}

for (const button of all("[data-bring-back]", form)) {
  button.addEventListener("click", () => {
    const version = button.closest("li")
    field.value = (version && find("[data-version]", version).textContent) ?? ""
    writing.wrote(field.value)
    field.focus()
  })
}

document.querySelector("#forget")?.addEventListener("click", async (event) => {
  await ask("DELETE", `/api/journal/${form.dataset.id}/history`)
  const details = /** @type {HTMLElement} */ (event.target).closest("details")
  details?.remove()
  field.focus()
})

/** The list should show what was just written. */
find("[data-done]", form).addEventListener("click", async (event) => {
  if (!writing.seq) return
  event.preventDefault()
  await writing.settled()
  await Promise.race([mailer.nudge(), new Promise((go) => setTimeout(go, 1500))])
  location.assign("/journal")
})

form.addEventListener("submit", (event) => event.preventDefault())
if (!form.dataset.id) field.focus()
