// Buttons that print the page they stand on.

import { all } from "../lib/page.js"

for (const button of all("[data-print]")) button.addEventListener("click", () => window.print())
