// The full screening, a few questions at a time. It collects the answers; what they mean is decided by the server.

import { ask } from "../lib/api.js"
import { all, find, linkPanels, onSubmit, showPanel, tell } from "../lib/page.js"

const form = /** @type {HTMLFormElement} */ (find("#full-screening"))
const OPEN = "One question has no answer yet. “Not sure” is an answer, too."

/** @param {ParentNode} within */
const radios = (within) => /** @type {HTMLInputElement[]} */ (all("input[type=radio]", within))

/** @param {string} name */
const answerTo = (name) => radios(form).find((field) => field.name === name && field.checked)?.value ?? ""

/** Follow-ups stand there only after the answer that leads to them; hidden ones are not sent. */
function followUp() {
  for (const item of all("[data-after]", form)) {
    const lead = find(`[name="${item.dataset.after}"]`, form).closest("fieldset")
    const asked =
      !lead?.disabled && (item.dataset.leads ?? "").split(" ").includes(answerTo(item.dataset.after ?? ""))
    item.hidden = !asked
    for (const set of all("fieldset", item)) /** @type {HTMLFieldSetElement} */ (set).disabled = !asked
  }
}

/** The first question of a group without an answer. @param {ParentNode} within */
function unanswered(within) {
  const fields = radios(within).filter((field) => !field.matches("fieldset:disabled *"))
  return fields.find((field) => answerTo(field.name) === "") ?? null
}

/** @param {HTMLElement} button */
function goOn(button) {
  const panel = /** @type {HTMLElement} */ (button.closest("[data-panel]"))
  const open = unanswered(panel)
  panel.append(find("[data-error]", form))
  tell(form, open ? OPEN : "", open)
  if (!open) showPanel(button.dataset.next ?? "")
}

onSubmit(form, async (data) => {
  const open = unanswered(form)
  if (open) {
    const panel = /** @type {HTMLElement} */ (open.closest("[data-panel]"))
    showPanel(panel.dataset.panel ?? "")
    panel.append(find("[data-error]", form))
    tell(form, OPEN, open)
    return
  }
  await ask("PUT", "/api/screening", { answers: Object.fromEntries(data) })
  location.assign("/screening/result")
})

linkPanels()
followUp()
form.addEventListener("change", () => {
  tell(form, "")
  followUp()
})
for (const button of all("[data-next]", form)) button.addEventListener("click", () => goOn(button))
// A return key within a group goes on; only the last group sends.
form.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target)
  if (event.key !== "Enter" || !target.matches("input")) return
  event.preventDefault()
  const panel = /** @type {HTMLElement} */ (target.closest("[data-panel]"))
  find("[data-next], [type=submit]", panel).click()
})
