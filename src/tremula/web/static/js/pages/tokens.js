// Settings: tokens for the person's own programs. A new one is shown once and kept nowhere by the page.

import { ask } from "../lib/api.js"
import { all, find, onSubmit, tell, text } from "../lib/page.js"
import { askSurely } from "../lib/proof.js"

const form = /** @type {HTMLFormElement} */ (find("#token-form"))
const told = find("#token-told")

/** @param {FormData} data */
async function makeToken(data) {
  const scopes = data.getAll("scopes").map(String)
  if (!text(data, "name").trim()) return tell(form, "Say which program it is for.", find("#token-name"))
  if (scopes.length === 0) return tell(form, "Tick at least one thing that it may do.")
  const { token } = await askSurely("POST", "/api/tokens", {
    name: text(data, "name"),
    scopes,
    days: Number(text(data, "days")),
  })
  form.reset()
  find("#token").textContent = token
  find("#new-token").hidden = false
  find("#new-token-title").focus()
}

async function copyToken() {
  await navigator.clipboard.writeText(find("#token").textContent ?? "").then(
    () => tellToken("Copied."),
    () => tellToken("It could not be copied. Please mark it and copy it yourself."),
  )
}

/** @param {string} words */
const tellToken = (words) => {
  told.textContent = words
}

/** @param {HTMLElement} button */
async function revoke(button) {
  const item = /** @type {HTMLElement} */ (button.closest("[data-token]"))
  try {
    await ask("DELETE", `/api/tokens/${button.dataset.revoke}`)
    item.remove()
    tellToken("Revoked. It no longer works.")
    find("#tokens-title").focus()
  } catch (error) {
    tellToken(/** @type {Error} */ (error).message)
  }
}

onSubmit(form, makeToken)
find("#tokens-title").tabIndex = -1
find("#copy-token").addEventListener("click", copyToken)
find("#token-done").addEventListener("click", () => location.reload())
for (const button of all("[data-revoke]")) button.addEventListener("click", () => revoke(button))
