// Brings the words of a licensed questionnaire: from a text file or the field. They go to this machine's server only.

import { ask } from "../lib/api.js"
import { all, find, onSubmit, tell, text } from "../lib/page.js"

const form = /** @type {HTMLFormElement} */ (find("#bring"))
const file = /** @type {HTMLInputElement} */ (find("#file"))
const field = /** @type {HTMLTextAreaElement} */ (find("#text"))

file.addEventListener("change", async () => {
  const [chosen] = file.files ?? []
  if (!chosen) return
  if (chosen.size > 160_000) tell(form, "This file is too large for a questionnaire.", file)
  else field.value = await chosen.text()
})

onSubmit(form, async (data) => {
  const words = text(data, "text")
  if (!words.trim()) {
    tell(form, "Choose a file, or write the text into the field.", field)
    return
  }
  const { id } = await ask("POST", "/api/questionnaires", { text: words })
  location.assign(`/questionnaires/${id}`)
})

for (const button of all("[data-away]")) {
  button.addEventListener("click", async () => {
    await ask("DELETE", `/api/questionnaires/${button.dataset.away}/text`)
    location.reload()
  })
}
