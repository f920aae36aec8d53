// Settings that are kept as soon as they change. Light or dark also stays on this device, for pages that come unlocked.

import { Speech } from "../drivers/speech.js"
import { ask } from "../lib/api.js"
import { keepCountry } from "../lib/here.js"
import { all, find, tell } from "../lib/page.js"

const form = /** @type {HTMLFormElement} */ (find("#choices"))
const voice = /** @type {HTMLSelectElement} */ (find("#voice"))
const saved = find("#saved")
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
  voice: (field) => ({ voice: field.value }),
  rate: (field) => ({ rate: field.valueAsNumber }),
  volume: (field) => ({ volume: field.valueAsNumber }),
  plan: (field) => ({ exercises: field.value.split(" ").filter(Boolean) }),
  dose: (field) => ({ dose: field.value }),
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

async function keep(/** @type {Event} */ event) {
  const field = /** @type {HTMLInputElement} */ (event.target)
  saved.textContent = ""
  try {
    await ask("PUT", "/api/settings", CHANGES[field.name](field))
    tell(form, "")
    saved.textContent = "Kept."
  } catch (error) {
    tell(form, /** @type {Error} */ (error).message)
  }
}

function listVoices() {
  const chosen = voice.dataset.chosen ?? ""
  const options = speech.voices().map(({ name }) => new Option(name, name, false, name === chosen))
  voice.replaceChildren(voice.options[0], ...options)
  find("#no-voice").hidden = options.length > 0
  voice.disabled = options.length === 0
}

function tryVoice() {
  speech.preferred = voice.value
  speech.rate = /** @type {HTMLInputElement} */ (find("#rate")).valueAsNumber
  speech.volume = /** @type {HTMLInputElement} */ (find("#volume")).valueAsNumber
  speech.cancel()
  speech.say("This is how I will speak. Breathe in, and slowly out.")
}

listVoices()
speech.addEventListener("voices", listVoices)
find("#try-voice").addEventListener("click", tryVoice)
for (const field of all("input, select", form)) field.addEventListener("change", keep)
