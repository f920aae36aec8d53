// Grounding, one step at a time: by itself, or by hand; then how one is now. All words are in the page, no server is
// asked, and no answer is kept.

import { Speech } from "../drivers/speech.js"
import { all, find } from "../lib/page.js"
import { bringNear } from "./people.js"

const BREATH_IN = 4
const BREATH = 10
/** More than this, of ten, is not well: the bound that also holds for the spiral's small worry. */
const SMALL = 3
const PANELS = ["choose", "guide", "ask", "well", "unwell"]
const BELOW = ["people", "states", "reading"]

/** @typedef {{words: string, more: string, seconds: number, breath: boolean}} Step */

const timer = { after: (/** @type {number} */ ms, /** @type {() => void} */ act) => later(ms, act) }
const speech = new Speech(timer)
const voice = /** @type {HTMLInputElement} */ (find("#voice"))
const next = find("#next")
const pause = find("#pause")

/** @type {Step[]} */ let steps = []
let place = 0
let second = 0
let paused = false

/** @param {number} ms @param {() => void} act */
function later(ms, act) {
  const id = setTimeout(act, ms)
  return () => clearTimeout(id)
}

/** @param {string} name @returns {Step[]} */
function read(name) {
  return all(`[data-stop="${name}"] > li`).map((item) => ({
    words: find("[data-words]", item).textContent ?? "",
    more: find("[data-more]", item).textContent ?? "",
    seconds: Number(item.dataset.seconds),
    breath: "breath" in item.dataset,
  }))
}

/** Without a stop to lead out of, the breath comes early. */
function atOnce() {
  const always = read("always")
  const first = all(".firsts b").map((each) => each.textContent)
  const early = always.filter(({ words }) => first.includes(words))
  return [...early, ...always.filter((step) => !early.includes(step))]
}

/** What stands below is out of the way while one is led, and while one is asked. @param {string} name */
function show(name) {
  for (const id of PANELS) find(`#${id}`).hidden = id !== name
  document.body.classList.toggle("guided", name === "guide")
  for (const id of BELOW) find(`#${id}`).hidden = name === "guide" || name === "ask"
  if (name !== "guide") find("h1", find(`#${name}`)).focus()
  window.scrollTo(0, 0)
}

/** @param {string} posture "none" begins at once with what stands on the page: looking, the floor, the breath */
function begin(posture) {
  steps = posture === "none" ? atOnce() : [...read(posture), ...read("always")]
  setPaused(false)
  show("guide")
  go(0)
  next.focus()
}

function go(/** @type {number} */ to) {
  speech.cancel()
  if (to >= steps.length) {
    show("ask")
    return
  }
  place = Math.max(0, to)
  second = 0
  const { words, more, breath } = steps[place]
  find("#place").textContent = `${place + 1} of ${steps.length}`
  find("#words").textContent = words
  find("#more").textContent = more
  find("#breath").hidden = !breath
  find("#count").textContent = ""
  find("#back").toggleAttribute("disabled", place === 0)
  if (voice.checked) speech.say(`${words} ${more}`, String(place))
}

function setPaused(/** @type {boolean} */ now) {
  paused = now
  pause.textContent = paused ? "Go on" : "Pause"
  pause.setAttribute("aria-pressed", String(paused))
  find("#guide").classList.toggle("paused", paused)
  if (paused) speech.cancel()
}

/** In a breath the circle counts down, for those too who want nothing to move. */
function breathe() {
  const at = (second - 1) % BREATH
  if (at === 0) find("#words").textContent = "Breathe in"
  if (at === BREATH_IN) find("#words").textContent = "and slowly out"
  find("#count").textContent = String(at < BREATH_IN ? BREATH_IN - at : BREATH - at)
}

/** One second of the guide. */
function tick() {
  if (paused || find("#guide").hidden || document.hidden) return
  second += 1
  const { seconds, breath } = steps[place]
  if (breath) breathe()
  if (second > seconds || (!breath && second === seconds)) go(place + 1)
}

/** @param {string} how */
function answer(how) {
  find("#danger").hidden = how !== "danger"
  bringNear(how === "danger")
  show(how === "well" ? "well" : "unwell")
}

function again() {
  bringNear(false)
  show("choose")
}

for (const button of all("[data-posture]")) {
  button.addEventListener("click", () => begin(button.dataset.posture ?? "lying"))
}
for (const button of all("[data-answer]")) {
  button.addEventListener("click", () => answer(button.dataset.answer ?? "unwell"))
}
for (const button of all("[data-number]")) {
  const how = Number(button.dataset.number) > SMALL ? "unwell" : "well"
  button.addEventListener("click", () => answer(how))
}
for (const button of all("[data-again]")) button.addEventListener("click", () => again())
next.addEventListener("click", () => go(place + 1))
find("#back").addEventListener("click", () => go(place - 1))
pause.addEventListener("click", () => setPaused(!paused))
document.addEventListener("keydown", (event) => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (by && !find("#guide").hidden) go(place + by)
})
const hear = () => {
  find("#voice-row").hidden = !speech.works
}
speech.addEventListener("voices", hear)
hear()
setInterval(tick, 1000)
