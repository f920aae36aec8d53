// First run: who else uses this computer, the vault, and the recovery code typed back. The code lives on the page only.

import { ask, keepSecondHalf } from "../lib/api.js"
import { find, letShow, linkPanels, onSubmit, showPanel, tell, text } from "../lib/page.js"

const LEAST = 12
const who = /** @type {HTMLFormElement} */ (find("#who"))
const typed = /** @type {HTMLFormElement} */ (find("#typed"))

const withPassphrase = () => new FormData(who).get("who") !== "nobody"

function showPassphrases() {
  find("#passphrases").hidden = !withPassphrase()
}

/** @param {FormData} data @returns {[string, string] | null} what is wrong, and the field */
function fault(data) {
  if (!withPassphrase()) return null
  if ([...text(data, "passphrase")].length < LEAST)
    return [`Please choose a passphrase of at least ${LEAST} characters.`, "#passphrase"]
  if (text(data, "passphrase") !== text(data, "again"))
    return ["The two passphrases are not the same. Please type the second one again.", "#again"]
  return null
}

/** @param {FormData} data */
async function createVault(data) {
  const wrong = fault(data)
  if (wrong) {
    tell(who, wrong[0], find(wrong[1]))
    return
  }
  const wish = withPassphrase() ? { passphrase: text(data, "passphrase"), keyring: false } : { keyring: true }
  const answer = await ask("POST", "/api/vault", wish)
  if (answer.second_half) keepSecondHalf(answer.second_half)
  find("#recovery-code").textContent = answer.recovery
  who.reset()
  showPanel("code")
}

/** @param {FormData} data */
async function confirmCode(data) {
  const code = text(data, "code").trim()
  if (!code) {
    tell(typed, "Please type the code from your paper.", find("#code"))
    return
  }
  await ask("POST", "/api/vault/recovery", { code })
  location.replace("/welcome")
}

linkPanels()
letShow()
showPassphrases()
who.addEventListener("change", showPassphrases)
find("#print").addEventListener("click", () => window.print())
onSubmit(who, createVault)
onSubmit(typed, confirmCode)
