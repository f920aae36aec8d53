// Grounding, one step at a time: by itself, or by hand. All words are in the page; no server is asked.

import { Speech } from "../drivers/speech.js"
import { all, find } from "../lib/page.js"

const BREATH_IN = 4
const BREATH = 10

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

/** @param {"choose" | "guide" | "done"} name */
function show(name) {
  for (const id of ["choose", "guide", "done"]) find(`#${id}`).hidden = id !== name
  find("#reading").hidden = name === "guide"
  if (name !== "guide") find("h1", find(`#${name}`)).focus()
}

function begin(/** @type {string} */ posture) {
  steps = [...read(posture), ...read("always")]
  setPaused(false)
  show("guide")
  go(0)
  next.focus()
}

function go(/** @type {number} */ to) {
  speech.cancel()
  if (to >= steps.length) {
    show("done")
    return
  }
  place = Math.max(0, to)
  second = 0
  const { words, more, breath } = steps[place]
  find("#place").textContent = `${place + 1} of ${steps.length}`
  find("#words").textContent = words
  find("#more").textContent = more
  find("#breath").hidden = !breath
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

/** One second of the guide; a breath says when to breathe in and out. */
function tick() {
  if (paused || find("#guide").hidden || document.hidden) return
  second += 1
  const { seconds, breath } = steps[place]
  if (breath && second % BREATH === 1) find("#words").textContent = "Breathe in"
  if (breath && second % BREATH === BREATH_IN + 1) find("#words").textContent = "and slowly out"
  if (second >= seconds) go(place + 1)
}

const keys = /** @type {Record<string, () => void>} */ ({
  ArrowRight: () => go(place + 1),
  ArrowLeft: () => go(place - 1),
})

for (const button of all("[data-posture]")) {
  button.addEventListener("click", () => begin(button.dataset.posture ?? "lying"))
}
next.addEventListener("click", () => go(place + 1))
find("#back").addEventListener("click", () => go(place - 1))
pause.addEventListener("click", () => setPaused(!paused))
find("#again").addEventListener("click", () => show("choose"))
document.addEventListener("keydown", (event) => {
  if (!find("#guide").hidden) keys[event.key]?.()
})
const hear = () => {
  find("#voice-row").hidden = !speech.works
}
speech.addEventListener("voices", hear)
hear()
setInterval(tick, 1000)
