// Self-care: each tap is kept at once, day by day. It counts nothing.

import { ask } from "../lib/api.js"
import { insist } from "../lib/insist.js"
import { find, tell } from "../lib/page.js"
import { Turns } from "../lib/turns.js"

const form = /** @type {HTMLFormElement} */ (find("#care"))
const turns = new Turns(find("#saved"))

/** @param {string} words */
const told = (words) => tell(form, words)

/** All of one day as it is ticked when its turn comes. @param {string} day */
const keepDay = (day) =>
  insist(() => ask("POST", "/api/self-care", { day, done: new FormData(form).getAll(day) }), told)

form.addEventListener("change", (event) => {
  const { name } = /** @type {HTMLInputElement} */ (event.target)
  turns.keep(() => keepDay(name), told)
})
