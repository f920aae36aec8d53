// Deletes one of several things on a page, after asking once in the page's own dialog. It keeps no copy.

import { ask } from "./api.js"
import { all, find, tell } from "./page.js"

/** Every button with data-delete asks. @param {string} path what stands before the id in the address */
export function removeOne(path) {
  const sure = /** @type {HTMLDialogElement} */ (find("#sure"))
  const form = /** @type {HTMLFormElement} */ (find("#sure-form"))
  let chosen = ""
  for (const button of all("[data-delete]")) {
    button.addEventListener("click", () => {
      chosen = button.dataset.delete ?? ""
      tell(form, "")
      sure.showModal()
    })
  }
  form.addEventListener("submit", async (event) => {
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter)
    if (button?.value !== "delete") return
    event.preventDefault()
    try {
      await ask("DELETE", `${path}/${encodeURIComponent(chosen)}`)
      location.reload()
    } catch (error) {
      tell(form, error instanceof Error ? error.message : String(error))
    }
  })
}
