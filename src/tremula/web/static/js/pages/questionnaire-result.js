// What a questionnaire said: deletes one time it was filled in, after asking once.

import { ask } from "../lib/api.js"
import { all, find, tell } from "../lib/page.js"

const formId = find("#result").dataset.form ?? ""
const sure = /** @type {HTMLDialogElement} */ (find("#sure"))
const form = /** @type {HTMLFormElement} */ (find("#sure-form"))
let chosen = ""

for (const button of all("[data-delete]")) {
  button.addEventListener("click", () => {
    chosen = button.dataset.delete ?? ""
    tell(form, "")
    sure.showModal()
  })
}

form.addEventListener("submit", async (event) => {
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter)
  if (button?.value !== "delete") return
  event.preventDefault()
  try {
    await ask("DELETE", `/api/questionnaires/${formId}/answers/${encodeURIComponent(chosen)}`)
    location.reload()
  } catch (error) {
    tell(form, error instanceof Error ? error.message : String(error))
  }
})
