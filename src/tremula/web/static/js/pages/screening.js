// The three short screens before the first session. It collects the answers; what they mean is decided by the server.

import { ask } from "../lib/api.js"
import { find, linkPanels, onSubmit, showPanel, tell } from "../lib/page.js"

const form = /** @type {HTMLFormElement} */ (find("#screening"))

/** The first question without an answer, if there is one. */
function unanswered() {
  const fields = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[type=radio]")])
  const given = new Set(fields.filter((field) => field.checked).map((field) => field.name))
  return fields.find((field) => !given.has(field.name)) ?? null
}

onSubmit(form, async (data) => {
  const open = unanswered()
  if (open) {
    tell(form, "One question has no answer yet. “Not sure” is an answer, too.", open)
    return
  }
  await ask("POST", "/api/screening", { answers: Object.fromEntries(data) })
  location.assign("/")
})

linkPanels()
for (const button of form.querySelectorAll("input")) button.addEventListener("change", () => tell(form, ""))
const follow = () => location.hash === "#questions" && showPanel("questions")
addEventListener("hashchange", follow)
follow()
