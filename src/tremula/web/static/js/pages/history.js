// One session's page: save it as a file, or delete it after asking once.

import { forgetSession } from "../drivers/leftovers.js"
import { ask } from "../lib/api.js"
import { find, tell } from "../lib/page.js"

const id = find("[data-session]").dataset.session ?? ""
const form = /** @type {HTMLFormElement} */ (find("#session-form"))
const sure = /** @type {HTMLDialogElement} */ (find("#sure"))

async function save() {
  const session = await ask("GET", `/api/sessions/${id}`)
  const file = new Blob([JSON.stringify(session, null, 2)], { type: "application/json" })
  const link = document.createElement("a")
  link.href = URL.createObjectURL(file)
  link.download = `tremula-session-${String(session.begun).slice(0, 10)}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

async function remove() {
  await ask("DELETE", `/api/sessions/${id}`)
  await forgetSession(id)
  location.replace("/history")
}

/** @param {() => Promise<void>} act */
const telling = (act) => () => act().catch((error) => tell(form, error.message))

find("#export").addEventListener("click", telling(save))
find("#delete").addEventListener("click", () => sure.showModal())
sure.addEventListener("close", () => {
  if (sure.returnValue === "delete") telling(remove)()
})
