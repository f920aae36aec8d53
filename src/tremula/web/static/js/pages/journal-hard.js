// Writing about what happened: within a time box, which ends on its own and leads on to grounding.

import { keepWriting } from "../journal/desk.js"
import { watchForHiding } from "../journal/hide.js"
import { find, onSubmit, showPanel, text } from "../lib/page.js"

const gate = /** @type {HTMLFormElement} */ (find("#begin-hard"))
const form = /** @type {HTMLFormElement} */ (find("#entry"))
const MINUTE = 60_000

const desk = keepWriting(form)
watchForHiding(async () => (await desk).writing.settled())
const field = /** @type {HTMLTextAreaElement} */ (find("#text", form))

/** Said each minute, so that nobody watches seconds. @param {number} left ms */
function leftInWords(left) {
  const minutes = Math.ceil(left / MINUTE)
  if (minutes > 1) return `About ${minutes} minutes left`
  return left > 0 ? "The last minute. Come to an end." : ""
}

/** @param {number} until on the clock that never jumps */
function tellTime(until) {
  const left = until - performance.now()
  const words = leftInWords(left)
  const place = find("[data-left]", form)
  if (place.textContent !== words) place.textContent = words
  if (left <= 0) endWriting()
  else timer = window.setTimeout(() => tellTime(until), Math.min(1000, left + 5))
}

let timer = 0

async function endWriting() {
  clearTimeout(timer)
  field.readOnly = true
  showPanel("over")
  const { writing, mailer } = await desk
  await writing.settled()
  await mailer.nudge()
}

onSubmit(gate, async (data) => {
  showPanel("writing")
  field.focus()
  tellTime(performance.now() + Number(text(data, "minutes")) * MINUTE)
})
find("[data-enough]", form).addEventListener("click", endWriting)
form.addEventListener("submit", (event) => event.preventDefault())
