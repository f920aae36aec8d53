// Keeps private notes on people of the shortlist, takes people off, prints.

import { ask } from "../lib/api.js"
import { all, find, onSubmit, text } from "../lib/page.js"

for (const each of all("form[data-key]")) {
  const form = /** @type {HTMLFormElement} */ (each)
  const key = form.dataset.key ?? ""
  const kept = find("[data-kept]", form)
  form.addEventListener("input", () => {
    kept.textContent = ""
  })
  onSubmit(form, async (data) => {
    await ask("PUT", "/api/directory/shortlist", { key, note: text(data, "note") })
    kept.textContent = "Kept."
  })
  find("[data-off]", form).addEventListener("click", async () => {
    await ask("DELETE", "/api/directory/shortlist", { key })
    form.closest("li")?.remove()
    find("h1").tabIndex = -1
    find("h1").focus()
  })
}
const printList = find("#print")
printList.hidden = false
printList.addEventListener("click", () => window.print())
