// Reads a Learn page aloud, text by text, with this computer's own voice. Without such a voice it stays hidden.

import { Speech } from "../drivers/speech.js"
import { all, find } from "../lib/page.js"

/** Tells "silent" when a text has been said, or was lost. */
class Reader extends Speech {
  /** @param {SpeechSynthesisUtterance} utterance @param {boolean} well */
  ended(utterance, well) {
    const ours = utterance === this.utterance
    super.ended(utterance, well)
    if (ours) this.dispatchEvent(new Event("silent"))
  }

  /** @param {SpeechSynthesisUtterance} utterance */
  hung(utterance) {
    const ours = utterance === this.utterance
    super.hung(utterance)
    if (ours) this.dispatchEvent(new Event("silent"))
  }
}

/** @param {number} ms @param {() => void} act */
function later(ms, act) {
  const id = setTimeout(act, ms)
  return () => clearTimeout(id)
}

const reader = new Reader({ after: later })
const button = find("#read-aloud")
const status = find("#aloud-status")
/** @type {string[]} */ let left = []

function next() {
  const text = left.shift()
  if (text === undefined || !reader.say(text, "page")) stop(text === undefined ? "Read to the end." : "")
}

function begin() {
  left = all("[data-read]").map((element) => element.textContent?.trim() ?? "")
  find("[data-words]", button).textContent = "Stop reading"
  button.setAttribute("aria-pressed", "true")
  next()
}

/** @param {string} words */
function stop(words) {
  left = []
  reader.cancel()
  find("[data-words]", button).textContent = "Read it to me"
  button.setAttribute("aria-pressed", "false")
  status.textContent = words
}

const reveal = () => {
  find("#aloud").hidden = !reader.works
}

reader.addEventListener("silent", next)
reader.addEventListener("voices", reveal)
button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? stop("") : begin()))
addEventListener("pagehide", () => stop(""))
document.addEventListener("keydown", ({ key }) => key === "Escape" && stop(""))
reveal()
