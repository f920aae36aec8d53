// Settings that are kept as soon as they change. Light or dark also stays on this device, for pages that come unlocked.

import { clipAddress } from "../drivers/clip-store.js"
import { Speech } from "../drivers/speech.js"
import { ask } from "../lib/api.js"
import { keepCountry } from "../lib/here.js"
import { all, find, tell } from "../lib/page.js"
import { Turns } from "../lib/turns.js"

const form = /** @type {HTMLFormElement} */ (find("#choices"))
const voice = /** @type {HTMLSelectElement} */ (find("#voice"))
const turns = new Turns(find("#saved"))
/** @type {import("../drivers/clip-store.js").Speaker[]} */
const speakers = JSON.parse(find("#speakers").textContent ?? "[]")
const timer = { after: (/** @type {number} */ ms, /** @type {() => void} */ act) => later(ms, act) }
const speech = new Speech(timer)

/** @param {number} ms @param {() => void} act */
function later(ms, act) {
  const id = setTimeout(act, ms)
  return () => clearTimeout(id)
}

/** @type {Record<string, (field: HTMLInputElement) => Record<string, unknown>>} */
const CHANGES = {
  talk: (field) => ({ talk: field.value }),
  speaker: (field) => ({ speaker: field.value }),
  vibration: (field) => ({ vibration: field.value }),
  voice: (field) => ({ voice: field.value }),
  rate: (field) => ({ rate: field.valueAsNumber }),
  volume: (field) => ({ volume: field.valueAsNumber }),
  plan: (field) => ({ exercises: field.value.split(" ").filter(Boolean) }),
  dose: (field) => ({ dose: field.value }),
  letter: (field) => ({ letter: field.value }),
  looks: (field) => ({ looks: wear(field.value) }),
  country: (field) => ({ country: here(field.value) }),
}

/** @param {string} looks */
function wear(looks) {
  document.documentElement.dataset.theme = looks
  localStorage.setItem("tremula.theme", looks)
  return looks
}

/** @param {string} country */
function here(country) {
  keepCountry(country)
  return country
}

function keep(/** @type {Event} */ event) {
  const field = /** @type {HTMLInputElement} */ (event.target)
  const change = CHANGES[field.name](field)
  return turns.keep(
    () => ask("PUT", "/api/settings", change),
    (words) => tell(form, words),
  )
}

function listVoices() {
  const chosen = voice.dataset.chosen ?? ""
  const options = speech.voices().map(({ name }) => new Option(name, name, false, name === chosen))
  voice.replaceChildren(voice.options[0], ...options)
  find("#no-voice").hidden = options.length > 0
  voice.disabled = options.length === 0
}

const recording = new Audio()

/** Who is chosen speaks; without a recording, this computer. */
async function tryVoice() {
  const volume = /** @type {HTMLInputElement} */ (find("#volume")).valueAsNumber
  const chosen = new FormData(form).get("speaker")
  const one = speakers.find(({ speaker }) => speaker === chosen)
  speech.cancel()
  recording.pause()
  if (!one) return tryOwnVoice(volume)
  recording.src = await clipAddress(one, find("#try-voice").dataset.sample ?? "")
  recording.volume = volume
  await recording.play().catch(() => tryOwnVoice(volume))
}

/** @param {number} volume */
function tryOwnVoice(volume) {
  speech.preferred = voice.value
  speech.rate = /** @type {HTMLInputElement} */ (find("#rate")).valueAsNumber
  speech.volume = volume
  speech.say("This is how I will speak. Breathe in, and slowly out.")
}

listVoices()
speech.addEventListener("voices", listVoices)
find("#try-voice").addEventListener("click", tryVoice)
for (const field of all("input, select", form)) field.addEventListener("change", keep)
