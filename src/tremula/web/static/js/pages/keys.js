// Settings: passphrase, recovery code, lock, erase. Secrets go to the server and nowhere else.

import { forgetPosted } from "../drivers/leftovers.js"
import { forgetPractise } from "../drivers/offline.js"
import { openOutbox } from "../drivers/outbox.js"
import { forgetDrafts } from "../journal/waiting.js"
import { ask, forgetSecondHalf } from "../lib/api.js"
import { forgetDatabase } from "../lib/forget.js"
import { forgetHere } from "../lib/here.js"
import { find, letShow, onSubmit, tell, text } from "../lib/page.js"
import { askSurely } from "../lib/proof.js"

/** @param {string} id */
const formOf = (id) => /** @type {HTMLFormElement} */ (find(`#${id}`))

/** @param {HTMLFormElement} form @param {string} words */
const done = (form, words) => {
  find("[data-done]", form).textContent = words
}

async function changePassphrase(/** @type {FormData} */ data) {
  const form = formOf("passphrase-form")
  if (text(data, "new") !== text(data, "again")) {
    tell(
      form,
      "The two new passphrases are not the same. Please type the second one again.",
      find("#again", form),
    )
    return
  }
  await ask("POST", "/api/passphrase", {
    old: data.has("old") ? text(data, "old") : null,
    new: text(data, "new"),
  })
  form.reset()
  done(form, "The passphrase is changed.")
}

async function newCode(/** @type {FormData} */ data) {
  const form = formOf("recovery-form")
  const passphrase = data.has("confirm") ? text(data, "confirm") : null
  const { recovery } = await ask("POST", "/api/vault/recovery/new", { passphrase })
  form.reset()
  find("#recovery-code").textContent = recovery
  find("#new-code").hidden = false
  find("#recovery-code").focus()
}

async function typedBack() {
  const form = formOf("recovery-form")
  const field = /** @type {HTMLInputElement} */ (find("#typed-code"))
  try {
    await ask("POST", "/api/vault/recovery", { code: field.value })
    find("#new-code").hidden = true
    find("#recovery-code").textContent = ""
    field.value = ""
    done(form, "That is right. Keep the paper away from this computer.")
  } catch (error) {
    tell(form, /** @type {Error} */ (error).message, field)
  }
}

/** Events that the server does not have yet stay: they are posted after the next opening. */
async function lock() {
  await ask("POST", "/api/lock")
  forgetSecondHalf()
  await Promise.all([forgetPractise(), openOutbox().then(forgetPosted)])
  location.replace("/")
}

async function erase(/** @type {FormData} */ data) {
  const form = formOf("erase-form")
  if (text(data, "word").trim().toLowerCase() !== "erase") {
    tell(form, "Type the word “erase” to show that you mean it.", find("#erase-word"))
    return
  }
  await askSurely("POST", "/api/erase", { confirm: "erase" })
  await forgetPractise()
  forgetHere()
  await Promise.all([forgetDatabase("tremula"), forgetDrafts()])
  location.replace("/")
}

letShow()
onSubmit(formOf("passphrase-form"), changePassphrase)
onSubmit(formOf("recovery-form"), newCode)
onSubmit(formOf("lock-form"), lock)
onSubmit(formOf("erase-form"), erase)
find("#typed-back").addEventListener("click", typedBack)
