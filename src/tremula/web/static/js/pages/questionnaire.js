// One questionnaire: keeps every answer as it is given, shows support at once where an answer asks for it. It scores nothing.

import { ask } from "../lib/api.js"
import { Draft } from "../lib/draft.js"
import { all, find, onSubmit, tell } from "../lib/page.js"

const form = /** @type {HTMLFormElement} */ (find("#questionnaire"))
const path = `/api/questionnaires/${form.dataset.form}`
const questions = all("[data-item]", form)
const send = find("[type=submit]", form)

/** @param {HTMLElement} question */
const radiosOf = (question) => /** @type {HTMLInputElement[]} */ (all("input[type=radio]", question))

/** @param {HTMLElement} question */
const answerIn = (question) => radiosOf(question).find((radio) => radio.checked)?.value ?? ""

const asked = () => questions.filter((question) => !question.hidden)
const open = () => asked().filter((question) => !answerIn(question))

/** Follow-ups stand there only after the answer that leads to them. */
function showFollowUps() {
  for (const item of questions.filter((each) => each.dataset.after)) {
    const lead = find(`[data-item="${item.dataset.after}"]`, form)
    item.hidden = answerIn(lead) !== item.dataset.value
    find("fieldset", item).toggleAttribute("disabled", item.hidden)
  }
}

/** @returns {Record<string, number>} */
const answered = () =>
  Object.fromEntries(
    asked()
      .filter(answerIn)
      .map((question) => [question.dataset.item ?? "", Number(answerIn(question))]),
  )

/** Support, right under the answer that asks for it. @param {HTMLElement} question */
function support(question) {
  const template = /** @type {HTMLTemplateElement | null} */ (question.querySelector("template[data-from]"))
  if (!template) return
  const place = find("[data-says]", question)
  const value = answerIn(question)
  const wanted = value !== "" && Number(value) >= Number(template.dataset.from)
  if (wanted === place.hasChildNodes()) return
  place.replaceChildren(...(wanted ? [template.content.cloneNode(true)] : []))
}

function count() {
  find("#count").textContent = `${asked().length - open().length} of ${asked().length} answered.`
}

const draft = new Draft(`${path}/draft`, answered)

/** @param {HTMLElement} question */
function goTo(question) {
  const radios = radiosOf(question)
  const radio = radios.find((each) => each.checked) ?? radios[0]
  radio.focus({ preventScroll: true })
  question.scrollIntoView({ block: "nearest" })
}

/** The next question, or the button when there is none. @param {HTMLElement} question */
function goOn(question) {
  const next = asked()[asked().indexOf(question) + 1]
  if (next) goTo(next)
  else send.focus()
}

form.addEventListener("change", (event) => {
  const question = /** @type {HTMLElement} */ (event.target).closest("[data-item]")
  if (question) support(/** @type {HTMLElement} */ (question))
  showFollowUps()
  count()
  tell(form, "")
  draft.changed()
})

// A number answers and goes on; Enter goes on. Arrow keys move between answers, as they always do.
form.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target)
  const question = /** @type {HTMLElement | null} */ (target.closest("[data-item]"))
  if (!question || !target.matches("input") || event.ctrlKey || event.altKey || event.metaKey) return
  const radio = radiosOf(question).find((each) => each.value === event.key)
  if (radio) radio.click()
  if (!radio && event.key !== "Enter") return
  event.preventDefault()
  if (!radio || !question.querySelector("[data-says]")?.hasChildNodes()) goOn(question)
})

onSubmit(form, async () => {
  const left = open().filter((question) => !("optional" in question.dataset))
  if (left.length && !("sure" in send.dataset)) {
    send.dataset.sure = ""
    send.textContent = "Leave them out, and see what it says"
    const words = left.length === 1 ? "One question has no answer yet." : `${left.length} have no answer yet.`
    tell(form, `${words} You can leave them out; too many, and there is no score.`)
    return
  }
  await draft.end()
  try {
    await ask("POST", `${path}/answers`, { answers: answered(), early: "early" in form.dataset })
  } catch (error) {
    draft.resume()
    throw error
  }
  location.assign(`/questionnaires/${form.dataset.form}/result`)
})

document.querySelector("#anew")?.addEventListener("click", async () => {
  await draft.end()
  try {
    await ask("DELETE", `${path}/draft`)
    location.reload()
  } catch (error) {
    draft.resume()
    tell(form, error instanceof Error ? error.message : String(error))
  }
})
for (const question of questions) support(question)
showFollowUps()
count()
