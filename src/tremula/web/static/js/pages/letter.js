// Turns the weekly letter on or off. It writes none: the server does.

import { ask } from "../lib/api.js"
import { find, onSubmit } from "../lib/page.js"

const form = /** @type {HTMLFormElement} */ (find("#letter-form"))
const choice = /** @type {HTMLButtonElement} */ (find("[name=letter]", form))

onSubmit(form, async () => {
  await ask("PUT", "/api/settings", { letter: choice.value })
  location.reload()
})
