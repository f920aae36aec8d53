// Deletes an entry after asking once: from the server, and from this browser.

import { ask } from "../lib/api.js"
import { find, tell } from "../lib/page.js"
import { openDesk } from "./box.js"

/** @param {HTMLFormElement} form with data-id */
export function letDelete(form) {
  const button = document.querySelector("#delete")
  const sure = /** @type {HTMLDialogElement} */ (find("#sure"))
  button?.addEventListener("click", () => sure.showModal())
  sure.addEventListener("close", () => {
    if (sure.returnValue === "delete") removeEntry(form).catch((error) => tell(form, error.message))
  })
}

/** @param {HTMLFormElement} form */
async function removeEntry(form) {
  const id = form.dataset.id ?? ""
  const { drafts } = await openDesk()
  await drafts.forget(id)
  await ask("DELETE", `/api/journal/${id}`)
  location.replace("/journal")
}
