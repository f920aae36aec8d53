// Buttons that print the page they stand on. What is folded away on the screen is opened for the paper.

import { all } from "../lib/page.js"

for (const button of all("[data-print]")) button.addEventListener("click", () => window.print())

/** @param {boolean} open */
function unfold(open) {
  for (const each of all("details[data-print-open]")) each.toggleAttribute("open", open)
}

addEventListener("beforeprint", () => unfold(true))
addEventListener("afterprint", () => unfold(false))
