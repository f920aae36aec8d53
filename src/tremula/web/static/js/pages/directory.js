// Puts people on the shortlist, and prints. The search itself is a plain form and needs no script.

import { ask } from "../lib/api.js"
import { all, find } from "../lib/page.js"

/** @param {HTMLElement} button */
async function putOnShortlist(button) {
  const alert = find("[data-error]")
  alert.hidden = true
  try {
    await ask("POST", `/api/directory/entries/${button.dataset.add}/shortlist`)
  } catch (error) {
    find("[data-words]", alert).textContent = error instanceof Error ? error.message : String(error)
    alert.hidden = false
    alert.focus()
    return
  }
  const done = document.createElement("span")
  done.className = "soft"
  done.textContent = "On your shortlist"
  done.setAttribute("role", "status")
  done.tabIndex = -1
  button.replaceWith(done)
  done.focus()
}

for (const button of all("[data-add]")) {
  button.hidden = false
  button.addEventListener("click", () => putOnShortlist(button))
}
for (const button of all("#print")) {
  button.hidden = false
  button.addEventListener("click", () => window.print())
}
