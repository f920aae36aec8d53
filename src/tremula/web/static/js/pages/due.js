// On Today: puts off what is due, and reminds at the times of the schedule.

import { ask } from "../lib/api.js"
import { all } from "../lib/page.js"
import { remind } from "../lib/reminding.js"

for (const button of all("[data-later]")) {
  button.addEventListener("click", async () => {
    await ask("POST", "/api/schedule/later", { later: button.dataset.later })
    location.reload()
  })
}

// Without an answer there is nothing to remind of.
remind(() => ask("GET", "/api/schedule")).catch(() => {})
