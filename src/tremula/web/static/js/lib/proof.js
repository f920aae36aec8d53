// Asks for the passphrase once more before something leaves tremula or lets a program in. It keeps no passphrase.

import { ask, keepSecondHalf, Refused } from "./api.js"
import { find, onSubmit, text } from "./page.js"

const GIVEN = "given"
const NOT_GIVEN = "Nothing was done, because the passphrase was not given."

/**
 * As `ask`. Where the server wants the passphrase first, the dialog of the page asks for it.
 * @param {string} method @param {string} path @param {unknown} [body] @returns {Promise<any>}
 */
export async function askSurely(method, path, body) {
  try {
    return await ask(method, path, body)
  } catch (error) {
    if (!(error instanceof Refused && error.code === "proof")) throw error
  }
  await askForPassphrase()
  return ask(method, path, body)
}

/** @returns {Promise<void>} rejected when the person leaves the dialog */
function askForPassphrase() {
  const dialog = /** @type {HTMLDialogElement} */ (find("#proof"))
  dialog.returnValue = ""
  dialog.showModal()
  return new Promise((go, stop) => {
    const closed = () =>
      dialog.returnValue === GIVEN ? go() : stop(new Refused(0, { code: "proof", words: NOT_GIVEN }))
    dialog.addEventListener("close", closed, { once: true })
  })
}

/** The right one makes a new login; the one before ends. @param {FormData} data */
async function give(data) {
  const passphrase = text(data, "proof-passphrase")
  const { second_half } = await ask("POST", "/api/entry", { passphrase })
  keepSecondHalf(second_half)
  form.reset()
  const dialog = /** @type {HTMLDialogElement} */ (find("#proof"))
  dialog.close(GIVEN)
}

const form = /** @type {HTMLFormElement} */ (find("#proof form"))
onSubmit(form, give)
find("[data-leave]", form).addEventListener("click", () => {
  form.reset()
  const dialog = /** @type {HTMLDialogElement} */ (find("#proof"))
  dialog.close("")
})
