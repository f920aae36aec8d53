// Keeps a form's answers as they are given: always the newest, one sending after the other. It says "Kept." of nothing less.

import { ask } from "./api.js"
import { find } from "./page.js"

const RETRY = 3_000

/** @param {Event} event */
const stay = (event) => event.preventDefault()

export class Draft {
  #waiting = false
  #ended = false
  /** What is being kept right now; the next waits for it. */
  #running = Promise.resolve()

  /** @param {string} address @param {() => unknown} answers as they are now */
  constructor(address, answers) {
    this.address = address
    this.answers = answers
  }

  changed() {
    this.#waiting = true
    find("#kept").textContent = ""
    this.#keepSoon()
  }

  /** Nothing that is still on its way may arrive after what ends the draft. */
  async end() {
    this.#ended = true
    removeEventListener("beforeunload", stay)
    await this.#running
  }

  /** What was to end it did not arrive: what waits is kept after all. */
  resume() {
    this.#ended = false
    this.#keepSoon()
  }

  #keepSoon() {
    this.#running = this.#running.then(() => this.#keep())
  }

  /** What fails is told, and tried again; till then leaving the page asks first. */
  async #keep() {
    if (!this.#waiting || this.#ended) return
    this.#waiting = false
    try {
      await ask("PUT", this.address, { answers: this.answers() })
      this.#say(this.#waiting ? "" : "Kept.")
      removeEventListener("beforeunload", stay)
    } catch (error) {
      this.#waiting = true
      this.#say("", `Not kept yet. ${error instanceof Error ? error.message : error}`)
      if (!this.#ended) addEventListener("beforeunload", stay)
      setTimeout(() => this.#keepSoon(), RETRY)
    }
  }

  /** "Kept." is seen and not read out after each answer; what keeps an answer from being kept is. @param {string} kept */
  #say(kept, trouble = "") {
    find("#kept").textContent = kept
    const told = find("#trouble")
    if (told.textContent !== trouble) told.textContent = trouble
  }
}
