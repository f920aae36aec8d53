// The daily check-in: keeps what was said of the day; the page then shows it. It judges nothing.

import { ask } from "../lib/api.js"
import { countDown, perMinute } from "../lib/counting.js"
import { insist } from "../lib/insist.js"
import { all, find, onSubmit, tell } from "../lib/page.js"
import { letRate, ratingsIn } from "../lib/rating.js"

const form = /** @type {HTMLFormElement} */ (find("#check-in"))
const { day = "", back = "/check-in" } = form.dataset

/** The numbers that were typed, by kind. @returns {Record<string, number>} */
function valuesIn() {
  /** @type {Record<string, number>} */
  const values = {}
  for (const reading of all("[data-reading]", form)) {
    const typed = /** @type {HTMLInputElement} */ (find("[data-value]", reading))
    const kind = /** @type {HTMLSelectElement} */ (find("[data-kind]", reading)).value
    const number = Number(typed.value.trim().replace(",", "."))
    if (typed.value.trim() && Number.isNaN(number)) throw new NotANumber(typed)
    if (typed.value.trim()) values[kind] = number
  }
  return values
}

/** Something typed that is no number. */
class NotANumber extends Error {
  /** @param {HTMLInputElement} field */
  constructor(field) {
    super("Write a number here, like 62 or 48.5.")
    this.field = field
    this.code = "no-number"
  }
}

/** Everything as it stands on the page now. */
const sendDay = () => {
  const contexts = new FormData(form).getAll("contexts")
  return ask("POST", "/api/check-ins", { day, ratings: ratingsIn(form), values: valuesIn(), contexts })
}

async function keepDay() {
  try {
    await insist(
      async () => sendDay(),
      (words) => tell(form, words),
    )
    location.assign(back)
  } catch (error) {
    if (!(error instanceof NotANumber)) throw error
    tell(form, error.message, error.field)
  }
}

/** Half a minute on the clock; the number typed then is doubled once. */
function countByHand() {
  const button = /** @type {HTMLButtonElement} */ (find("#count"))
  const reading = /** @type {HTMLElement} */ (button.closest("[data-reading]"))
  const typed = /** @type {HTMLInputElement} */ (find("[data-value]", reading))
  const told = find("#counting")
  button.disabled = true
  const double = () => {
    typed.value = typed.value.trim() ? perMinute(typed.value) : ""
    told.textContent = typed.value ? `That is ${typed.value} beats a minute.` : ""
    button.disabled = false
  }
  countDown(
    (words) => {
      told.textContent = words
    },
    () => {
      typed.value = ""
      typed.focus()
      typed.addEventListener("change", double, { once: true })
    },
  )
}

letRate(form)
onSubmit(form, keepDay)
document.querySelector("#count")?.addEventListener("click", countByHand)
document.querySelector("#again")?.addEventListener("click", () => {
  form.hidden = false
  form.querySelector("input")?.focus()
})
document.querySelector("#forget")?.addEventListener("click", async () => {
  await ask("DELETE", `/api/check-ins/${day}`)
  location.assign(back)
})
