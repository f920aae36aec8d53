// Self-care: each tap is kept at once, day by day. It counts nothing.

import { ask } from "../lib/api.js"
import { insist } from "../lib/insist.js"
import { find, tell } from "../lib/page.js"

const form = /** @type {HTMLFormElement} */ (find("#care"))
const saved = find("#saved")
let turn = Promise.resolve()

/** All of one day as it is ticked now. @param {string} day */
async function keepDay(day) {
  saved.textContent = ""
  try {
    const send = () => ask("POST", "/api/self-care", { day, done: new FormData(form).getAll(day) })
    await insist(send, (words) => tell(form, words))
    tell(form, "")
    saved.textContent = "Kept."
  } catch (error) {
    tell(form, /** @type {Error} */ (error).message)
  }
}

form.addEventListener("change", (event) => {
  const { name } = /** @type {HTMLInputElement} */ (event.target)
  turn = turn.then(() => keepDay(name))
})
