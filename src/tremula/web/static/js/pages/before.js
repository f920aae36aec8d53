// Before a session: asks, keeps the answers, and goes on to the player. Whether it may begin is decided by the server.

import { ask } from "../lib/api.js"
import { goToPlayer, wishOfToday } from "../lib/begin.js"
import { all, find, onSubmit, tell, text } from "../lib/page.js"

const form = /** @type {HTMLFormElement} */ (find("#arrival"))
const spiral = form.hasAttribute("data-spiral")
const advice = find("#advice")
let considered = false
let halved = false

const ticked = () => /** @type {HTMLInputElement[]} */ (all("[name=today]:checked", form))

/** Something speaks against it: then the page says so, and offers no way on. */
function mindToday() {
  const against = ticked()
  find("#not-today").hidden = against.length === 0
  find("#going").hidden = against.length > 0
  find("#crisis-help").hidden = !against.some((field) => "crisis" in field.dataset)
  const reasons = against.map((field) =>
    Object.assign(document.createElement("p"), { textContent: field.dataset.reason ?? "" }),
  )
  find("#not-today-why").replaceChildren(...reasons)
  if (against.length) ask("POST", "/api/arrivals", { arrival: { today: today() } }).catch(() => {})
}

/** Each row of the skip-today check with its answer. */
function today() {
  const fields = /** @type {HTMLInputElement[]} */ (all("[name=today]", form))
  return Object.fromEntries(fields.map((field) => [field.value, field.checked ? "yes" : "no"]))
}

/** @param {FormData} data @param {string} name @returns {Record<string, number>} */
const rated = (data, name) => (data.has(name) ? { [name]: Number(text(data, name)) } : {})

/** @param {FormData} data */
function arrivalOf(data) {
  const { tremor, wall, override_rest, full_dose, note_read } = wishOfToday()
  const ratings = ["distress", "tension", "tiredness", "worry"].map((name) => rated(data, name))
  const closed = text(data, "form") === "closed"
  return Object.assign({}, ...ratings, {
    today: today(),
    cared: data.getAll("cared"),
    present: text(data, "present").trim(),
    override_rest,
    tremor,
    wall,
    full_dose,
    note_read,
    eyes_closed: closed,
    own_memory: closed,
  })
}

/** What is still missing, with its field. @param {FormData} data @returns {[string, string] | null} */
function missing(data) {
  if (spiral && !data.has("worry")) return ["Please say how large the worry is.", "[name=worry]"]
  if (spiral && !data.has("distress"))
    return ["Please rate the distress. It is asked again afterwards.", "[name=distress]"]
  if (!form.querySelector("#company")) return null
  if (!text(data, "present").trim()) return ["Please write down who is with you.", "#present"]
  return data.has("here") ? null : ["Please confirm that this person is in the room now.", "#here"]
}

/** @param {FormData} data */
async function arrive(data) {
  const lack = missing(data)
  if (lack) {
    tell(form, lack[0], find(lack[1], form))
    return
  }
  const wish = wishOfToday()
  const exercises = spiral ? ["spiral"] : wish.exercises
  const arrival = arrivalOf(data)
  if (halved) arrival.tremor = Number(form.dataset.half ?? 0)
  const { gate, advice: go, words, half } = await ask("POST", "/api/arrivals", { arrival, exercises })
  if (!gate.open) {
    tell(form, gate.reasons.map((/** @type {{words: string}} */ one) => one.words).join(" "))
    return
  }
  if (go !== "go" && !considered && !spiral) {
    form.dataset.half = String(half)
    offer(words)
    return
  }
  goToPlayer(exercises, wish.dose)
}

/** Say once what the ratings suggest; the person decides. @param {string} words */
function offer(words) {
  considered = true
  find("p", advice).textContent = words
  advice.hidden = false
  find("#half").focus()
}

/** @param {boolean} half */
const decide = (half) => () => {
  halved = half
  form.requestSubmit()
}

find("#half").addEventListener("click", decide(true))
find("#as-planned").addEventListener("click", decide(false))
for (const field of all("[name=today]", form)) field.addEventListener("change", mindToday)
onSubmit(form, arrive)
