// Buttons that begin a session: of the whole, of a shorter plan, of one exercise. On Today also the 20-second check.

import { ask } from "../lib/api.js"
import { beginSession } from "../lib/begin.js"
import { all, onSubmit, tell } from "../lib/page.js"

for (const button of all("[data-begin]")) {
  const { begin = "", dose = "default", tremor, wall } = button.dataset
  const full = "full" in button.dataset
  const more = {
    ...(tremor === undefined ? {} : { tremor: Number(tremor) }),
    ...(wall === undefined ? {} : { wall: Number(wall) }),
    ...("note" in button.dataset ? { note_read: true } : {}),
    ...("override" in button.dataset ? { override_rest: true } : {}),
    ...(full ? { full_dose: true, note_read: true } : {}),
  }
  button.addEventListener("click", () => beginSession(begin.split(" ").filter(Boolean), dose, more))
}

const check = /** @type {HTMLFormElement | null} */ (document.querySelector("#check"))

/** @param {HTMLFormElement} form @param {FormData} data */
async function keepCheck(form, data) {
  const signs = data.getAll("signs")
  if (!signs.length) {
    tell(form, "Tick at least one. “Fine” is an answer, too.", form.querySelector("input"))
    return
  }
  const { session, when } = form.dataset
  await ask("POST", "/api/checks", { session, when, signs, shaking_outside: data.has("shaking_outside") })
  location.reload()
}

if (check) onSubmit(check, (data) => keepCheck(check, data))
