// What follows from the answers: print it, and note that a professional has agreed. It decides nothing.

import { ask } from "../lib/api.js"
import { all, find, onSubmit, tell, text } from "../lib/page.js"

for (const form of /** @type {HTMLFormElement[]} */ (all("[data-clearance]"))) {
  onSubmit(form, async (data) => {
    const [who, on, kind] = ["who", "on", "kind"].map((name) => text(data, name).trim())
    if (!who || !on) {
      const field = find(who ? "[name=on]" : "[name=who]", form)
      tell(form, "Please note who agreed, and on which day.", field)
      return
    }
    await ask("POST", "/api/clearances", { row: form.dataset.clearance, who, kind, on })
    location.reload()
  })
}
find("#print").addEventListener("click", () => window.print())
// On paper the answers stand open.
addEventListener("beforeprint", () => {
  for (const each of all("details:not(.no-print)")) /** @type {HTMLDetailsElement} */ (each).open = true
})
