// Buttons that begin a session: of the whole, of a shorter plan, of one exercise.

import { beginSession } from "../lib/begin.js"
import { all } from "../lib/page.js"

for (const button of all("[data-begin]")) {
  const exercises = (button.dataset.begin ?? "").split(" ").filter(Boolean)
  button.addEventListener("click", () => beginSession(exercises, button.dataset.dose ?? "default"))
}
