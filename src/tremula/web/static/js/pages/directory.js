// Searches, puts people on the shortlist, and prints. What is looked for goes in a body and not into an address,
// which browsers keep; without this script the search is a plain form.

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

/** The page shows it after a reload; what is remembered there is gone when tremula locks. @param {FormData | URLSearchParams} filters */
async function lookFor(filters) {
  await ask("PUT", "/api/directory/search", { filters: Object.fromEntries(filters) })
  history.replaceState(null, "", [...filters].length ? "/directory#found" : "/directory")
  location.reload()
}

/** The results, not the filters above them. */
function goToResults() {
  const found = document.querySelector("#found")
  if (!(found instanceof HTMLElement) || location.hash !== "#found") return
  history.scrollRestoration = "manual"
  found.focus()
  found.scrollIntoView()
}

const search = /** @type {HTMLFormElement} */ (find("#search"))
search.addEventListener("submit", (event) => {
  event.preventDefault()
  lookFor(new FormData(search))
})
for (const link of all("a[data-look]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault()
    lookFor(new URL(/** @type {HTMLAnchorElement} */ (link).href).searchParams)
  })
}
goToResults()

for (const button of all("[data-add]")) {
  button.hidden = false
  button.addEventListener("click", () => putOnShortlist(button))
}
for (const button of all("#print")) {
  button.hidden = false
  button.addEventListener("click", () => window.print())
}
